#include "care/arrivals.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace rw::care {
namespace {

using Seconds = std::chrono::duration<double>;

constexpr std::string_view form = "v1";
constexpr double prior_items = 0.5;  // how much the first guess of a rate weighs
constexpr double doubt = 3;          // items by which a cell of hour or day is held to be ordinary
constexpr double week_doubt = 10;    // likewise, for one hour of one weekday
constexpr Span base_memory = 4 * 24h;
constexpr Span hour_memory = 14 * 24h;
constexpr Span week_memory = 42 * 24h;
constexpr Span burst_fades = 25min;
constexpr Span longest_window = 30min;
constexpr std::array<Span, 4> windows{1min, 3min, 10min, longest_window};
constexpr std::size_t most_lately = 2000;

double seconds(Span span) {
    return Seconds{span}.count();
}

/// What a cell may learn of at once: a burst is damped, never shut out, or a base that is too low would stay
/// so for ever.
double damped(double count, double expected) {
    return std::min(count, expected + 2 * std::sqrt(expected + 0.25) + 1);
}

}  // namespace

Arrivals::Hour Arrivals::hour_of(TimePoint when) const {
    auto const local = when.time_since_epoch() + offset_;
    auto const days = std::chrono::floor<std::chrono::days>(local);
    auto const hour = std::chrono::floor<std::chrono::hours>(local - days).count();
    return {static_cast<std::size_t>(hour), static_cast<std::size_t>((days.count() + 3) % 7)};
}

double Arrivals::shape(Hour at) const {
    auto const around = [&](std::size_t step) { return hours_[(at.hour + step) % 24]; };
    auto const [before, here, after] = std::array{around(23), around(0), around(1)};
    auto const seen = (before.seen + 2 * here.seen + after.seen) / 4;
    auto const even = (before.even + 2 * here.even + after.even) / 4;
    auto const& day = days_[at.day];
    auto const& week = week_[at.day * 24 + at.hour];
    return (seen + doubt) / (even + doubt) * (day.seen + doubt * 4) / (day.even + doubt * 4) *
           (week.seen + week_doubt) / (week.even + week_doubt);
}

double Arrivals::base() const {
    return (base_.seen + prior_items) / (base_.even + prior_items / first_rate_);
}

double Arrivals::usual(TimePoint when) const {
    return base() * shape(hour_of(when));
}

double Arrivals::burst(TimePoint now) const {
    auto const since = std::max(now - burst_at_, Span{0});
    return burst_ * std::exp(-seconds(since) / seconds(burst_fades));
}

double Arrivals::expected(TimePoint when, TimePoint now) const {
    auto const fading = burst_ > 0 ? burst(std::max(when, now)) : 0;
    return usual(when) + fading;
}

/// All of [from, until) lies in one hour.
void Arrivals::learn(TimePoint from, TimePoint until, double count) {
    auto const at = hour_of(from);
    auto const span = seconds(until - from);
    auto const even = base();
    auto const form_here = shape(at);
    auto const seen = damped(count, even * form_here * span);
    auto& hour = hours_[at.hour];
    auto& day = days_[at.day];
    auto& week = week_[at.day * 24 + at.hour];
    auto const day_factor = (day.seen + doubt * 4) / (day.even + doubt * 4);
    auto const hour_factor = (hour.seen + doubt) / (hour.even + doubt);
    hour.seen += seen;
    hour.even += even * day_factor * span;
    day.seen += seen;
    day.even += even * hour_factor * span;
    week.seen += seen;
    week.even += even * hour_factor * day_factor * span;
    base_.seen += seen;
    base_.even += form_here * span;
}

void Arrivals::forget(TimePoint until) {
    auto const since = seconds(until - known_until_);
    auto const fade = [&](Cell& cell, Span memory) {
        auto const kept = std::exp(-since / seconds(memory));
        cell.seen *= kept;
        cell.even *= kept;
    };
    fade(base_, base_memory);
    for (auto& cell : hours_)
        fade(cell, hour_memory);
    for (auto& cell : days_)
        fade(cell, week_memory);
    for (auto& cell : week_)
        fade(cell, week_memory);
}

void Arrivals::saw(Stretch stretch) {
    std::ranges::sort(stretch.times);
    bool const clock_went_back = known_until_ - stretch.until > 1h;
    if (clock_went_back) known_until_ = stretch.from;
    auto const began = known_until_ == TimePoint{} ? stretch.from : std::max(stretch.from, known_until_);
    if (stretch.until <= began) return;
    if (known_until_ != TimePoint{}) forget(stretch.until);
    auto next = std::ranges::lower_bound(stretch.times, began);
    lately_.erase(lately_.end() - static_cast<std::ptrdiff_t>(rumoured_), lately_.end());
    rumoured_ = 0;
    lately_.insert(lately_.end(), next, stretch.times.end());
    for (auto from = began; from < stretch.until;) {
        auto const until =
            std::min<TimePoint>(std::chrono::floor<std::chrono::hours>(from) + 1h, stretch.until);
        auto const end = std::lower_bound(next, stretch.times.end(), until);
        learn(from, until, static_cast<double>(end - next));
        next = end;
        from = until;
    }
    known_until_ = stretch.until;
    measure_burst(stretch.until);
}

void Arrivals::heard(double count, TimePoint from, TimePoint until) {
    auto const items = static_cast<std::size_t>(std::clamp(count + 0.5, 0.0, double{most_lately}));
    for (std::size_t i = 0; i < items; ++i) {
        auto const part =
            (until - from) * static_cast<std::int64_t>(i + 1) / static_cast<std::int64_t>(items);
        lately_.push_back(from + part);
    }
    rumoured_ += items;
    measure_burst(until);
}

void Arrivals::measure_burst(TimePoint until) {
    auto const oldest = until - longest_window;
    while (!lately_.empty() && (lately_.front() <= oldest || lately_.size() > most_lately))
        lately_.pop_front();
    rumoured_ = std::min(rumoured_, lately_.size());
    auto const ordinary = usual(until);
    burst_ = 0;
    burst_at_ = until;
    for (auto const window : windows) {
        auto const first = std::ranges::upper_bound(lately_, until - window);
        auto const count = static_cast<double>(lately_.end() - first);
        burst_ = std::max(burst_, (count - std::sqrt(count)) / seconds(window) - ordinary);
    }
}

std::string Arrivals::pack() const {
    std::string out{form};
    auto const add = [&](double number) {
        std::array<char, 32> digits{};
        auto const [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number,
                                                std::chars_format::general, 6);
        out.append(" ").append(digits.data(), error == std::errc{} ? end : digits.data());
    };
    auto const add_cell = [&](Cell const& cell) { add(cell.seen), add(cell.even); };
    out += " " + std::to_string(to_millis(known_until_));
    add_cell(base_);
    std::ranges::for_each(hours_, add_cell);
    std::ranges::for_each(days_, add_cell);
    std::ranges::for_each(week_, add_cell);
    return out;
}

std::optional<Arrivals> Arrivals::unpack(std::string_view packed, Span offset) {
    if (!packed.starts_with(form)) return std::nullopt;
    packed.remove_prefix(form.size());
    bool good = true;
    auto const take = [&](auto number) {
        if (packed.starts_with(' ')) packed.remove_prefix(1);
        auto const [end, error] = std::from_chars(packed.data(), packed.data() + packed.size(), number);
        good = good && error == std::errc{} && number >= 0;
        packed.remove_prefix(static_cast<std::size_t>(end - packed.data()));
        return number;
    };
    auto const take_cell = [&](Cell& cell) {
        cell.seen = take(0.0);
        cell.even = take(0.0);
        good = good && std::isfinite(cell.seen) && std::isfinite(cell.even);
    };
    Arrivals arrivals{offset};
    arrivals.known_until_ = from_millis(take(std::int64_t{0}));
    take_cell(arrivals.base_);
    std::ranges::for_each(arrivals.hours_, take_cell);
    std::ranges::for_each(arrivals.days_, take_cell);
    std::ranges::for_each(arrivals.week_, take_cell);
    if (!good || !packed.empty()) return std::nullopt;
    return arrivals;
}

}  // namespace rw::care
