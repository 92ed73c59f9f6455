#include "weibo/quota.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using weibo::Quota;
using weibo::RateLimits;

namespace {

auto const ten_past = *from_rfc3339("2026-10-12T10:10:00+08:00");
auto const full_hour = *from_rfc3339("2026-10-12T11:00:00+08:00");
auto const midnight = *from_rfc3339("2026-10-13T00:00:00+08:00");

Quota with_spent(Quota::Limits limits, int calls, TimePoint when = ten_past) {
    Quota quota{limits};
    for (int i = 0; i < calls; ++i)
        quota.spent(when);
    return quota;
}

RateLimits told(std::int64_t limit, std::int64_t left, bool by_day = false) {
    RateLimits limits;
    limits.user_limit = limit;
    limits.user_left = left;
    limits.by_day = by_day;
    return limits;
}

}  // namespace

TEST_CASE("without a known limit a call may always be made", "[weibo]") {
    auto const quota = with_spent({}, 1000);
    CHECK(quota.next(ten_past) == ten_past);
    CHECK(quota.left(ten_past) == -1);
}

TEST_CASE("nine tenths of an hour's calls are ours, then the full hour is waited for", "[weibo]") {
    Quota quota{{10, 0}};
    for (int call = 0; call < 9; ++call) {
        CAPTURE(call);
        CHECK(quota.next(ten_past) == ten_past);
        CHECK(quota.left(ten_past) == 10 - call);
        quota.spent(ten_past);
    }
    auto const next = quota.next(ten_past);
    CHECK(next >= full_hour);
    CHECK(next <= full_hour + 1min);
    CHECK(quota.next(next) == next);
    CHECK(quota.left(next) == 10);
}

TEST_CASE("a day ends at midnight in Beijing", "[weibo]") {
    auto const quota = with_spent({0, 100}, 90);
    auto const next = quota.next(ten_past);
    CHECK(next >= midnight);
    CHECK(next <= midnight + 1min);
    CHECK(quota.left(midnight - 1ms) == 10);
    CHECK(quota.left(midnight) == 100);
}

TEST_CASE("the tighter window decides", "[weibo]") {
    auto const hour_spent = with_spent({10, 100}, 9);
    CHECK(hour_spent.next(ten_past) < midnight);
    CHECK(hour_spent.left(ten_past) == 1);
    auto const both_spent = with_spent({10, 10}, 9);
    CHECK(both_spent.next(ten_past) >= midnight);
    auto const last_hour = with_spent({10, 100}, 9, midnight - 10min);
    CHECK(last_hour.next(midnight - 10min) >= midnight);
}

TEST_CASE("even a small limit leaves a call to people, and a limit of one leaves it to us", "[weibo]") {
    CHECK(with_spent({2, 0}, 1).next(ten_past) > ten_past);
    CHECK(with_spent({1, 0}, 0).next(ten_past) == ten_past);
    CHECK(with_spent({1, 0}, 1).next(ten_past) > ten_past);
}

TEST_CASE("what the platform has counted holds when it is more than we know of", "[weibo]") {
    auto quota = with_spent({150, 0}, 3);
    quota.reconcile(told(150, 140), ten_past);
    CHECK(quota.left(ten_past) == 140);
    quota.reconcile(told(150, 149), ten_past);  // its count lags behind
    CHECK(quota.left(ten_past) == 140);
    quota.reconcile(told(1000, 990), ten_past);
    CHECK(quota.left(ten_past) == 990);
    quota.reconcile(told(100, 20, true), ten_past);
    CHECK(quota.left(ten_past) == 20);
    CHECK(quota.left(full_hour) == 20);
}

TEST_CASE("an answer that tells no limits changes nothing", "[weibo]") {
    auto quota = with_spent({10, 0}, 3);
    auto const silent = GENERATE(told(0, 0), told(150, -1), told(-1, 3), RateLimits{});
    quota.reconcile(silent, ten_past);
    CHECK(quota.left(ten_past) == 7);
}

TEST_CASE("after a refusal nothing is asked until the full hour, or as long as was said", "[weibo]") {
    auto quota = with_spent({100, 0}, 1);
    quota.refused(Span{0}, ten_past);
    CHECK(quota.next(ten_past) >= full_hour);
    CHECK(quota.next(ten_past) <= full_hour + 1min);
    quota.refused(20s, ten_past);  // a shorter wait does not shorten the longer one
    CHECK(quota.next(ten_past) >= full_hour);
    auto brief = with_spent({100, 0}, 1);
    brief.refused(20s, ten_past);
    CHECK(brief.next(ten_past) == ten_past + 20s);
}

TEST_CASE("a quota survives a restart", "[weibo]") {
    auto quota = with_spent({10, 100}, 7);
    quota.refused(90s, ten_past);
    Quota later{{10, 100}};
    later.unpack(quota.pack());
    CHECK(later.left(ten_past) == 3);
    CHECK(later.left(full_hour) == 10);
    CHECK(later.next(ten_past) == ten_past + 90s);
    CHECK(later.pack() == quota.pack());
}

TEST_CASE("an unreadable quota changes nothing", "[weibo]") {
    auto const packed = GENERATE(as<std::string>{}, "", "v1", "v2 1 2 3 4 5", "v1 1 2 3 4", "v1 1 2 x 4 5",
                                 "v1  1 2 3 4 5", "v1 99999999999999999999 1 1 1 1");
    auto quota = with_spent({10, 100}, 7);
    quota.unpack(packed);
    CHECK(quota.left(ten_past) == 3);
    CHECK(quota.next(ten_past) == ten_past);
}

TEST_CASE("the next full hour is always ahead", "[weibo]") {
    CHECK(weibo::next_full_hour(ten_past) == full_hour);
    CHECK(weibo::next_full_hour(full_hour) == full_hour + 1h);
    CHECK(weibo::next_full_hour(full_hour - 1ms) == full_hour);
}
