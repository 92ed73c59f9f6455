// Several robots in one group, and several daemons with one robot.
#include "post_office.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rw;
using namespace rw::test;
using alert::NoticeState;

namespace {

std::string const second_token = "7777888899990000";

void add_second(PostOffice& office) {
    office.dingtalk.add(second_token, {robot_secret});
    office.more_tokens.push_back(second_token);
    office.restart();
}

bool was_logged(PostOffice const& office, std::string_view words) {
    return std::ranges::any_of(office.log,
                               [&](std::string const& line) { return line.find(words) != line.npos; });
}

}  // namespace

TEST_CASE("robots of one group share the work, and none is angered", "[notify][live]") {
    PostOffice office;
    add_second(office);
    for (int number = 1; number <= 30; ++number)
        office.put(group, number);
    office.advance(2s);
    CHECK(office.outbox.count(NoticeState::sent) == 30);  // one alone would have made a digest of them
    CHECK(office.dingtalk.shown(robot_token).size() == 15);
    CHECK(office.dingtalk.shown(second_token).size() == 15);
}

TEST_CASE("a robot that was removed does not silence its group, and is reported", "[notify][live]") {
    PostOffice office;
    add_second(office);
    office.dingtalk.add(robot_token, {robot_secret, "", "", true});
    auto const id = office.put(group, 1);
    office.advance(1s);
    CHECK(office.state(id) == "sent");
    CHECK(office.dingtalk.shown(second_token).size() == 1);
    CHECK(office.outbox.notice(id).attempts.size() == 2);
    CHECK(office.dispatcher->take_misconfigured().contains(group));
    for (int number = 2; number <= 10; ++number)
        office.put(group, number);
    office.advance(1s);
    auto const refused = std::ranges::count_if(office.dingtalk.codes(), [](int code) { return code != 0; });
    CHECK(refused == 1);  // it is not asked again at once
    office.dingtalk.add(robot_token, {robot_secret});
    office.advance(10min);
    for (int number = 11; number <= 20; ++number)
        office.put(group, number);
    office.advance(1s);
    CHECK_FALSE(office.dingtalk.shown(robot_token).empty());
}

TEST_CASE("a robot that was told to stop leaves the word to the other", "[notify][live]") {
    PostOffice office;
    add_second(office);
    for (std::size_t i = 0; i < DingTalkStandIn::most_a_minute; ++i)
        office.dingtalk.others_speak(robot_token, office.clock.now());
    std::vector<NoticeId> ids;
    for (int number = 1; number <= 6; ++number)
        ids.push_back(office.put(group, number));
    office.advance(2s);
    for (auto const& id : ids)
        CHECK(office.state(id) == "sent");
    CHECK(office.dingtalk.shown(second_token).size() == 6);
}

TEST_CASE("two daemons that speak through one robot keep to its allowance together", "[notify][live]") {
    PostOffice one;
    PostOffice other;
    other.share_robots(one);
    for (int number = 1; number <= 60; ++number) {
        one.put(group, number);
        other.put(group, 100 + number);
        one.advance(1s);
        other.advance(1s);
    }
    for (int second = 0; second < 120; ++second) {
        one.advance(1s);
        other.advance(1s);
    }
    CHECK(std::ranges::count(one.dingtalk.codes(), 0) == std::ssize(one.dingtalk.codes()));
    CHECK(one.outbox.count(NoticeState::sent) == 60);
    CHECK(other.outbox.count(NoticeState::sent) == 60);
    CHECK_FALSE(was_logged(one, "budget.save_failed"));
}
