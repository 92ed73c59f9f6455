// What people say of words, and what is kept of them: corrections, recordings, drafts and cases.
#include "team.hpp"

using namespace rw;
using namespace rw::test;

TEST_CASE("a wrong verdict is corrected, and what was answered in private still waits in public",
          "[api][K10]") {
    Team team;
    auto const id = team.fan("小鱼爱吃鱼", complaint);
    auto const wrong = team.act("li", id, "wrong", R"({"label":"fury"})");
    CHECK(wrong.status == 422);
    CHECK(contains(wrong.text("detail"), "complaint"));
    auto const corrected = team.act("li", id, "wrong", R"({"label":"question"})");
    CHECK(corrected.text("class") == "question");
    CHECK(std::string{corrected.body["messages"][0]["corrected_to"].GetString()} == "question");
    auto const in_private = team.act("li", id, "private");
    CHECK(in_private.text("state") == "waiting");
    CHECK(in_private.body["moved_to_private"].GetBool());
}

TEST_CASE("what is exported tells the same lateness when it is lived again, and other rules tell other",
          "[api][export]") {
    Team team;
    std::vector<std::string> fans;
    for (auto const* name : {"小鱼", "老王", "阿May", "糖糖", "大山"})
        fans.push_back(team.fan(name, complaint));
    team.act("li", fans.front(), "close", R"({"outcome":"resolved"})");
    team.pass(3h);
    team.act("li", fans.back(), "claim");
    CHECK(team.ask("li", "GET", "/api/v1/export").status == 403);  // it holds everybody's words

    auto const recording = team.recording();
    REQUIRE(recording.size() == fans.size());
    auto const rules = rules_of_a_team();
    auto late = [&](care::Policy const& policy) {
        std::vector<std::string> who;
        for (auto const& told : care::rerun(recording, rules.brand, policy, care::last_known(recording))) {
            if (told.what == care::Moment::What::late) who.push_back(told.conversation.text());
        }
        std::ranges::sort(who);
        return who;
    };
    auto expected = std::vector<std::string>{fans.begin() + 1, fans.end()};
    std::ranges::sort(expected);
    CHECK(late(rules.policy) == expected);
    auto patient = rules.policy;
    auto band = patient.bands.of(care::Class::complaint);
    band.ceiling = 24h;
    patient.bands.set(care::Class::complaint, band);
    CHECK(late(patient).empty());
}

TEST_CASE("a draft is judged before it is sent, and bad input is told what was expected", "[api][tone]") {
    Team team;
    auto const ask = [&](std::string body) {
        return team.ask("guest", "POST", "/api/v1/tone", std::move(body));
    };
    auto const bad =
        ask(R"({"side":"reply","to":"发票怎么开","text":"亲爱的{昵称}，请查收","style":"plain"})");
    CHECK(bad.status == 200);
    CHECK(bad.body["misstep"].GetBool());
    CHECK(bad.body["severity"].GetInt() >= 2);
    REQUIRE(bad.body["reasons"].Size() > 0);
    CHECK(std::string{bad.body["reasons"][0]["words"].GetString()} == "{昵称}");
    CHECK(bad.body["reasons"][0]["start"].GetInt() == 3);
    CHECK(bad.body["reasons"][0]["end"].GetInt() == 7);
    CHECK(bad.body["advice"].Size() > 0);
    auto const fan = ask(R"({"side":"fan","text":"用完过敏了，人在医院"})");
    CHECK(fan.body["risk"].GetInt() == 3);
    CHECK(fan.body["needs_reply"].GetBool());
    CHECK(ask("no").status == 400);
    CHECK(ask(R"({"side":"brand","text":"x"})").status == 422);
    CHECK(contains(ask(R"({"side":"fan"})").text("detail"), "`text`"));
    CHECK(ask(R"({"side":"fan","text":")" + std::string(9000, 'x') + R"("})").status == 422);
    CHECK(team.ask("nobody", "POST", "/api/v1/tone", "{}").status == 401);
}

TEST_CASE("what people judge otherwise is kept, shown, and printed as cases with masked words",
          "[api][tone][staff]") {
    Team team;
    auto const id = team.fan("小鱼", "退款三天没到账，电话13800138000");
    auto const reply = team.brand_answers("小鱼", "您自己没看清规则吧，别人都能退");
    auto const open = [&] {
        auto const listed = team.ask("guest", "GET", "/api/v1/incidents?state=open");
        std::size_t missteps = 0;
        for (auto const& incident : listed.body["items"].GetArray())
            missteps += std::string{incident["kind"].GetString()} == "misstep" ? 1U : 0U;
        return missteps;
    };
    CHECK(open() == 1);
    auto const replies = team.ask("guest", "GET", "/api/v1/replies?misstep=true");
    REQUIRE(replies.body["items"].Size() == 1);
    CHECK(std::string{replies.body["items"][0]["id"].GetString()} == reply);

    CHECK(team.act("guest", id, "wrong", R"({"label":"fine","reply":")" + reply + R"("})").status == 403);
    CHECK(team.act("li", id, "wrong", R"({"label":"fine","reply":"77"})").status == 404);
    auto const wrong = team.act("li", id, "wrong", R"({"label":"praise","reply":")" + reply + R"("})");
    CHECK(wrong.status == 422);
    CHECK(contains(wrong.text("detail"), "condescending"));
    CHECK(team.act("li", id, "wrong", R"({"label":"legal"})").status == 200);
    auto const changed = team.act("li", id, "wrong", R"({"label":"fine","reply":")" + reply + R"("})");
    CHECK(changed.status == 200);
    CHECK_FALSE(changed.body["replies"][0]["misstep"].GetBool());
    CHECK(open() == 0);  // what was told of it is over
    CHECK(team.ask("guest", "GET", "/api/v1/replies?misstep=true").body["items"].Size() == 0);

    CHECK(team.ask("guest", "GET", "/api/v1/tone/cases").status == 403);
    auto const cases = team.ask("li", "GET", "/api/v1/tone/cases");
    REQUIRE(cases.body["items"].Size() == 2);
    auto const& fan = cases.body["items"][0];
    CHECK(std::string{fan["text"].GetString()} == "退款三天没到账，电话138****8000");
    CHECK(std::string{fan["labels"][0].GetString()} == "legal");
    CHECK(fan["risk"].GetInt() == 3);
    auto const& ours = cases.body["items"][1];
    CHECK(std::string{ours["to"].GetString()} == "退款三天没到账，电话138****8000");
    CHECK(ours["labels"].Size() == 0);
    CHECK_FALSE(ours["misstep"].GetBool());
    CHECK(cases.text("next_cursor") == "null");
}
