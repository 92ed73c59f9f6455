#include "care/fans.hpp"
#include "care/policy.hpp"

#include "unit/care/made_history.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::care;

namespace {

TimePoint const began = beijing("2026-09-01T10:00");
LocalDays const local;
LoyaltyPolicy const usual;

/// Answered `hot` times, a week apart, then ignored `cold` times.
History story(int hot, int cold) {
    History history;
    for (int i = 0; i < hot; ++i)
        history.waits.push_back(answered_wait(1, began + i * 7 * 24h, 1h));
    for (int i = hot; i < hot + cold; ++i)
        history.waits.push_back(open_wait(1, began + i * 7 * 24h));
    return history;
}

}  // namespace

TEST_CASE("the ledger counts what a fan did and got", "[care][B2]") {
    auto const history = story(2, 1);
    auto const lines = fan_lines(history, began + 30 * 24h);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].touches == 3);
    CHECK(lines[0].answered == 2);
    CHECK(lines[0].open == 1);
    CHECK(lines[0].last_contact == began + 14 * 24h);
    CHECK(fan_lines(history, began + 1h)[0].touches == 1);  // what comes later is not known yet
}

TEST_CASE("answered thrice, then ignored thrice is hot and cold to one fan", "[care][B4]") {
    auto const after = [](int waits) { return began + (waits - 1) * 7 * 24h + 73h; };
    auto const finding = fans_ignored(story(3, 3), after(6), local, usual);
    REQUIRE(finding);
    CHECK(well_told(*finding));
    CHECK(finding->fans == std::vector{Uid{1}});
    CHECK_FALSE(fans_ignored(story(3, 2), after(5), local, usual));
    CHECK_FALSE(fans_ignored(story(2, 3), after(5), local, usual));
    CHECK_FALSE(
        fans_ignored(story(3, 3), after(6) - 25h, local, usual));  // the last one may still be answered
    CHECK_FALSE(fans_ignored(story(3, 3), after(6) + 14 * 24h, local, usual));  // that was told then
}

TEST_CASE("a frequent fan who leaves after silence is listed once", "[care][B9]") {
    auto const history = story(3, 1);
    auto const last_word = began + 21 * 24h;
    CHECK_FALSE(lost_after_silence(history, last_word + 20 * 24h, local, usual));
    auto const finding = lost_after_silence(history, last_word + 21 * 24h, local, usual);
    REQUIRE(finding);
    CHECK(well_told(*finding));
    CHECK(finding->fans == std::vector{Uid{1}});
    CHECK_FALSE(lost_after_silence(history, last_word + 28 * 24h, local, usual));
}

TEST_CASE("who was answered, came seldom, or came back is not lost", "[care][B9]") {
    auto const last_word = began + 21 * 24h;
    auto const told = last_word + 22 * 24h;
    CHECK_FALSE(lost_after_silence(story(4, 0), told, local, usual));
    auto seldom = story(3, 1);
    seldom.waits.erase(seldom.waits.begin());
    CHECK_FALSE(lost_after_silence(seldom, told, local, usual));
    auto back = story(3, 1);
    back.touches.push_back({Uid{1}, last_word + 10 * 24h});
    CHECK_FALSE(lost_after_silence(back, told, local, usual));
}

TEST_CASE("the ledger of fans tells who is of the core and who is new", "[care][A14][B2]") {
    TimePoint const now = from_rfc3339("2026-11-26T00:00:00Z").value();
    FanLine old_friend;
    old_friend.fan = Uid{1};
    old_friend.first_seen = now - 80 * 24h;
    old_friend.touches = 12;
    old_friend.answered = 5;
    FanLine newcomer;
    newcomer.fan = Uid{2};
    newcomer.first_seen = now - 3 * 24h;
    newcomer.touches = 2;
    FanLine usual;
    usual.fan = Uid{3};
    usual.first_seen = now - 60 * 24h;
    usual.touches = 4;
    auto const tiers = tiers_by_ledger({old_friend, newcomer, usual}, now);
    CHECK(tiers.at(Uid{1}) == Tier::core);
    CHECK(tiers.at(Uid{2}) == Tier::new_fan);
    CHECK_FALSE(tiers.contains(Uid{3}));
    Policy policy;
    policy.known = tiers;
    CHECK(policy.tier_of({Uid{1}, "", 300, -1}) == Tier::core);
    CHECK(policy.tier_of({Uid{2}, "", 2'000'000, -1}) ==
          Tier::diamond);  // what the platform shows comes first
    policy.tiers[Uid{1}] = Tier::hostile_known;
    CHECK(policy.tier_of({Uid{1}, "", 300, -1}) == Tier::hostile_known);  // and the file before all
}
