#include "alert/json.hpp"

#include <rapidjson/document.h>
#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::alert;

TEST_CASE("an incident is shown in the shape that programs rely on", "[alert][contract 3]") {
    Incident incident;
    incident.id = IncidentId{"I"};
    incident.account = AccountId{"yunzhi"};
    incident.title = "“引号”\n与换行";
    incident.reasons = {{"K1", "60分钟", "超时"}};
    incident.conversations = {ConversationId{"A"}};
    incident.opened_at = TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 10 / 12}} + 1h + 5ms;
    Notice notice;
    notice.id = NoticeId{"N"};
    notice.attempts = {{incident.opened_at, "ok", 12ms}};
    Json out;
    write(out, incident, {notice});
    rapidjson::Document shown;
    shown.Parse(out.text().c_str());
    REQUIRE_FALSE(shown.HasParseError());
    for (auto const* name :
         {"id", "kind", "level", "state", "account", "title", "reasons", "advice", "opened_at", "acked_at",
          "acked_by", "resolved_at", "conversations", "reply", "step", "next_step_at", "notifications"}) {
        CAPTURE(name);
        CHECK(shown.HasMember(name));
    }
    CHECK(std::string{shown["opened_at"].GetString()} == "2026-10-12T01:00:00.005Z");
    CHECK(shown["acked_at"].IsNull());
    CHECK(shown["acked_by"].IsNull());
    CHECK(std::string{shown["title"].GetString()} == "“引号”\n与换行");
    CHECK(shown["notifications"][0]["attempts"][0]["took_ms"].GetInt() == 12);
    CHECK(std::string{shown["reasons"][0]["why"].GetString()} == "超时");
}
