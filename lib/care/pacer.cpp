#include "care/pacer.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace rw::care {
namespace {

constexpr Span solve_again = 60s;
constexpr Span clocks_step = 2min;
constexpr double at_once = std::numeric_limits<double>::infinity();
constexpr double patience = 3;    // prices that announced items may wait when fewer come than was expected
constexpr double suspicion = 50;  // prices (without counters) after which a quiet counter is not believed
constexpr double least_price = 1e-3;
constexpr double kept_for_bursts = 0.5;  // of an even share of the window, before quiet lists are read
constexpr Span announced_before = 60s;   // a counter has told of what is older

double seconds(Span span) {
    return std::chrono::duration<double>(span).count();
}
Span span_of(double seconds) {
    constexpr double longest = 30.0 * 86'400;
    return Span{static_cast<std::int64_t>(std::min(seconds, longest) * 1000)};
}

}  // namespace

std::string_view to_text(Motive motive) {
    constexpr std::array<std::string_view, 6> names{"asked",    "first", "announced",
                                                    "expected", "spare", "overdue"};
    return names[static_cast<std::size_t>(motive) % names.size()];
}

void Pacer::take_sources(std::vector<Source> sources) {
    std::map<std::string, State, std::less<>> states;
    for (auto& source : sources) {
        auto known = states_.find(source.name);
        State fresh{source, Arrivals{settings_.offset, source.first_rate}, {}, {}, {}, false};
        auto state = known == states_.end() ? std::move(fresh) : std::move(known->second);
        auto name = source.name;
        if (source.since && state.source.since) source.since = std::min(source.since, state.source.since);
        state.source = std::move(source);
        states.emplace(std::move(name), std::move(state));
    }
    states_ = std::move(states);
    solved_at_ = {};
}

void Pacer::counted(std::string_view source, std::int64_t count, TimePoint now) {
    auto const found = states_.find(source);
    if (found == states_.end()) return;
    auto& state = found->second;
    auto const heard = state.counter.looked(count, now);
    if (heard.news > 0) state.arrivals.heard(heard.news, heard.from, now);
}

void Pacer::read(std::string_view source, Read const& read) {
    auto const found = states_.find(source);
    if (found == states_.end()) return;
    auto& state = found->second;
    state.asked = false;
    if (!read.complete) return;
    auto const before = state.read_at;
    if (auto const looked = state.counter.looked_at(); looked && before) {
        auto const older =
            std::ranges::count_if(read.times, [&](TimePoint at) { return at < *looked - announced_before; });
        auto const announced = std::ceil(state.counter.announced());
        auto const silent = std::max(static_cast<double>(older) - announced, 0.0);
        state.counter.read(read.times.size(), static_cast<std::size_t>(silent), read.at);
    } else {
        state.counter.read(read.times.size(), 0, read.at);
    }
    if (before) state.arrivals.saw({*before, read.at, read.times});
    state.read_at = read.at;
}

void Pacer::resume(std::string_view source, TimePoint read_at) {
    auto const found = states_.find(source);
    if (found == states_.end()) return;
    auto& known = found->second.read_at;
    known = std::max(known.value_or(read_at), read_at);
}

void Pacer::ask_for(std::string_view source) {
    auto const found = states_.find(source);
    if (found == states_.end()) return;
    found->second.asked = true;
    found->second.not_before = {};  // tried once, whatever went wrong before
}

void Pacer::put_off(std::string_view source, TimePoint until) {
    auto const found = states_.find(source);
    if (found == states_.end()) return;
    found->second.not_before = until;
    found->second.asked = false;
}

void Pacer::let_go(TimePoint now) {
    for (auto& [name, state] : states_)
        state.not_before = std::min(state.not_before, now);
}

Demand Pacer::demand_of(State const& state, TimePoint now) const {
    auto const& source = state.source;
    bool const counted = source.counted && state.counter.trusted(now);
    return {&state.rates(), source.weight, counted, source.floor, source.ceiling};
}

void Pacer::solve(TimePoint now) {
    solved_at_ = now;
    std::vector<Demand> demands;
    std::int64_t counted = 0;
    auto shortest = settings_.look_most * 4;
    for (auto const& [name, state] : states_) {
        if (state.source.closed || state.not_before > now + 1h) continue;
        demands.push_back(demand_of(state, now));
        counted += demands.back().counted ? 1 : 0;
    }
    auto blind = demands;
    for (auto& demand : blind)
        demand.counted = false;
    price_ = 0;
    blind_price_ = 0;
    sweep_every_ = Span{0};
    for (auto const& budget : budgets_) {
        if (budget.resets <= now) continue;
        Outlook const outlook{demands, now, budget.resets};
        price_ = std::max(price_, price_of(outlook, budget));
        blind_price_ = std::max(blind_price_, price_of(Outlook{blind, now, budget.resets}, budget));
        auto const left = budget.resets - now;
        auto const kept = kept_for_bursts * budget.whole * seconds(left) / seconds(budget.window);
        auto const spare = budget.calls - outlook.calls(least_price) - kept;
        auto const every = spare > 0.5 ? seconds(left) * static_cast<double>(counted) / spare : 1e9;
        sweep_every_ = std::max(sweep_every_, span_of(every));
    }
    auto const price = std::max(price_, least_price);
    for (auto const& demand : demands) {
        if (!demand.counted) continue;
        auto const often = frequency(demand, demand.rates->expected(now, now), price);
        shortest = std::min(shortest, span_of(1 / often));
    }
    look_every_ = std::clamp(shortest / 4, settings_.look_least, settings_.look_most);
}

Pacer::Pressure Pacer::announced(State const& state, TimePoint now) const {
    auto const price = std::max(price_, least_price);
    auto const rate = state.rates().expected(now, now);
    auto const count = state.counter.waiting();
    auto const weight = state.source.weight;
    if (state.counter.quiet()) return {};
    // Waiting for more pays as long as fewer than sqrt(2 rate price) wait; should they come more slowly than
    // thought, the wait itself becomes dear.
    auto const by_count = weight * count * (count + 1) / (2 * rate * price);
    auto const by_wait = weight * state.counter.area(now) / (patience * price);
    return {std::max(by_count, by_wait), Motive::announced};
}

Pacer::Pressure Pacer::pressure(State const& state, TimePoint now) const {
    auto const& source = state.source;
    if (source.closed || now < state.not_before) return {};
    if (state.asked) return {at_once, Motive::asked};
    auto const last = state.read_or_since();
    // A reading that lies ahead was made under a clock that has been set back since.
    if (!last || *last > now + clocks_step) return {at_once, Motive::first};
    auto const age = now - *last;
    if (age < source.floor) return {};
    if (age >= source.ceiling) return {seconds(age) / seconds(source.ceiling), Motive::overdue};
    auto const price = std::max(price_, least_price);
    auto const rate = state.rates().expected(now, now);
    auto const owed = source.weight * rate * seconds(age) * seconds(age) / (2 * price);
    if (!source.counted || !state.counter.trusted(now)) return {owed, Motive::expected};
    if (auto const loud = announced(state, now); loud.urgency >= 1) return loud;
    if (price_ <= 0 && age >= std::max(sweep_every_, source.floor)) return {1, Motive::spare};
    return {owed * price / std::max(blind_price_, price) / suspicion, Motive::expected};
}

std::optional<Choice> Pacer::choose(TimePoint now) {
    if (now - solved_at_ >= solve_again || now < solved_at_) solve(now);
    bool const broke = std::ranges::any_of(budgets_, [](Budget const& budget) { return budget.calls < 1; });
    std::optional<Choice> best;
    std::pair<bool, double> most;
    for (auto const& [name, state] : states_) {
        if (broke && !state.asked) continue;
        auto const [urgency, motive] = pressure(state, now);
        std::pair const rank{state.source.answers, urgency};
        if (urgency < 1 || (best && rank <= most)) continue;
        most = rank;
        best = Choice{name, motive};
    }
    return best;
}

Span Pacer::idle(TimePoint now) const {
    auto until = now + look_every_;
    for (auto const& [name, state] : states_) {
        if (state.source.closed) continue;
        auto const free =
            std::max(state.not_before, state.read_or_since().value_or(now) + state.source.floor);
        if (free > now) until = std::min(until, free);
    }
    return until - now;
}

std::vector<Plan> Pacer::plan(TimePoint now) const {
    std::vector<Plan> plans;
    auto const price = std::max(price_, least_price);
    for (auto const& [name, state] : states_) {
        auto const demand = demand_of(state, now);
        auto const rate = demand.rates->expected(now, now);
        Plan plan;
        plan.source = name;
        plan.per_hour = rate * 3600;
        plan.weight = demand.weight;
        plan.counted = demand.counted;
        plan.waiting = state.counter.announced();
        plan.read_at = state.read_at;
        if (demand.counted && state.read_at && state.counter.quiet())
            plan.quiet_at = state.counter.looked_at();
        plan.every = span_of(1 / frequency(demand, rate, price));
        if (demand.counted && price_ <= 0)
            plan.every = std::clamp(sweep_every_, demand.floor, demand.ceiling);
        plan.mean_delay =
            span_of(mean_delay(demand, rate, price)) + (demand.counted ? look_every_ / 2 : Span{0});
        if (state.read_at) plan.next_at = std::max(*state.read_at + plan.every, state.not_before);
        plans.push_back(std::move(plan));
    }
    return plans;
}

std::string Pacer::pack(std::string_view source) const {
    auto const found = states_.find(source);
    return found == states_.end() ? std::string{} : found->second.arrivals.pack();
}

void Pacer::unpack(std::string_view source, std::string_view packed) {
    auto const found = states_.find(source);
    if (found == states_.end()) return;
    if (auto arrivals = Arrivals::unpack(packed, settings_.offset))
        found->second.arrivals = *std::move(arrivals);
}

}  // namespace rw::care
