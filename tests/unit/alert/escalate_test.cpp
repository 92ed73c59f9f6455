#include "alert/escalate.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::alert;

namespace {

TimePoint const noon = TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 10 / 12}} + 4h;

Step step_to(Span after, char const* target) {
    return {after, {*parse_target(target)}};
}

/// Yellow goes to the group; orange and red climb to the lead.
Policy policy() {
    Policy all;
    all.people = {{"lead", "138", {ChannelId{"phone"}}}};
    all.escalations = {{"calm", {step_to(0s, "channel:group")}, 0},
                       {"loud", {step_to(0s, "channel:group"), step_to(10min, "person:lead")}, 2}};
    Route loud;
    loud.match.levels = {care::Level::orange, care::Level::red};
    loud.escalation = "loud";
    Route calm;
    calm.match.levels = {care::Level::yellow};
    calm.escalation = "calm";
    all.routes = {loud, calm};
    return all;
}

Trouble trouble(care::Level level, IncidentKind kind = IncidentKind::late) {
    Trouble one;
    one.account = AccountId{"yunzhi"};
    one.key = "late/A";
    one.kind = kind;
    one.level = level;
    one.title = "标题";
    one.class_name = "complaint";
    return one;
}

}  // namespace

TEST_CASE("an incident opens with its policy, and tells those who are due at once after the group's wait",
          "[alert]") {
    auto const opened = open(policy(), trouble(care::Level::orange), noon);
    CHECK(opened.incident.state == IncidentState::open);
    CHECK(opened.incident.ladder.steps.size() == 2);
    CHECK(opened.incident.next_step_at == noon + 10min);
    REQUIRE(opened.notices.size() == 1);
    CHECK(opened.notices[0].channel == ChannelId{"group"});
    CHECK(opened.notices[0].due == noon + 30s);
    CHECK(opened.notices[0].group == "/yunzhi/late");
    CHECK_FALSE(opened.incident.advice.empty());
}

TEST_CASE("without a route it exists, and nobody is told", "[alert]") {
    auto const opened = open(policy(), trouble(care::Level::blue), noon);
    CHECK(opened.incident.state == IncidentState::open);
    CHECK(opened.notices.empty());
    CHECK_FALSE(opened.incident.next_step_at);
}

TEST_CASE("the first route that fits decides, unless it says continue", "[alert]") {
    auto both = policy();
    Route also;
    also.escalation = "calm";
    both.routes.push_back(also);
    CHECK(open(both, trouble(care::Level::orange), noon).incident.ladder.steps.size() == 2);
    both.routes[0].continues = true;
    CHECK(open(both, trouble(care::Level::orange), noon).incident.ladder.steps.size() == 3);
}

TEST_CASE("a route matches on account, kind, class and level together", "[alert]") {
    auto narrow = policy();
    narrow.routes[0].match.accounts = {"other"};
    CHECK(open(narrow, trouble(care::Level::orange), noon).notices.empty());
    narrow.routes[0].match.accounts = {"yunzhi"};
    narrow.routes[0].match.kinds = {"late"};
    narrow.routes[0].match.classes = {"complaint"};
    CHECK(open(narrow, trouble(care::Level::orange), noon).notices.size() == 1);
    narrow.routes[0].match.classes = {"safety"};
    CHECK(open(narrow, trouble(care::Level::orange), noon).notices.empty());
}

TEST_CASE("steps come at their time, then repeats, then silence", "[alert]") {
    auto incident = open(policy(), trouble(care::Level::orange), noon).incident;
    CHECK(step(policy(), incident, noon + 9min).notices.empty());
    std::vector<News> told;
    auto now = noon;
    while (incident.next_step_at) {
        now = *incident.next_step_at;
        auto climbed = step(policy(), incident, now);
        for (auto const& notice : climbed.notices)
            told.push_back(notice.news);
        incident = climbed.incident;
    }
    CHECK(told == std::vector{News::escalated, News::repeated, News::repeated});
    CHECK(now == noon + 10min + 2 * 30min);
}

TEST_CASE("acknowledged it stops, unacknowledged it goes on, and both are remembered", "[alert]") {
    auto incident = open(policy(), trouble(care::Level::orange), noon).incident;
    incident = acknowledge(policy(), incident, Actor{"li"}, noon + 1min).incident;
    CHECK(incident.state == IncidentState::acked);
    CHECK(incident.acked_by == "li");
    CHECK_FALSE(incident.next_step_at);
    CHECK(acknowledge(policy(), incident, Actor{"wang"}, noon + 2min).incident == incident);
    CHECK(step(policy(), incident, noon + 1h).notices.empty());
    incident = unacknowledge(policy(), incident, Actor{"li"}, noon + 20min).incident;
    CHECK(incident.state == IncidentState::open);
    CHECK(incident.next_step_at == noon + 20min);
    CHECK(step(policy(), incident, noon + 20min).notices.size() == 1);
    REQUIRE(incident.timeline.size() == 3);
    CHECK(incident.timeline[1].what == "acknowledged");
    CHECK(incident.timeline[1].actor == "li");
}

TEST_CASE("graver, it climbs anew and an acknowledgement no longer holds", "[alert]") {
    auto incident = open(policy(), trouble(care::Level::yellow, IncidentKind::prebreach), noon).incident;
    incident = acknowledge(policy(), incident, Actor{"li"}, noon + 1min).incident;
    auto const raised = update(policy(), incident, trouble(care::Level::orange), noon + 40min);
    CHECK(raised.incident.id == incident.id);
    CHECK(raised.incident.kind == IncidentKind::late);
    CHECK(raised.incident.state == IncidentState::open);
    CHECK(raised.incident.ladder.steps.size() == 2);
    REQUIRE(raised.notices.size() == 1);
    CHECK(raised.notices[0].news == News::updated);
    auto const same = update(policy(), raised.incident, trouble(care::Level::orange), noon + 41min);
    CHECK(same.notices.empty());
    CHECK(same.incident == raised.incident);
}

TEST_CASE("that more see it is kept, and told to nobody anew", "[alert][B12]") {
    auto const opened = open(policy(), trouble(care::Level::orange), noon);
    auto spread = trouble(care::Level::orange);
    spread.exposure.reposts = 40;
    auto const seen = update(policy(), opened.incident, spread, noon + 10min);
    CHECK(seen.incident.exposure.reposts == 40);
    CHECK(seen.incident.timeline == opened.incident.timeline);
    CHECK(seen.notices.empty());
}

TEST_CASE("those who were told that it began are told that it ended, once", "[alert]") {
    auto incident = open(policy(), trouble(care::Level::orange), noon).incident;
    auto const early = resolve(policy(), incident, Actor{"answered"}, noon + 5min);
    REQUIRE(early.notices.size() == 1);
    CHECK(early.notices[0].channel == ChannelId{"group"});
    incident = step(policy(), incident, noon + 10min).incident;
    auto const ended = resolve(policy(), incident, Actor{"answered"}, noon + 20min);
    CHECK(ended.notices.size() == 2);
    CHECK(ended.incident.resolved_at == noon + 20min);
    CHECK(resolve(policy(), ended.incident, Actor{"answered"}, noon + 30min).notices.empty());
}

TEST_CASE("every notice has an id of its own, the same wherever it is made", "[alert]") {
    auto const one = open(policy(), trouble(care::Level::orange), noon);
    auto const two = open(policy(), trouble(care::Level::orange), noon);
    CHECK(one.notices[0].id == two.notices[0].id);
    std::set<NoticeId> ids{one.notices[0].id};
    auto const climbed = step(policy(), one.incident, noon + 10min);
    for (auto const& notice : climbed.notices)
        CHECK(ids.insert(notice.id).second);
    auto const later = open(policy(), trouble(care::Level::orange), noon + 1h);
    CHECK(ids.insert(later.notices[0].id).second);
}

TEST_CASE("a timeline stays bounded and keeps its beginning", "[alert]") {
    auto incident = open(policy(), trouble(care::Level::orange), noon).incident;
    for (int i = 0; i < 300; ++i) {
        incident = acknowledge(policy(), incident, Actor{"li"}, noon).incident;
        incident = unacknowledge(policy(), incident, Actor{"li"}, noon).incident;
    }
    CHECK(incident.timeline.size() == 100);
    CHECK(incident.timeline.front().what == "opened");
}
