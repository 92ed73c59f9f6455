// Who is not to be told, and that nothing is forgotten by it.
#include "support/printing.hpp"

#include "alert/escalate.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::alert;

namespace {

// Eight in the evening in Beijing.
TimePoint const evening = TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 10 / 12}} + 12h;

Policy policy() {
    Policy all;
    all.people = {{"lead", "138", {ChannelId{"phone"}}}};
    EscalationPolicy loud{
        "loud", {{0s, {*parse_target("channel:group")}}, {10min, {*parse_target("person:lead")}}}, 2};
    loud.ack_timeout = 1h;
    all.escalations = {loud};
    Route route;
    route.escalation = "loud";
    all.routes = {route};
    return all;
}

Trouble trouble(care::Level level = care::Level::orange, IncidentKind kind = IncidentKind::late) {
    Trouble one;
    one.account = AccountId{"yunzhi"};
    one.key = "late/A";
    one.kind = kind;
    one.level = level;
    one.title = "标题";
    one.class_name = "complaint";
    one.tier = "core";
    one.list = "mentions";
    one.url = "https://weibo.com/1/abc";
    one.labels = {"complaint", "prod"};
    return one;
}

Silence silence(std::string const& condition, TimePoint from, TimePoint to) {
    return {"S1", {*parse_matcher(condition)}, from, to, "li", "维护", from};
}

}  // namespace

TEST_CASE("conditions: equal, unequal, like and unlike, on everything that an incident is",
          "[alert][matcher]") {
    auto const incident = open(policy(), trouble(), evening).incident;
    for (auto const* holds :
         {"account=yunzhi", "kind!=surge", "level=~\"orange|red\"", "class!~vip.*", "tier=core", "label=prod",
          "label=~comp.*", "list=\"mentions\"", "label!=praise", "subject="}) {
        CAPTURE(holds);
        CHECK(parse_matcher(holds)->matches(incident));
    }
    for (auto const* fails : {"account=yun", "level=~oran", "label!=prod", "label!~\"pro.\"", "tier!=core"}) {
        CAPTURE(fails);
        CHECK_FALSE(parse_matcher(fails)->matches(incident));
    }
    for (auto const* wrong : {"", "level", "=red", "colour=red", "level=~(", "level~red"}) {
        CAPTURE(wrong);
        CHECK_FALSE(parse_matcher(wrong));
    }
    CHECK(to_text(*parse_matcher("level=~\"orange|red\"")) == "level=~\"orange|red\"");
}

TEST_CASE("a silenced incident exists, nobody is told, and what still burns at the end is told then",
          "[alert][silence]") {
    auto hushed = policy();
    hushed.silences = {silence("class=complaint", evening - 1h, evening + 2h)};
    auto opened = open(hushed, trouble(), evening);
    CHECK(opened.notices.empty());
    CHECK(opened.incident.held.find("silence S1 by li") == 0);
    CHECK(opened.incident.next_step_at == evening + 2h);
    auto later = step(hushed, opened.incident, evening + 2h);
    REQUIRE(later.notices.size() == 1);
    CHECK(later.notices[0].news == News::opened);
    CHECK(later.incident.held.empty());
    CHECK(later.incident.next_step_at == evening + 2h + 10min);  // the ladder begins when it is told
    std::vector<std::string> told;
    for (auto const& entry : later.incident.timeline)
        told.push_back(entry.what);
    CHECK(told == std::vector<std::string>{"opened", "held", "released"});
}

TEST_CASE("a silence that comes later holds the next steps, and what ends under it ends quietly",
          "[alert][silence]") {
    auto incident = open(policy(), trouble(), evening).incident;
    auto hushed = policy();
    hushed.silences = {silence("level=orange", evening + 5min, evening + 1h)};
    auto held = step(hushed, incident, evening + 10min);
    CHECK(held.notices.empty());
    CHECK(held.incident.next_step_at == evening + 1h);
    CHECK(resolve(hushed, held.incident, Actor{"clock", "answered"}, evening + 20min).notices.empty());
    auto climbed = step(policy(), held.incident, evening + 1h);
    REQUIRE(climbed.notices.size() == 1);
    CHECK(climbed.notices[0].news == News::escalated);
}

TEST_CASE("who takes on what is silenced keeps it when the silence ends", "[alert][silence]") {
    auto hushed = policy();
    hushed.escalations[0].ack_timeout = Span{0};
    hushed.silences = {silence("class=complaint", evening - 1h, evening + 2h)};
    auto incident = open(hushed, trouble(), evening).incident;
    incident = acknowledge(hushed, incident, Actor{"li"}, evening + 1h).incident;
    CHECK(incident.held.empty());
    auto const later = step(policy(), incident, evening + 2h);
    CHECK(later.notices.empty());
    CHECK(later.incident.state == IncidentState::acked);
}

TEST_CASE("silences as they are kept: pending, active, expired, and back from their text",
          "[alert][silence]") {
    auto const one = silence("label=~\"a|b\"", evening, evening + 1h);
    CHECK(state_of(one, evening - 1s) == "pending");
    CHECK(state_of(one, evening) == "active");
    CHECK(state_of(one, evening + 1h) == "expired");
    CHECK(unpack_silences(pack({one})) == std::vector{one});
    CHECK(unpack_silences("rubbish").empty());
    CHECK(unpack_silences(R"([{"id":"x","matchers":[]},7])").empty());
}

TEST_CASE("quiet hours postpone blue and yellow to their end; orange and red pass", "[alert][quiet]") {
    auto night = policy();
    night.quiet = HoursOfDay{22h + 30min, 8h};
    auto const late = evening + 3h;  // 23:00
    auto waiting = open(night, trouble(care::Level::yellow), late);
    CHECK(waiting.notices.empty());
    CHECK(waiting.incident.next_step_at == late + 9h);
    CHECK(open(night, trouble(care::Level::orange), late).notices.size() == 1);
    CHECK(open(night, trouble(care::Level::yellow), evening).notices.size() == 1);
    auto const morning = step(night, waiting.incident, late + 9h);
    REQUIRE(morning.notices.size() == 1);
    CHECK(morning.notices[0].news == News::opened);
    auto const graver = update(night, waiting.incident, trouble(care::Level::red), late + 1h);
    CHECK(graver.notices.size() == 1);  // what gets grave by night wakes people
    auto const over = resolve(night, waiting.incident, Actor{"clock"}, late + 2h);
    CHECK(step(night, over.incident, late + 9h).notices.empty());
}

TEST_CASE("quiet hours follow the clock on the wall through its changes", "[alert][quiet]") {
    auto const spring = TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 3 / 29}};
    Zone const paris{"Europe/Paris", 1h, {{spring + 1h, 2h}}};
    HoursOfDay const night{22h, 7h};
    CHECK(night.end_of(paris, spring) == spring + 5h);  // 01:00 to 07:00, an hour of which there is not
    CHECK_FALSE(night.end_of(paris, spring + 5h));
    CHECK(night.end_of(paris, spring + 20h) == spring + 29h);
    auto const autumn = TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 10 / 25}};
    Zone const doubled{"Europe/Paris", 2h, {{autumn + 1h, 1h}}};  // 02:00 to 03:00 twice
    HoursOfDay const short_night{22h, 2h + 30min};
    CHECK(short_night.end_of(doubled, autumn + 10min) == autumn + 30min);
    CHECK(short_night.end_of(doubled, autumn + 1h + 10min) == autumn + 1h + 30min);
}

TEST_CASE("a blind list says already that its fans wait late, a red misstep what is yellow under its post",
          "[alert][inhibit]") {
    auto blind = policy();
    blind.burning = {{IncidentId{"B"}, true, "mentions"}};
    auto held = open(blind, trouble(), evening);
    CHECK(held.notices.empty());
    CHECK(held.incident.next_step_at == evening + 1min);
    CHECK(step(blind, held.incident, evening + 1min).notices.empty());
    CHECK(step(policy(), held.incident, evening + 2min).notices.size() == 1);
    auto elsewhere = trouble();
    elsewhere.list = "comments_to_me";
    CHECK(open(blind, elsewhere, evening).notices.size() == 1);
    CHECK(open(blind, trouble(care::Level::red, IncidentKind::fan_risk), evening).notices.size() == 1);

    auto misstep = policy();
    misstep.burning = {{IncidentId{"M"}, false, "https://weibo.com/1/abc"}};
    CHECK(open(misstep, trouble(care::Level::yellow), evening).notices.empty());
    CHECK(open(misstep, trouble(care::Level::orange), evening).notices.size() == 1);
}

TEST_CASE("an acknowledgement that is forgotten comes back and climbs on", "[alert]") {
    auto incident = open(policy(), trouble(), evening).incident;
    auto acked = acknowledge(policy(), incident, Actor{"li"}, evening + 2min);
    CHECK(acked.incident.next_step_at == evening + 1h + 2min);
    REQUIRE(acked.notices.size() == 1);  // machines hear of it
    CHECK(acked.notices[0].news == News::acknowledged);
    CHECK(step(policy(), acked.incident, evening + 1h).notices.empty());
    auto back = step(policy(), acked.incident, evening + 1h + 2min);
    CHECK(back.incident.state == IncidentState::open);
    CHECK(back.incident.acked_by.empty());
    REQUIRE(back.notices.size() == 1);
    CHECK(back.notices[0].news == News::escalated);
    CHECK(back.notices[0].mention == std::vector<std::string>{"lead"});
}

TEST_CASE("a step for the grave is passed over while it is not", "[alert]") {
    auto graded = policy();
    graded.escalations[0].steps[1].at_least = care::Level::red;
    auto incident = open(graded, trouble(), evening).incident;
    auto passed = step(graded, incident, evening + 10min);
    CHECK(passed.notices.empty());
    CHECK(passed.incident.next_step_at == evening + 40min);
    auto red = open(graded, trouble(care::Level::red), evening).incident;
    CHECK(step(graded, red, evening + 10min).notices.size() == 1);
}

TEST_CASE("where nobody is on duty the next step does not wait", "[alert][schedule]") {
    auto empty = policy();
    empty.schedules = {{"desk", 24h, 9h, {}}};
    empty.escalations[0].steps[0].notify = {*parse_target("schedule:desk")};
    auto opened = open(empty, trouble(), evening);
    CHECK(opened.notices.empty());
    CHECK(opened.incident.next_step_at == evening);
    auto next = step(empty, opened.incident, evening);
    REQUIRE(next.notices.size() == 1);
    CHECK(next.notices[0].mention == std::vector<std::string>{"lead"});
}

TEST_CASE("routes within a route are asked first, and it takes what they leave", "[alert][routes]") {
    auto tree = policy();
    tree.escalations.push_back({"vip", {{0s, {*parse_target("person:lead")}}}, 0});
    auto child = tree.routes[0];
    child.escalation = "vip";
    child.match.matchers = {*parse_matcher("tier=diamond")};
    tree.routes[0].children = {child};
    auto vip = trouble();
    vip.tier = "diamond";
    CHECK(open(tree, vip, evening).notices.front().channel == ChannelId{"phone"});
    CHECK(open(tree, trouble(), evening).notices.front().channel == ChannelId{"group"});
    tree.routes[0].children[0].continues = true;
    tree.routes[0].children.push_back(tree.routes[0].children[0]);
    tree.routes[0].children[1].escalation = "loud";
    CHECK(open(tree, vip, evening).notices.size() == 2);
}

TEST_CASE("who stands in, and hours without anybody: gaps are known before they come", "[alert][schedule]") {
    auto covered = policy();
    covered.people.push_back({"li", "139", {ChannelId{"group"}}});
    covered.people.push_back({"wang", "137", {}});
    Schedule desk{"desk", 24h, 9h, {"li"}};
    desk.hours = {{8h, 23h}};
    auto const day = std::chrono::local_days{std::chrono::year{2026} / 10 / 13};
    desk.overrides = {{LocalTime{day} + 9h, LocalTime{day} + 12h, "lead"},
                      {LocalTime{day} + 12h, LocalTime{day} + 13h, "wang"}};
    covered.schedules = {desk};
    Zone const beijing{"Asia/Shanghai", 8h};
    auto const at = [&](Span local) { return beijing.instant_of(LocalTime{day} + local); };
    CHECK(on_duty(desk, beijing, at(8h + 30min)) == "li");
    CHECK(on_duty(desk, beijing, at(10h)) == "lead");
    CHECK(on_duty(desk, beijing, at(23h + 30min)).empty());
    CHECK(duty_gaps(covered, at(0h), at(24h)).empty());  // no escalation calls it
    covered.escalations[0].steps[0].notify = {*parse_target("schedule:desk")};
    auto const gaps = duty_gaps(covered, at(0h), at(24h));
    REQUIRE(gaps.size() == 3);
    CHECK(gaps[0].to == at(8h));
    CHECK(gaps[1].from == at(12h));
    CHECK(gaps[1].to == at(13h));
    CHECK(gaps[1].why(Language::english) == "wang has no channel");
    CHECK(gaps[1].why(Language::chinese) == "wang 没有通知渠道");
    CHECK(gaps[2].from == at(23h));
}

TEST_CASE("the same trouble soon after its end goes on as the same incident", "[alert]") {
    auto incident = open(policy(), trouble(), evening).incident;
    incident = acknowledge(policy(), incident, Actor{"li"}, evening + 1min).incident;
    incident = resolve(policy(), incident, Actor{"clock", "answered"}, evening + 5min).incident;
    auto const again = reopen(policy(), incident, trouble(care::Level::red), evening + 9min);
    CHECK(again.incident.id == incident.id);
    CHECK(again.incident.state == IncidentState::open);
    CHECK(again.incident.level == care::Level::red);
    CHECK(again.incident.acked_by.empty());
    CHECK_FALSE(again.incident.resolved_at);
    REQUIRE(again.notices.size() == 1);
    CHECK(again.notices[0].news == News::opened);
    CHECK(again.incident.next_step_at == evening + 19min);
    CHECK(again.incident.timeline.back().what == "reopened");
}

TEST_CASE("a step that nobody took is seen after a minute, and so is a lost time", "[alert][auditor]") {
    auto incident = open(policy(), trouble(), evening).incident;
    CHECK_FALSE(is_overdue(incident, evening + 11min));
    CHECK(is_overdue(incident, evening + 11min + 1ms));
    incident.next_step_at.reset();
    CHECK(is_overdue(incident, evening));
    incident.ladder.next = static_cast<int>(incident.ladder.steps.size());
    CHECK_FALSE(is_overdue(incident, evening));  // it has been told to everybody
    incident.ladder.next = 0;
    incident.state = IncidentState::acked;
    CHECK_FALSE(is_overdue(incident, evening));
}
