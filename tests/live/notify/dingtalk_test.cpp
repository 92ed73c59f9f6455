// A DingTalk robot over real HTTP: its limits are kept, its anger is outwaited, and nobody is forgotten
// meanwhile.
#include "post_office.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace rw;
using namespace rw::test;
using alert::NoticeState;
using care::Level;

namespace {

constexpr int crowd = 200;

Level level_of(int number) {
    if (number % 10 == 7) return Level::red;
    return number % 10 < 4 ? Level::orange : Level::yellow;
}

struct Sum {
    std::set<int> named;
    int told = 0;  ///< named or counted
};
Sum sum_of(std::vector<DingTalkStandIn::Message> const& messages) {
    Sum sum;
    for (auto const& message : messages) {
        auto const told = told_in(message.text);
        sum.named.insert(told.named.begin(), told.named.end());
        sum.told += static_cast<int>(told.named.size()) + told.counted;
    }
    return sum;
}

std::size_t most_within_a_minute(std::vector<DingTalkStandIn::Message> const& messages) {
    std::size_t most = 0;
    for (auto const& last : messages) {
        auto const within = [&](auto const& other) {
            return other.at <= last.at && other.at > last.at - 60s;
        };
        most = std::max(most, static_cast<std::size_t>(std::ranges::count_if(messages, within)));
    }
    return most;
}

std::size_t troubles(DingTalkStandIn const& dingtalk) {
    auto const& codes = dingtalk.codes();
    return static_cast<std::size_t>(std::ranges::count_if(codes, [](int code) { return code != 0; }));
}

}  // namespace

TEST_CASE("two hundred incidents at one moment: one digest, reds first, all told", "[notify][live]") {
    PostOffice office;
    for (int number = 1; number <= crowd; ++number)
        office.put(group, number, level_of(number));
    office.advance(1min);
    CHECK(troubles(office.dingtalk) == 0);
    CHECK(office.dingtalk.largest_body() <= DingTalkStandIn::longest_body);
    CHECK(office.outbox.count(NoticeState::sent) == crowd);
    CHECK(sum_of(office.shown()).told == crowd);
    std::vector<Level> order;
    for (int const number : told_in(office.shown().front().text).named)
        order.push_back(level_of(number));
    CHECK(std::ranges::is_sorted(order, std::greater{}));
    CHECK(std::ranges::count(order, Level::red) == crowd / 10);
}

TEST_CASE("as many as the robot takes come one by one, the gravest first, the oldest of them first",
          "[notify][live]") {
    PostOffice office;
    for (int number = 1; number <= 15; ++number)
        office.put(group, number, level_of(number));
    office.advance(1s);
    std::vector<int> order;
    for (auto const& message : office.shown()) {
        REQUIRE(told_in(message.text).named.size() == 1);
        order.push_back(told_in(message.text).named.front());
    }
    CHECK(order == std::vector<int>{7, 1, 2, 3, 10, 11, 12, 13, 4, 5, 6, 8, 9, 14, 15});
}

TEST_CASE("two hundred incidents in five minutes: the robot is never angered, and all are told",
          "[notify][live]") {
    PostOffice office;
    std::vector<NoticeId> ids;
    for (int number = 1; number <= crowd; ++number) {
        ids.push_back(office.put(group, number, level_of(number)));
        office.advance(1500ms);
    }
    office.advance(2min);
    CHECK(troubles(office.dingtalk) == 0);
    CHECK(most_within_a_minute(office.shown()) <= DingTalkStandIn::most_a_minute);
    CHECK(office.outbox.count(NoticeState::sent) == crowd);
    CHECK(sum_of(office.shown()).told == crowd);
    for (int number = 1; number <= crowd; ++number) {
        if (level_of(number) != Level::red) continue;
        INFO("the red incident " << number << " is named, not only counted, and within a minute");
        auto const& notice = office.outbox.notice(ids[static_cast<std::size_t>(number - 1)]);
        CHECK(sum_of(office.shown()).named.contains(number));
        CHECK(notice.attempts.back().at - notice.made_at <= 61s);
    }
}

TEST_CASE("a robot that others use too falls silent for ten minutes; then what waits comes at once",
          "[notify][live]") {
    bool const wordy = GENERATE(false, true);
    bool const restarted = GENERATE(false, true);
    PostOffice office;
    if (wordy) office.dingtalk.speak_of_waiting();
    for (std::size_t i = 0; i < DingTalkStandIn::most_a_minute; ++i) {
        office.dingtalk.others_speak(robot_token, office.clock.now());
    }
    office.put(group, 1, Level::yellow);
    office.advance(1s);
    REQUIRE(office.dingtalk.codes() == std::vector<int>{130101});
    auto const blocked_at = office.clock.now() - 1s;
    for (int number = 2; number <= 30; ++number) {
        office.put(group, number, level_of(number));
        office.advance(15s);
        if (restarted && number == 10) office.restart();
    }
    CHECK(office.dingtalk.knocks(robot_token) == 0);
    CHECK(office.shown().empty());
    Meters::Labels const of_group{{"channel", group.text()}};
    CHECK(office.meters.value("outbox_depth", of_group) == 30);
    office.advance(blocked_at + 601s - office.clock.now());
    REQUIRE(office.shown().size() == 1);
    auto const& digest = office.shown().front();
    CHECK(digest.at >= blocked_at + DingTalkStandIn::punishment);
    CHECK(digest.title.find("积压 30 条") != digest.title.npos);
    CHECK(sum_of(office.shown()).told == 30);
    CHECK(level_of(told_in(digest.text).named.front()) == Level::red);
    CHECK(office.outbox.count(NoticeState::sent) == 30);
    CHECK(office.meters.value("outbox_depth", of_group) == 0);
    office.put(group, 31);
    office.advance(1s);
    CHECK(office.shown().size() == 2);
}

TEST_CASE("words that fill the page still fit the robot's limit", "[notify][live]") {
    PostOffice office;
    std::string long_words;
    for (int i = 0; i < 4000; ++i)
        long_words += "退款“\\\"\n客服";
    for (int number = 1; number <= 40; ++number) {
        auto& incident = office.outbox.incident(office.put(group, number));
        incident.quote = long_words;
        incident.about = long_words;
        if (number > 20) incident.title += long_words;
    }
    auto const one = office.put(group, 41, Level::red);
    office.outbox.incident(one).title += long_words;
    office.advance(5min);
    CHECK(troubles(office.dingtalk) == 0);
    CHECK(office.dingtalk.largest_body() <= DingTalkStandIn::longest_body);
    CHECK(office.outbox.count(NoticeState::sent) == 41);
}

TEST_CASE("what the content filter dislikes is said again without the fan's words", "[notify][live]") {
    PostOffice office;
    office.dingtalk.add(robot_token, {robot_secret, "", "违禁"});
    auto const id = office.put(group, 1);
    office.outbox.incident(id).quote = "这是违禁的话";
    office.advance(2s);
    CHECK(office.dingtalk.codes() == std::vector<int>{430102, 0});
    REQUIRE(office.shown().size() == 1);
    CHECK(office.shown().front().text.find("第001位") != std::string::npos);
    CHECK(office.shown().front().text.find("原话") == std::string::npos);
    CHECK(office.state(id) == "sent");
}

TEST_CASE("a lost answer means once more, marked; then it counts as said", "[notify][live]") {
    PostOffice office;
    office.dingtalk.order(DingTalkStandIn::Trouble::drops);
    SECTION("the second answer comes") {}
    SECTION("the second answer is lost too") {
        office.dingtalk.order(DingTalkStandIn::Trouble::drops);
    }
    auto const id = office.put(group, 1);
    office.advance(5min);
    REQUIRE(office.shown().size() == 2);
    CHECK(office.shown()[0].text.find("可能重复") == std::string::npos);
    CHECK(office.shown()[1].text.find("可能重复") != std::string::npos);
    CHECK(office.state(id) == "sent");
}

TEST_CASE("trouble that passes is outwaited, and the message is said once", "[notify][live]") {
    auto const trouble = GENERATE(DingTalkStandIn::Trouble::bad_gateway, DingTalkStandIn::Trouble::redirects,
                                  DingTalkStandIn::Trouble::busy);
    PostOffice office;
    for (int i = 0; i < 3; ++i)
        office.dingtalk.order(trouble);
    auto const id = office.put(group, 1);
    auto const begin = office.clock.now();
    office.advance(2min);
    REQUIRE(office.shown().size() == 1);
    auto const waited = office.shown().front().at - begin;  // 2 s, 5 s and 15 s, give or take a fifth
    CHECK(waited >= 17s);
    CHECK(waited <= 28s);
    CHECK(office.state(id) == "sent");
    CHECK(office.outbox.notice(id).attempts.size() == 4);
}

TEST_CASE("a robot that will never answer is reported, and its address and secret stay secret",
          "[notify][live]") {
    struct Case {
        std::string what;
        std::function<void(PostOffice&)> spoil;
        std::string code;
    };
    auto const wrong = GENERATE(
        Case{"wrong secret", [](PostOffice& it) { it.secret_in_use = "SECanother"; }, "310000"},
        Case{"no secret", [](PostOffice& it) { it.secret_in_use.clear(); }, "310000"},
        Case{"keyword", [](PostOffice& it) { it.dingtalk.add(robot_token, {robot_secret, "巡检"}); },
             "310000"},
        Case{"their clock is ahead", [](PostOffice& it) { it.dingtalk.skew(2h); }, "310000"},
        Case{"disabled", [](PostOffice& it) { it.dingtalk.add(robot_token, {robot_secret, "", "", true}); },
             "400102"},
        Case{"unknown robot", [](PostOffice& it) { it.token_in_use = "0000feed"; }, "400101"});
    INFO(wrong.what);
    PostOffice office;
    wrong.spoil(office);
    office.restart();
    auto const id = office.put(group, 1);
    office.advance(10min);
    CHECK(office.shown().empty());
    CHECK(office.state(id) == "dead");
    REQUIRE(office.outbox.notice(id).attempts.size() == 1);
    auto const outcome = office.outbox.notice(id).attempts.front().outcome;
    CHECK(outcome.starts_with(wrong.code));
    auto reported = office.dispatcher->take_misconfigured();
    CHECK(reported[group] == outcome);
    auto everything = outcome + office.meters.text(Meters::Form::openmetrics);
    for (auto const& line : office.log)
        everything += line;
    for (auto const& secret : {robot_token, robot_secret, office.token_in_use, std::string{"SECanother"}}) {
        CHECK(everything.find(secret) == everything.npos);
    }
}

TEST_CASE("trouble on the wire does not give the robot's address away", "[notify][live]") {
    PostOffice office;
    office.dingtalk.order(DingTalkStandIn::Trouble::drops);
    auto const lost = office.put(group, 1);
    office.advance(1s);
    office.robot_server->go_away();
    auto const unreachable = office.put(group, 2);
    office.advance(10s);
    CHECK(office.state(unreachable) == "retry");
    std::string everything;
    for (auto const& id : {lost, unreachable}) {
        for (auto const& attempt : office.outbox.notice(id).attempts)
            everything += attempt.outcome + "\n";
    }
    for (auto const& line : office.log)
        everything += line + "\n";
    REQUIRE_FALSE(everything.empty());
    CHECK(everything.find(robot_token) == everything.npos);
    CHECK(everything.find("access_token") == everything.npos);
    CHECK(everything.find("sign=") == everything.npos);
}

TEST_CASE("who is on duty is called by mobile", "[notify][live]") {
    PostOffice office;
    office.put(group, 1);
    office.advance(1s);
    REQUIRE(office.shown().size() == 1);
    CHECK(office.shown().front().mobiles == std::vector<std::string>{"13900000000"});
}
