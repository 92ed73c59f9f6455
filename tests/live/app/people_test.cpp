// What people do with conversations, over the API as they reach it.
#include "team.hpp"

using namespace rw;
using namespace rw::test;

TEST_CASE("whoever was faster is named, and nothing changes", "[api][409]") {
    Team team;
    auto const id = team.fan("小鱼爱吃鱼", complaint);
    auto const first = team.act("li", id, "claim");
    CHECK(first.status == 200);
    CHECK(first.text("claimed_by") == "li");
    CHECK(first.text("claimed_until") == to_rfc3339(team.clock.now() + 2h));

    for (auto const* what : {"claim", "release", "private"}) {
        CAPTURE(what);
        auto const late = team.act("wang", id, what);
        CHECK(late.status == 409);
        CHECK(contains(late.text("detail"), "li"));
    }
    for (auto const& [what, body] :
         {std::pair{"assign", std::string{R"({"to":"wang"})"}},
          std::pair{"close", std::string{R"({"outcome":"resolved"})"}},
          std::pair{"cover", std::string{R"({"statement":"https://weibo.com/1/Abc"})"}},
          std::pair{"pause", pause_body(team.clock.now() + 1h, "等仓库")}}) {
        CAPTURE(what);
        auto const late = team.act("wang", id, what, body);
        CHECK(late.status == 409);
        CHECK(contains(late.text("detail"), "li"));
    }
    CHECK(team.show(id).text("claimed_by") == "li");
    CHECK(team.show(id).body["timeline"].Size() == 2);  // asked, claimed
    CHECK(team.act("guest", id, "claim").status == 403);
}

TEST_CASE("a claim ends by itself, and somebody else may take it then", "[api]") {
    Team team;
    auto const id = team.fan("小鱼爱吃鱼", complaint);
    team.act("li", id, "claim");
    team.pass(2h - 1s);
    CHECK(team.act("wang", id, "claim").status == 409);
    team.pass(1s);
    CHECK(team.show(id).text("claimed_by") == "null");
    auto const taken = team.act("wang", id, "claim");
    CHECK(taken.status == 200);
    CHECK(taken.text("claimed_by") == "wang");
}

TEST_CASE("claimed again by its holder it lasts longer", "[api]") {
    Team team;
    auto const id = team.fan("小鱼爱吃鱼", complaint);
    team.act("li", id, "claim");
    team.pass(90min);
    CHECK(team.act("li", id, "claim").status == 200);
    team.pass(90min);
    CHECK(team.show(id).text("claimed_by") == "li");
}

TEST_CASE("it can be given to people of the team only, and the refusal names them", "[api][422]") {
    Team team;
    auto const id = team.fan("小鱼爱吃鱼", complaint);
    auto const wrong = team.act("lead", id, "assign", R"({"to":"zhou"})");
    CHECK(wrong.status == 422);
    CHECK(contains(wrong.text("detail"), "`zhou`"));
    CHECK(contains(wrong.text("detail"), "li, wang, zhao"));
    CHECK(team.act("lead", id, "assign", R"({"who":"li"})").status == 422);
    CHECK(team.act("lead", id, "assign", "to li").status == 400);

    auto const given = team.act("lead", id, "assign", R"({"to":"zhao"})");
    CHECK(given.status == 200);
    CHECK(given.text("claimed_by") == "zhao");
    CHECK(given.text("assigned_by") == "lead");
    CHECK(team.act("wang", id, "claim").status == 409);
    CHECK(team.act("lead", id, "release").status == 200);  // an admin need not be the holder
    CHECK(team.show(id).text("claimed_by") == "null");
}

TEST_CASE("a pause stops the clock of a complaint, never that of an injury", "[api][K18][K19]") {
    Team team;
    auto const courtesy = team.fan("小鱼爱吃鱼", complaint);
    auto const risk = team.fan("路人甲", injury);
    auto const until = team.clock.now() + 4h;
    auto const paused = team.act("li", courtesy, "pause", pause_body(until, "等仓库回话"));
    CHECK(paused.status == 200);
    CHECK(paused.text("paused_until") == to_rfc3339(until));
    CHECK(paused.text("pause_reason") == "等仓库回话");

    auto const refused = team.act("li", risk, "pause", pause_body(until, "等仓库回话"));
    CHECK(refused.status == 409);
    CHECK(contains(refused.text("detail"), "safety"));
    CHECK(contains(refused.text("detail"), "cannot be paused"));
    CHECK(team.act("li", courtesy, "pause", pause_body(until, "")).status == 422);
    CHECK(team.act("li", courtesy, "pause", R"({"until":"tomorrow","reason":"x"})").status == 422);

    team.pass(3h);
    CHECK(team.show(courtesy).text("level") == "none");
    CHECK(team.show(risk).text("level") == "red");
    auto const resumed = team.act("li", courtesy, "resume");
    CHECK(resumed.text("paused_until") == "null");
    team.pass(61min);
    CHECK(team.show(courtesy).text("level") == "orange");
}

TEST_CASE("the next one is the most pressing that nobody holds and nobody has paused", "[api]") {
    Team team;
    auto const question = team.fan("丙丙丙", "请问这款枕头怎么洗？");
    auto const older = team.fan("甲甲甲", complaint);
    team.pass(1min);
    auto const newer = team.fan("乙乙乙", complaint);
    auto const hurt = team.fan("丁丁丁", injury);
    team.pass(16min);  // the injury is late now
    CHECK(team.next() == hurt);
    REQUIRE(team.act("li", hurt, "claim").status == 200);
    CHECK(team.next() == older);
    REQUIRE(team.act("li", older, "pause", pause_body(team.clock.now() + 1h, "等仓库")).status == 200);
    CHECK(team.next() == newer);
    REQUIRE(team.act("wang", newer, "claim").status == 200);
    CHECK(team.next() == question);
    REQUIRE(team.act("wang", newer, "release").status == 200);
    CHECK(team.next() == newer);
}

TEST_CASE("whoever has waited far too long can be asked for; the queue goes by level", "[api][A14]") {
    Team team;
    auto const patient = team.fan("丙丙丙", "请问这款枕头怎么洗？");
    team.pass(3h + 1s);  // half as long again as a question may wait
    CHECK(team.show(patient).body["aged"].GetBool());
    auto const graver = team.fan("甲甲甲", complaint);
    team.pass(61min);
    CHECK(team.show(graver).text("level") == "orange");
    CHECK(team.next() == graver);
    CHECK(team.next("&aged=true") == patient);
}

TEST_CASE("closed, covered and reopened", "[api][K11][K17]") {
    Team team;
    auto const id = team.fan("小鱼爱吃鱼", complaint);
    auto const due = team.show(id).text("due_at");
    auto const odd = team.act("li", id, "close", R"({"outcome":"done"})");
    CHECK(odd.status == 422);
    CHECK(contains(odd.text("detail"), "resolved"));
    CHECK(team.act("li", id, "close", R"({"outcome":"resolved"})").text("outcome") == "resolved");
    CHECK(team.act("wang", id, "claim").status == 409);  // nobody waits here any more
    auto const again = team.act("wang", id, "reopen");
    CHECK(again.text("state") == "waiting");
    CHECK(again.text("due_at") == due);
    auto const covered = team.act("wang", id, "cover", R"({"statement":"https://weibo.com/1/Abc"})");
    CHECK(covered.text("state") == "covered");
    CHECK(covered.text("statement") == "https://weibo.com/1/Abc");
    CHECK(team.act("li", "nowhere0", "claim").status == 404);
}
