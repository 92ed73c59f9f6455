// What it costs to add working time and to measure it, over spans from an hour to a year; beside it a walk
// from minute to minute that asks the same calendar whether it is open. China's hours and holidays in
// Shanghai, and the same in New York, where the clocks are changed.
#include "config/calendar.hpp"
#include "config/zones.hpp"

#include <chrono>
#include <cstdio>
#include <random>
#include <vector>

namespace {

using namespace rw;
using care::Calendar;

/// Starts in the years that the holidays cover, the same for all.
std::vector<TimePoint> starts(std::size_t count) {
    std::mt19937_64 dice{20261126};
    auto const first = from_rfc3339("2025-01-01T00:00:00Z").value();
    std::uniform_int_distribution<std::int64_t> roll{0, Span{730 * 24h}.count()};
    std::vector<TimePoint> all;
    all.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        all.push_back(first + Span{roll(dice)});
    return all;
}

/// Nanoseconds a call; the sum keeps the calls from being left out.
template <class Call>
double cost(std::vector<TimePoint> const& from, Call call) {
    std::int64_t sum = 0;
    auto const begin = std::chrono::steady_clock::now();
    for (auto const start : from)
        sum += call(start);
    auto const took = std::chrono::steady_clock::now() - begin;
    auto const volatile kept = sum;
    static_cast<void>(kept);
    return std::chrono::duration<double, std::nano>(took).count() / static_cast<double>(from.size());
}

TimePoint walk(Calendar const& calendar, TimePoint at, Span work) {
    for (; work > Span{0}; at += 1min) {
        if (calendar.open_at(at)) work -= 1min;
    }
    return at;
}

Calendar office_in(std::string const& place) {
    auto hours = config::default_calendar().hours();
    hours.week.fill({{9 * 60, 12 * 60}, {13 * 60, 22 * 60}});
    hours.week[5] = {{22 * 60, 26 * 60}};
    hours.week[6].clear();
    return {hours, config::zone_named(place).value(), config::shipped_calendar("cn").holidays()};
}

void run(std::string const& place) {
    auto const calendar = office_in(place);
    std::printf("\n%s\n  %-18s %12s %12s %14s %12s\n", place.c_str(), "working time", "add ns", "between ns",
                "walk ns", "walk / add");
    struct Row {
        char const* name;
        Span work;
        std::size_t walks;
    };
    constexpr Row rows[] = {
        {"1 h", 1h, 2000}, {"24 h", 24h, 200}, {"30 days", 30 * 24h, 10}, {"1 year", 365 * 24h, 3}};
    for (auto const& [name, work, walks] : rows) {
        auto const many = starts(200'000);
        auto const add = cost(many, [&](TimePoint at) { return to_millis(calendar.add(at, work)); });
        std::vector<TimePoint> ends;
        ends.reserve(many.size());
        for (auto const at : many)
            ends.push_back(calendar.add(at, work));
        std::size_t next = 0;
        auto const between =
            cost(many, [&](TimePoint at) { return calendar.between(at, ends[next++]).count(); });
        auto const slow =
            cost(starts(walks), [&](TimePoint at) { return to_millis(walk(calendar, at, work)); });
        std::printf("  %-18s %12.0f %12.0f %14.0f %12.0f\n", name, add, between, slow, slow / add);
    }
}

}  // namespace

int main() {
    run("Asia/Shanghai");
    run("America/New_York");
}
