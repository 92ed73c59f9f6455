// Between the outbox and the channels, over real HTTP: channels do not wait for one another, a death is
// survived, and what is said is not said again.
#include "post_office.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::test;
using alert::NoticeState;

namespace {

net::Task<void> wait_for(net::Clock& clock, Span span) {
    co_await clock.sleep(span);
}

}  // namespace

TEST_CASE("a channel that hangs does not delay another", "[notify][live]") {
    PostOffice office;
    office.robot_server->hold();
    auto const stuck = office.put(group, 1);
    auto const free = office.put(receiver, 2);
    office.clock.advance(office.loop, 250ms);
    office.run_until([&] { return office.state(free) == "sent"; });
    CHECK(office.state(stuck) == "sending");
    auto const later = office.put(receiver, 3);
    office.clock.advance(office.loop, 250ms);
    office.run_until([&] { return office.state(later) == "sent"; });
    office.robot_server->release();
    office.run_until([&] { return office.state(stuck) == "sent"; });
    CHECK(office.shown().size() == 1);
}

TEST_CASE("what piles up for a silenced robot does not hide what others wait for", "[notify][live]") {
    PostOffice office;
    for (std::size_t i = 0; i < DingTalkStandIn::most_a_minute; ++i) {
        office.dingtalk.others_speak(robot_token, office.clock.now());
    }
    office.put(group, 0);
    office.advance(1s);
    REQUIRE(office.dingtalk.codes() == std::vector<int>{130101});
    for (int number = 1; number <= 700; ++number)
        office.put(group, number);
    office.advance(1s);
    auto const id = office.put(receiver, 999, care::Level::red);
    office.advance(1s);
    CHECK(office.state(id) == "sent");
    office.advance(12min);
    CHECK(office.outbox.count(NoticeState::sent) == 702);
    int told = 0;
    for (auto const& message : office.shown()) {
        auto const here = told_in(message.text);
        told += static_cast<int>(here.named.size()) + here.counted;
    }
    CHECK(told == 701);
}

TEST_CASE("who dies between sending and writing it down says it again, marked", "[notify][live]") {
    PostOffice office;
    office.outbox.saves_until_death = 1;  // that it is being sent is stored; that it was sent is not
    auto const id = office.put(group, 1);
    office.advance(1s);
    REQUIRE(office.shown().size() == 1);
    REQUIRE(office.state(id) == "sending");
    office.outbox.saves_until_death = static_cast<std::size_t>(-1);
    office.restart();
    office.advance(10s);
    REQUIRE(office.shown().size() == 2);
    CHECK(office.shown()[1].text.find("可能重复") != std::string::npos);
    CHECK(office.state(id) == "sent");
}

TEST_CASE("what cannot be written down as being sent is not sent", "[notify][live]") {
    PostOffice office;
    office.outbox.saves_until_death = 0;
    auto const id = office.put(group, 1);
    office.advance(5s);
    CHECK(office.shown().empty());
    office.outbox.saves_until_death = static_cast<std::size_t>(-1);
    office.advance(5min);
    CHECK(office.shown().size() == 1);
    CHECK(office.state(id) == "sent");
}

TEST_CASE("an outbox that answers late does not make anything be said twice", "[notify][live]") {
    PostOffice office;
    office.robot_server->hold();
    auto const id = office.put(group, 1);
    office.clock.advance(office.loop, 250ms);
    office.run_until([&] { return office.dingtalk.codes().size() == 1; });
    bool asked = false;
    office.outbox.before_answer = [&] {
        asked = true;
        return wait_for(office.clock, 1s);
    };
    office.clock.advance(office.loop, 250ms);  // reads it as being sent …
    office.run_until([&] { return asked; });
    office.robot_server->release();
    office.run_until([&] { return office.state(id) == "sent"; });  // … and is given that after it was
    office.outbox.before_answer = nullptr;
    office.advance(1min);
    CHECK(office.shown().size() == 1);
    CHECK(office.state(id) == "sent");
}

TEST_CASE("a notice for a channel that nobody knows is kept as undeliverable, with words", "[notify][live]") {
    PostOffice office;
    auto const id = office.put(ChannelId{"ops-gruop"}, 1);
    office.advance(1s);
    CHECK(office.state(id) == "dead");
    REQUIRE(office.outbox.notice(id).attempts.size() == 1);
    CHECK(office.outbox.notice(id).attempts.front().outcome == "no channel of this name is configured");
}

TEST_CASE("a channel taken away while the outbox is being written harms nobody", "[notify][live]") {
    PostOffice office;
    office.put(ChannelId{"unknown"}, 1);  // what is stored first
    auto const orphan = office.put(group, 2);
    bool saving = false;
    office.outbox.before_save = [&] {
        saving = true;
        return wait_for(office.clock, 1s);
    };
    office.clock.advance(office.loop, 250ms);
    office.run_until([&] { return saving; });
    REQUIRE(office.dispatcher->configure({}).has_value());
    office.outbox.before_save = nullptr;
    office.advance(5s);
    CHECK(office.shown().empty());
    CHECK(office.state(orphan) == "dead");
}

TEST_CASE("nobody is told of what is over or taken on before its turn came", "[notify][live]") {
    PostOffice office;
    office.dingtalk.order(DingTalkStandIn::Trouble::busy);
    auto const over = office.put(group, 1);
    office.advance(1s);
    office.outbox.incident(over).state = alert::IncidentState::resolved;
    office.advance(1min);
    CHECK(office.shown().empty());
    CHECK(office.state(over) == "dropped");
}

TEST_CASE("what a robot refuses for good, or does not take in time, reaches people another way, once",
          "[notify][live][fallback]") {
    PostOffice office;
    office.robot_fallback = {receiver, 5min};
    office.restart();
    office.dingtalk.add(robot_token, {robot_secret, "", "", true});  // disabled
    auto const refused = office.put(group, 1);
    office.advance(2s);
    CHECK(office.state(refused) == "dead");
    REQUIRE(office.webhook.deliveries().size() == 1);
    CHECK(office.webhook.deliveries()[0].body.find("第001位") != std::string::npos);
    office.dingtalk.add(robot_token, {robot_secret});
    for (std::size_t i = 0; i < DingTalkStandIn::most_a_minute; ++i)
        office.dingtalk.others_speak(robot_token, office.clock.now());
    office.put(group, 2);
    office.advance(4min);
    CHECK(office.webhook.deliveries().size() == 1);
    office.advance(9min);  // the robot speaks again after ten minutes; by then somebody has been told
    CHECK(office.webhook.deliveries().size() == 2);
    CHECK(office.shown().size() == 1);
}

TEST_CASE("all channels of a person down: everything is kept, and told when one is back", "[notify][live]") {
    PostOffice office;
    for (int i = 0; i < 6; ++i) {
        office.dingtalk.order(DingTalkStandIn::Trouble::bad_gateway);
        office.webhook.order({503, {}, ""});
    }
    auto const chat = office.put(group, 1, care::Level::red);
    auto const hook = office.put(receiver, 1, care::Level::red);
    office.advance(1min);
    CHECK(office.shown().empty());
    CHECK(office.state(chat) == "retry");
    office.advance(30min);
    CHECK(office.state(chat) == "sent");
    CHECK(office.state(hook) == "sent");
    CHECK(office.outbox.notice(chat).attempts.size() == 7);
}
