#include "alert/policy.hpp"
#include "alert/incident.hpp"
#include "care/bands.hpp"
#include "care/finding.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::alert;

namespace {

TimePoint const monday =
    TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 10 / 12}} - 8h;  // midnight in Beijing

}  // namespace

TEST_CASE("a target says what it is and who", "[alert]") {
    for (auto const* text : {"channel:ops-group", "person:li", "schedule:desk"}) {
        auto const target = parse_target(text);
        REQUIRE(target);
        CHECK(to_text(*target) == text);
    }
    for (auto const* wrong : {"", "ops-group", "channel:", "team:x", ":x"})
        CHECK_FALSE(parse_target(wrong));
}

TEST_CASE("people of a schedule take turns at the hand-off, Beijing time", "[alert]") {
    Schedule const desk{"desk", 24h, 9h, {"li", "wang", "zhao"}};
    auto const before = on_duty(desk, 8h, monday + 8h + 59min);
    auto const after = on_duty(desk, 8h, monday + 9h);
    CHECK(before != after);
    CHECK(on_duty(desk, 8h, monday + 24h + 8h) == after);
    CHECK(on_duty(desk, 8h, monday + 3 * 24h + 9h) == after);
    std::set<std::string> seen;
    for (int day = 0; day < 3; ++day)
        seen.insert(on_duty(desk, 8h, monday + 24h * day + 12h));
    CHECK(seen == std::set<std::string>{"li", "wang", "zhao"});
    CHECK(on_duty({"empty", 24h, 9h, {}}, 8h, monday).empty());
    CHECK_FALSE(on_duty(desk, 8h, TimePoint{} - 24h * 5).empty());
}

TEST_CASE("the hand-off is at nine by the clock on the wall, summer and winter", "[alert][zone]") {
    auto const utc = [](char const* text) { return from_rfc3339(text).value(); };
    Zone const new_york{
        "America/New_York", -5h, {{utc("2026-03-08T07:00:00Z"), -4h}, {utc("2026-11-01T06:00:00Z"), -5h}}};
    Schedule const desk{"desk", 24h, 9h, {"li", "wang"}};
    for (auto const* nine : {"2026-01-15T14:00:00Z", "2026-03-08T13:00:00Z", "2026-11-01T14:00:00Z"}) {
        CAPTURE(nine);
        CHECK(on_duty(desk, new_york, utc(nine) - 1min) != on_duty(desk, new_york, utc(nine)));
        CHECK(on_duty(desk, new_york, utc(nine) - 2h) == on_duty(desk, new_york, utc(nine) - 1min));
    }
}

TEST_CASE("a step reaches each channel once, and mentions everybody meant there", "[alert]") {
    Policy policy;
    policy.people = {{"li", "139", {ChannelId{"ops"}, ChannelId{"mail"}}},
                     {"wang", "138", {ChannelId{"ops"}}}};
    policy.schedules = {{"desk", 24h, 9h, {"wang"}}};
    Step const step{0s,
                    {*parse_target("channel:ops"), *parse_target("person:li"), *parse_target("schedule:desk"),
                     *parse_target("person:nobody")}};
    auto const found = recipients(policy, step, monday);
    REQUIRE(found.size() == 2);
    CHECK(found[0] == Recipient{ChannelId{"ops"}, {"li", "wang"}});
    CHECK(found[1] == Recipient{ChannelId{"mail"}, {"li"}});
}

TEST_CASE("there is a word of advice for every kind and class, in either language", "[alert][A4]") {
    for (auto const language : {Language::chinese, Language::english}) {
        for (int kind = 0; kind < 13; ++kind) {
            auto const name = to_text(static_cast<IncidentKind>(kind));
            CAPTURE(name);
            CHECK_FALSE(advice(static_cast<IncidentKind>(kind), "", language).empty());
            CHECK(parse_incident_kind(name) == static_cast<IncidentKind>(kind));
        }
        for (std::size_t c = 0; c < care::class_count; ++c) {
            auto const name = care::to_text(static_cast<care::Class>(c));
            CHECK_FALSE(advice(IncidentKind::late, name, language).empty());
        }
        for (std::size_t t = 0; t < care::trouble_count; ++t) {
            auto const finding = care::found(static_cast<care::Trouble>(t), care::Level::blue, "", "");
            bool const load = finding.kind == care::Finding::Kind::load;
            CAPTURE(to_text(finding.trouble));
            auto const own = advice(load ? IncidentKind::load : IncidentKind::coverage,
                                    to_text(finding.trouble), language);
            bool const as_the_kind = finding.trouble == care::Trouble::concentration;
            CHECK((own == advice(IncidentKind::load, "", language)) == as_the_kind);
            CHECK(own != advice(IncidentKind::coverage, "", language));
        }
        CHECK(advice(IncidentKind::late, "safety", language) !=
              advice(IncidentKind::late, "question", language));
    }
}
