#include "care/arrivals.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::care;

namespace {

TimePoint const monday = from_rfc3339("2026-11-23T00:00:00+08:00").value();
constexpr double an_hour = 3600;

/// `per_hour` items spread evenly over [from, until).
std::vector<TimePoint> evenly(double per_hour, TimePoint from, TimePoint until) {
    std::vector<TimePoint> times;
    auto const step = Span{static_cast<std::int64_t>(an_hour * 1000 / per_hour)};
    for (auto at = from + step / 2; at < until; at += step)
        times.push_back(at);
    return times;
}

void live(Arrivals& arrivals, double per_hour, TimePoint from, TimePoint until, Span every = 20min) {
    for (auto at = from; at < until; at += every)
        arrivals.saw({at, at + every, evenly(per_hour, at, at + every)});
}

}  // namespace

TEST_CASE("the rate of a list is learnt from what came", "[care][arrivals]") {
    Arrivals arrivals;
    CHECK(arrivals.usual(monday) * an_hour == Approx(1));  // until something is known
    live(arrivals, 12, monday, monday + 48h);
    CHECK(arrivals.usual(monday + 48h) * an_hour == Approx(12).epsilon(0.25));
    live(arrivals, 12, monday + 48h, monday + 10 * 24h);
    CHECK(arrivals.usual(monday + 10 * 24h) * an_hour == Approx(12).epsilon(0.1));
    live(arrivals, 3, monday + 10 * 24h, monday + 24 * 24h);
    CHECK(arrivals.usual(monday + 24 * 24h) * an_hour < 4);  // slowly forgotten
}

TEST_CASE("night and day, Sunday and Monday have rates of their own", "[care][arrivals]") {
    Arrivals arrivals;
    for (int day = 0; day < 21; ++day) {
        auto const midnight = monday + day * 24h;
        bool const sunday = day % 7 == 6;
        live(arrivals, 3, midnight, midnight + 8h);
        live(arrivals, sunday ? 60 : 30, midnight + 8h, midnight + 24h);
    }
    auto const rate = [&](Span after) { return arrivals.usual(monday + 21 * 24h + after) * an_hour; };
    CHECK(rate(4h) < 6);
    CHECK(rate(15h) == Approx(30).epsilon(0.2));
    CHECK(rate(6 * 24h + 15h) == Approx(60).epsilon(0.25));
}

TEST_CASE("a burst is noticed at once, fades, and does not spoil the usual", "[care][arrivals]") {
    Arrivals arrivals;
    live(arrivals, 6, monday, monday + 7 * 24h);
    auto const before = arrivals.usual(monday + 7 * 24h);
    auto const now = monday + 7 * 24h + 10min;
    arrivals.saw({monday + 7 * 24h, now, evenly(1200, now - 10min, now)});
    CHECK(arrivals.burst(now) * an_hour > 900);
    CHECK(arrivals.burst(now + 25min) == Approx(arrivals.burst(now) / 2.71828).epsilon(0.01));
    CHECK(arrivals.expected(now + 3h, now) < arrivals.usual(now + 3h) + arrivals.burst(now) / 1000);
    CHECK(arrivals.usual(monday + 7 * 24h) < before * 1.5);  // that very hour of that weekday
    CHECK(arrivals.usual(monday + 7 * 24h + 12h) < before * 1.1);
}

TEST_CASE("what is read twice counts once", "[care][arrivals]") {
    Arrivals once;
    Arrivals twice;
    auto const times = evenly(30, monday, monday + 2h);
    once.saw({monday, monday + 2h, times});
    twice.saw({monday, monday + 2h, times});
    twice.saw({monday, monday + 2h, times});
    twice.saw({monday + 1h, monday + 2h, times});
    CHECK(twice.pack() == once.pack());
}

TEST_CASE("a counter tells of a burst before it is read, and teaches nothing lasting", "[care][arrivals]") {
    Arrivals arrivals;
    live(arrivals, 6, monday, monday + 48h);
    auto const usual = arrivals.usual(monday + 48h);
    arrivals.heard(40, monday + 48h, monday + 48h + 30s);
    CHECK(arrivals.burst(monday + 48h + 30s) * an_hour > 1000);
    CHECK(arrivals.usual(monday + 48h) == usual);
    arrivals.saw({monday + 48h, monday + 48h + 1min, {}});  // the reading finds that there was nothing
    CHECK(arrivals.burst(monday + 48h + 1min) * an_hour < 10);
}

TEST_CASE("what was learnt outlives the process", "[care][arrivals]") {
    Arrivals arrivals;
    live(arrivals, 20, monday, monday + 30h);
    auto const again = Arrivals::unpack(arrivals.pack());
    REQUIRE(again);
    for (int hour = 0; hour < 168; ++hour)
        CHECK(again->usual(monday + hour * 1h) == Approx(arrivals.usual(monday + hour * 1h)).epsilon(1e-4));
    CHECK_FALSE(Arrivals::unpack("v9 1 2 3"));
    CHECK_FALSE(Arrivals::unpack("v1 1 2 3"));
    CHECK_FALSE(Arrivals::unpack(arrivals.pack() + " 7"));
    CHECK_FALSE(Arrivals::unpack("v1 1 -2" + arrivals.pack().substr(arrivals.pack().find(' ', 8))));
}
