// How long messages wait to be read under a quota: fixed interval, proportional, square root, and our pacer
// with and without the counters, knowing the rates and learning them from nothing; the same arrivals for all,
// under a hand-moved clock. The first half of the days is for learning, the second is measured.
#include "bench/polling_world.hpp"
#include "care/pacer.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <memory>
#include <numeric>

namespace {

using namespace rw;
using namespace rw::bench;

constexpr double day = 86'400;
constexpr char const* names[lists] = {"mentions", "comments_to_me", "comment_mentions"};
TimePoint const start = from_rfc3339("2026-09-06T16:00:00Z").value();  // a Monday's midnight in Beijing

struct Tally {
    std::vector<double> delays;
    std::int64_t calls = 0;
    std::int64_t refused = 0;
};

/// What is left of a brand's day, and who refuses once it is spent.
class Purse {
public:
    Purse(Workload const& work) : work_{work} {}
    std::int64_t left(double at) {
        turn(at);
        auto const noon = std::fmod(at, day) >= day / 2;
        // Of two tokens one dies at noon, with what it had left.
        if (work_.dead_token && noon && !died_) {
            died_ = true;
            left_ -= std::min(left_, std::max<std::int64_t>(left_ / 2, 0));
        }
        return left_;
    }
    bool spend(double at) {
        if (left(at) <= 0) return false;
        --left_;
        return true;
    }
    double resets(double at) const { return (std::floor(at / day) + 1) * day; }

private:
    void turn(double at) {
        auto const today = static_cast<std::int64_t>(at / day);
        if (today == day_) return;
        day_ = today;
        left_ = work_.calls;
        died_ = false;
    }
    Workload const& work_;
    std::int64_t day_ = -1;
    std::int64_t left_ = 0;
    bool died_ = false;
};

/// Reads one list at `at`: everything written since its last reading.
std::vector<TimePoint> fetch(List const& list, std::size_t& next, double at, double measured_from,
                             Tally& tally) {
    std::vector<TimePoint> times;
    for (; next < list.times.size() && list.times[next] <= at; ++next) {
        if (list.times[next] >= measured_from) tally.delays.push_back(at - list.times[next]);
        times.push_back(start + Span{static_cast<std::int64_t>(list.times[next] * 1000)});
    }
    return times;
}

void finish(Brand const& brand, std::size_t const (&next)[lists], double end, Tally& tally) {
    for (std::size_t i = 0; i < lists; ++i)
        for (auto at = next[i]; at < brand.of[i].times.size(); ++at)
            tally.delays.push_back(end - brand.of[i].times[at]);  // still waiting at the end
}

/// Each list at an even pace; `share` says how the day's calls are divided.
void even(Workload const& work, Brand const& brand, double (*share)(double), Tally& tally) {
    Purse purse{work};
    auto const end = work.days * day;
    auto const measured_from = end / 2;
    double rates[lists];
    double sum = 0;
    for (std::size_t i = 0; i < lists; ++i) {
        rates[i] = share(static_cast<double>(brand.of[i].times.size()) / end);
        sum += rates[i];
    }
    double due[lists];
    double every[lists];
    std::size_t next[lists] = {};
    for (std::size_t i = 0; i < lists; ++i) {
        every[i] = day / (static_cast<double>(work.calls) * rates[i] / sum);
        due[i] = every[i] * 0.37 * static_cast<double>(i + 1);
    }
    for (;;) {
        auto const i = static_cast<std::size_t>(std::min_element(due, due + lists) - due);
        if (due[i] >= end) break;
        if (purse.spend(due[i])) {
            if (due[i] >= measured_from) ++tally.calls;
            fetch(brand.of[i], next[i], due[i], measured_from, tally);
        } else if (due[i] >= measured_from) {
            ++tally.refused;
        }
        due[i] += every[i];
    }
    finish(brand, next, end, tally);
}

struct Way {
    bool known = false;
    bool counted = false;
};

void ours(Workload const& work, Brand const& brand, Way way, Tally& tally, bool counter_lies) {
    Purse purse{work};
    auto const end = work.days * day;
    auto const measured_from = end / 2;
    care::Pacer pacer{care::Pacer::Settings{}};
    std::vector<care::Source> sources;
    for (std::size_t i = 0; i < lists; ++i) {
        care::Source source{names[i]};
        source.counted = way.counted;
        source.floor = 10s;
        if (way.known) source.known = brand.of[i].rate;
        sources.push_back(std::move(source));
    }
    pacer.take_sources(std::move(sources));
    std::size_t next[lists] = {};
    std::size_t told[lists] = {};
    for (double at = 0; at < end;) {
        auto const now = start + Span{static_cast<std::int64_t>(at * 1000)};
        if (way.counted) {
            for (std::size_t i = 0; i < lists; ++i) {
                auto const& times = brand.of[i].times;
                while (told[i] < times.size() && times[told[i]] <= at)
                    ++told[i];
                pacer.counted(names[i], counter_lies ? 0 : static_cast<std::int64_t>(told[i]), now);
            }
        }
        auto const left = purse.left(at);
        pacer.take_budgets(
            {{static_cast<double>(left), start + Span{static_cast<std::int64_t>(purse.resets(at) * 1000)},
              static_cast<double>(work.calls)}});
        while (auto const choice = pacer.choose(now)) {
            auto const i = static_cast<std::size_t>(
                std::find_if(names, names + lists, [&](char const* name) { return choice->source == name; }) -
                names);
            if (!purse.spend(at)) {
                if (at >= measured_from) ++tally.refused;
                break;
            }
            if (at >= measured_from) ++tally.calls;
            pacer.read(choice->source, {now, fetch(brand.of[i], next[i], at, measured_from, tally), true});
            pacer.take_budgets({{static_cast<double>(purse.left(at)),
                                 start + Span{static_cast<std::int64_t>(purse.resets(at) * 1000)},
                                 static_cast<double>(work.calls)}});
        }
        at += std::chrono::duration<double>(way.counted ? pacer.look_again() : Span{15s}).count();
    }
    finish(brand, next, end, tally);
}

double percentile(std::vector<double>& sorted, double p) {
    return sorted.empty() ? 0 : sorted[static_cast<std::size_t>(p * static_cast<double>(sorted.size() - 1))];
}

void print(char const* policy, Workload const& work, Tally& tally, Bound const& bound, std::size_t items) {
    auto& d = tally.delays;
    std::sort(d.begin(), d.end());
    auto const mean = std::accumulate(d.begin(), d.end(), 0.0) / static_cast<double>(d.size());
    auto const least = bound.direct / static_cast<double>(items);
    std::printf("  %-32s %8.1f %8.1f %8.1f %8.1f %9.1f %7lld %7.2f\n", policy, mean, percentile(d, 0.5),
                percentile(d, 0.95), percentile(d, 0.99),
                static_cast<double>(tally.calls) / (work.days - work.days / 2) / work.brands,
                static_cast<long long>(tally.refused), mean / least);
}

void run(Workload const& work) {
    auto const brands = make_brands(work, start);
    Bound bound;
    std::size_t items = 0;
    auto const half = work.days / 2;
    for (auto const& brand : brands) {
        auto const own = bound_of(work, brand, half, work.days);
        bound.direct += own.direct;
        bound.counted += own.counted;
        for (auto const& list : brand.of)
            items += static_cast<std::size_t>(
                list.times.end() - std::lower_bound(list.times.begin(), list.times.end(), half * day));
    }
    std::printf("\n%s: %d brands, %.0f messages an hour, %lld calls a day each; %zu messages measured\n",
                work.name.c_str(), work.brands, work.per_hour, static_cast<long long>(work.calls), items);
    std::printf("  %-32s %8s %8s %8s %8s %9s %7s %7s\n", "", "mean s", "median", "p95", "p99", "calls/d",
                "refused", "ratio");
    std::printf("  %-32s %8.1f %53.2f\n", "bound", bound.direct / static_cast<double>(items), 1.0);
    std::printf("  %-32s %8.1f %53.2f\n", "bound with a counter", bound.counted / static_cast<double>(items),
                bound.counted / bound.direct);
    auto const all = [&](char const* name, auto policy) {
        Tally tally;
        for (std::size_t i = 0; i < brands.size(); ++i)
            policy(brands[i], tally, i);
        print(name, work, tally, bound, items);
    };
    using Share = double (*)(double);
    std::pair<char const*, Share> const simple[] = {
        {"fixed interval", [](double) { return 1.0; }},
        {"proportional", [](double rate) { return rate; }},
        {"square root", [](double rate) { return std::sqrt(rate); }}};
    for (auto const& [name, share] : simple)
        all(name, [&](Brand const& brand, Tally& tally, std::size_t) { even(work, brand, share, tally); });
    std::pair<char const*, Way> const ways[] = {{"ours, rates known, no counter", {true, false}},
                                                {"ours, learning, no counter", {false, false}},
                                                {"ours, rates known", {true, true}},
                                                {"ours, learning", {false, true}}};
    for (auto const& [name, way] : ways)
        all(name, [&](Brand const& brand, Tally& tally, std::size_t i) {
            ours(work, brand, way, tally, work.false_counter && i % 2 == 0);
        });
    std::fflush(stdout);
}

}  // namespace

int main(int count, char** arguments) {
    Workload const works[] = {
        {"W1/1", 50, 1, 100, 14, 11},
        {"W1/6", 50, 6, 100, 14, 12},
        {"W1/60", 50, 60, 100, 14, 13},
        {"W2/6", 100, 6, 2400, 14, 14},
        {"W2/60", 100, 60, 2400, 14, 15},
        {"W1/6, a token dies at noon", 50, 6, 100, 14, 16, true, false},
        {"W1/6, half of the counters lie", 50, 6, 100, 14, 17, false, true},
    };
    for (auto work : works) {
        if (count > 1 && work.name.find(arguments[1]) == std::string::npos) continue;
        if (count > 2) work.brands = std::atoi(arguments[2]);
        run(work);
    }
}
