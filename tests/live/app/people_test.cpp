// What people do with conversations, over the API as they reach it: real routes, a real Redis, and a clock on
// the wall that is moved by hand.
#include "support/manual_clock.hpp"
#include "support/printing.hpp"
#include "support/redis_server.hpp"

#include "app/api.hpp"
#include "app/recording.hpp"
#include "care/rerun.hpp"
#include "core/hash.hpp"
#include "store/redis_ledger.hpp"
#include "weibo/permalink.hpp"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <catch2/catch.hpp>

using namespace rw;
using test::ManualClock;
using test::RedisBench;
using test::RedisServer;

namespace {

AccountId const account{"yunzhi"};
Uid const brand{1904178193};
store::Keys const keys{"rw"};

constexpr auto complaint = "退款三天了还没到账，到底什么时候退";
constexpr auto injury = "用完你们的枕头脸肿了，在医院过敏";

struct Answer {
    int status = 0;
    rapidjson::Document body;

    std::string text(char const* name) const {
        if (!body.IsObject() || !body.HasMember(name) || body[name].IsNull()) return "null";
        REQUIRE(body[name].IsString());
        return body[name].GetString();
    }
};

app::Rules rules_of_a_team() {
    app::Rules rules;
    rules.brand = {account, brand, {brand}};
    for (auto const* name : {"li", "wang", "zhao"})
        rules.alerts.people.push_back({name, "", {}});
    return rules;
}

web::Users everybody() {
    std::vector<web::User> users;
    for (auto const* name : {"li", "wang"})
        users.push_back({web::sha256_hex(name), name, web::Role::operator_});
    users.push_back({web::sha256_hex("lead"), "lead", web::Role::admin});
    users.push_back({web::sha256_hex("guest"), "guest", web::Role::viewer});
    return web::Users{std::move(users)};
}

/// The brand's people at their API. A user's token is the name.
class Team {
public:
    Team() {
        app::Desk desk{{ledger_, ledger_, ledger_, clock, bench_.meters, [] {}}, rules_of_a_team()};
        store::Lease lease{bench_.redis, *bench_.clock, keys, account, {"rw-1", 60s}};
        office_.seats().push_back(std::make_unique<app::Seat>(account, std::move(desk), std::move(lease)));
        REQUIRE(*bench_.now(seat().lease.hold()));
        api_.add_routes(router_);
    }

    /// A fan's comment under the brand's post, written now. Gives the conversation's id.
    std::string fan(std::string const& name, std::string const& words) {
        Utterance said;
        said.id = WeiboId{weibo::first_id_at(clock.now()).value() + ++ids_};
        said.root = post_;
        said.root_author = brand;
        said.author = {Uid{static_cast<std::int64_t>(fnv1a(name) % 1'000'000'000) + 5'000'000'000}, name, 320,
                       -1};
        said.text = words;
        said.created_at = clock.now();
        said.seen_at = clock.now();
        auto const id = care::conversation_id(account, said.root, said.author.uid);
        store::ListPage page;
        page.list = "comments_to_me";
        page.read_at = clock.now();
        page.items.push_back(std::move(said));
        REQUIRE(bench_.now(ledger_.accept(tenure(), std::move(page))));
        REQUIRE(bench_.now(seat().desk.clear_inbox(tenure())));
        return id.text();
    }

    /// The brand answers what that fan has said last. Gives the reply's id.
    std::string brand_answers(std::string const& fan, std::string const& words) {
        Utterance said;
        said.id = WeiboId{weibo::first_id_at(clock.now()).value() + ++ids_};
        said.root = post_;
        said.root_author = brand;
        said.parent = WeiboId{said.id.value() - 1};
        said.parent_author = Uid{static_cast<std::int64_t>(fnv1a(fan) % 1'000'000'000) + 5'000'000'000};
        said.author.uid = brand;
        said.text = words;
        said.created_at = said.seen_at = clock.now();
        store::ListPage page;
        page.list = "by_me";
        page.read_at = clock.now();
        auto const id = said.id;
        page.items.push_back(std::move(said));
        REQUIRE(bench_.now(ledger_.accept(tenure(), std::move(page))));
        REQUIRE(bench_.now(seat().desk.clear_inbox(tenure())));
        return id.text();
    }

    Answer ask(std::string const& who, std::string method, std::string const& path, std::string body = "") {
        net::Request request;
        request.method = std::move(method);
        request.target = (path.starts_with("/api/") ? "" : "/api/v1/conversations") + path;
        request.headers.emplace_back("Authorization", "Bearer " + who);
        request.body = std::move(body);
        auto const response = bench_.now(router_.handle(std::move(request)));
        Answer answer;
        answer.status = response.status;
        answer.body.Parse(response.body.c_str());
        return answer;
    }
    Answer act(std::string const& who, std::string const& id, std::string const& what,
               std::string body = "{}") {
        return ask(who, "POST", "/" + id + "/" + what, std::move(body));
    }
    Answer show(std::string const& id) { return ask("guest", "GET", "/" + id); }

    /// All that is exported, page by page, as `replywatch export` prints it.
    std::vector<care::Conversation> recording() {
        std::vector<care::Conversation> all;
        for (std::string cursor;;) {
            auto const page = ask("lead", "GET", "/api/v1/export?limit=2&cursor=" + cursor);
            REQUIRE(page.status == 200);
            for (auto const& item : page.body["items"].GetArray()) {
                rapidjson::StringBuffer line;
                rapidjson::Writer<rapidjson::StringBuffer> writer{line};
                item.Accept(writer);
                auto recorded = app::from_line(line.GetString());
                REQUIRE(recorded);
                CHECK(recorded->account == account);
                all.push_back(std::move(recorded->talk));
            }
            cursor = page.text("next_cursor");
            if (cursor == "null") return all;
        }
    }

    /// Time goes by, and the desk says what has passed meanwhile.
    void pass(Span span) {
        clock.step_wall(span);
        for (;;) {
            auto const next = bench_.now(seat().desk.keep_time(tenure()));
            REQUIRE(next);
            if (!*next || **next > clock.now()) return;
        }
    }

    /// The first of the queue who is free, among all who wait or those who have waited far too long.
    std::string next(std::string const& of = "") {
        auto const queue = ask("guest", "GET", "?state=waiting" + of);
        REQUIRE(queue.status == 200);
        for (auto const& talk : queue.body["items"].GetArray()) {
            if (talk["claimed_by"].IsNull() && talk["paused_until"].IsNull()) return talk["id"].GetString();
        }
        return "";
    }

    ManualClock clock;

private:
    app::Seat& seat() { return *office_.seats().front(); }
    store::Tenure tenure() {
        REQUIRE(seat().lease.tenure());
        return *seat().lease.tenure();
    }

    RedisServer server_;
    RedisBench bench_{server_.settings()};
    store::RedisLedger ledger_{bench_.redis, keys};
    app::Office office_{ledger_, ledger_, ledger_};
    web::Router router_{everybody()};
    app::Api api_{
        office_, bench_.loop, clock, bench_.meters, {[] { return std::vector<std::string>{}; }, {}, {}}};
    WeiboId post_{weibo::first_id_at(clock.now() - 1h).value() + 7};
    std::int64_t ids_ = 0;
};

bool contains(std::string const& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

std::string pause_body(TimePoint until, std::string const& reason) {
    return R"({"until":")" + to_rfc3339(until) + R"(","reason":")" + reason + R"("})";
}

}  // namespace

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
