// What the dashboard asks, against a real Redis.
#include "team.hpp"

using namespace rw;
using namespace rw::test;

namespace {

net::Request request(std::string method, std::string path, net::Headers headers, std::string body = "") {
    return {std::move(method), std::move(path), std::move(headers), std::move(body), "10.0.0.9"};
}

std::string header(net::Response const& response, std::string_view name) {
    return std::string{net::find_header(response.headers, name).value_or("")};
}

rapidjson::Value const& first_account(Answer const& overview) {
    return overview.body["accounts"][0];
}

/// The events that a page gets.
class Listener {
public:
    explicit Listener(Team& team, std::string after = "") : team_{team} {
        auto source = team.feed().open(std::move(after));
        REQUIRE(source);
        source_ = *std::move(source);
    }
    std::string hear() {
        auto const piece = team_.next_piece(*source_);
        if (auto const at = piece.rfind("id: "); at != piece.npos)
            last_id = piece.substr(at + 4, piece.find('\n', at) - at - 4);
        return piece;
    }
    /// All until `words` have come.
    std::string hear(std::string const& words) {
        std::string all;
        for (int pieces = 0; !contains(all, words); ++pieces) {
            REQUIRE(pieces < 5);
            all += hear();
        }
        return all;
    }
    std::string last_id;  ///< of what was heard last

private:
    Team& team_;
    std::shared_ptr<net::BodySource> source_;
};

}  // namespace

TEST_CASE("signing in on the page gives a session, signing out takes it away", "[live][page]") {
    Team team;
    auto const refused = team.respond(request("POST", "/api/v1/session", {}, R"({"token":"nobody"})"));
    CHECK(refused.status == 401);
    CHECK(team.respond(request("POST", "/api/v1/session", {}, "no json")).status == 400);
    CHECK(team.respond(request("POST", "/api/v1/session", {}, R"({"token":1})")).status == 422);
    auto const signed_in = team.respond(request("POST", "/api/v1/session", {}, R"({"token":"li"})"));
    CHECK(signed_in.status == 201);
    CHECK(contains(signed_in.body, R"("name":"li","role":"operator")"));
    auto const cookie = header(signed_in, "Set-Cookie");
    auto const mine = cookie.substr(0, cookie.find(';'));
    auto const who = team.respond(request("GET", "/api/v1/session", {{"Cookie", mine}}));
    CHECK(who.status == 200);
    CHECK(contains(header(who, "Set-Cookie"), "Max-Age=604800"));  // whoever looks in stays signed in
    auto const out = team.respond(request("DELETE", "/api/v1/session", {{"Cookie", mine}}));
    CHECK(contains(header(out, "Set-Cookie"), "Max-Age=0"));
}

TEST_CASE("the overview counts who waits, how long, and what has passed", "[live][page]") {
    Team team;
    auto const quiet = team.ask("guest", "GET", "/api/v1/overview");
    REQUIRE(quiet.status == 200);
    CHECK(first_account(quiet)["waiting"].GetInt() == 0);
    CHECK(first_account(quiet)["oldest_waiting_since"].IsNull());
    auto const since = to_rfc3339(team.clock.now());
    team.fan("甲", complaint);
    team.clock.step_wall(5min);
    team.fan("乙", "请问这个枕头怎么清洗");
    auto const begun = team.ask("guest", "GET", "/api/v1/overview");
    CHECK(first_account(begun)["waiting"].GetInt() == 2);
    CHECK(first_account(begun)["oldest_waiting_since"].GetString() == since);
    CHECK(first_account(begun)["soon"].GetInt() == 0);
    team.pass(30min);  // the complaint's warning has passed, its ceiling not
    auto const warned = team.ask("guest", "GET", "/api/v1/overview");
    CHECK(first_account(warned)["soon"].GetInt() == 1);
    CHECK(first_account(warned)["overdue"].GetInt() == 0);
    team.pass(40min);
    auto const late = team.ask("guest", "GET", "/api/v1/overview");
    CHECK(first_account(late)["overdue"].GetInt() == 1);
    team.brand_answers("甲", "抱歉让您久等，退款今天下午三点前到账，我会再来这里确认");
    auto const answered = team.ask("guest", "GET", "/api/v1/overview");
    CHECK(first_account(answered)["waiting"].GetInt() == 1);
    CHECK(first_account(answered)["overdue"].GetInt() == 0);
}

TEST_CASE("what was promised is listed until it is kept", "[live][page]") {
    Team team;
    team.fan("甲", complaint);
    team.brand_answers("甲", "非常抱歉，24小时内给您答复");
    auto const open = team.ask("guest", "GET", "/api/v1/promises");
    REQUIRE(open.status == 200);
    REQUIRE(open.body["items"].Size() == 1);
    CHECK_FALSE(open.body["items"][0]["broken"].GetBool());
    CHECK(contains(open.body["items"][0]["text"].GetString(), "24小时内"));
    team.pass(25h);
    CHECK(team.ask("guest", "GET", "/api/v1/promises").body["items"][0]["broken"].GetBool());
    team.brand_answers("甲", "您好，退款已经原路退回，请查收");
    CHECK(team.ask("guest", "GET", "/api/v1/promises").body["items"].Empty());
}

TEST_CASE("who listens hears what happens, and after a cut what he has missed", "[live][page]") {
    Team team;
    std::string last;
    {
        Listener page{team};
        CHECK(contains(page.hear(), "retry:"));
        auto const id = team.fan("甲", complaint);
        auto const heard = page.hear();
        CHECK(contains(heard, "event: conversation\ndata: {\"id\":\"" + id));
        CHECK(contains(heard, "退款三天了"));
        last = page.last_id;
    }
    auto const missed = team.fan("乙", "请问这个枕头怎么清洗");
    Listener again{team, last};
    auto const caught_up = again.hear(missed);
    CHECK_FALSE(contains(caught_up, "退款三天了"));
    CHECK_FALSE(contains(caught_up, "event: reset"));
}

TEST_CASE("who begins to listen reads everything again: what he has read may be older", "[live][page]") {
    Team team;
    Listener page{team};
    CHECK(contains(page.hear(), "event: reset"));
    Listener back{team, page.last_id};
    CHECK_FALSE(contains(back.hear(), "event: reset"));
}

TEST_CASE("who has been away too long is told to read everything again", "[live][page]") {
    Team team;
    team.fan("甲", complaint);
    Listener stranger{team, "other=1-0;5"};
    CHECK(contains(stranger.hear(), "event: reset"));
    Listener garbled{team, "\x01=;,,"};
    CHECK(contains(garbled.hear(), "event: reset"));
}

TEST_CASE("whoever reads too slowly is let go, and holds nothing meanwhile", "[live][page]") {
    Team team;
    Listener slow{team};
    slow.hear();
    Listener quick{team};
    quick.hear();
    for (int i = 0; i < 8; ++i) {
        auto const id = team.fan("粉丝" + std::to_string(i), "请问这个枕头怎么清洗" + std::to_string(i));
        quick.hear(id);
    }
    CHECK(slow.hear() == "(end)");
    Listener back{team, slow.last_id};
    CHECK(contains(back.hear(), "event: conversation"));
}

TEST_CASE("when the users change everybody has to come back, and misses nothing", "[live][page]") {
    Team team;
    Listener page{team};
    page.hear();
    team.feed().dismiss();
    auto const missed = team.fan("甲", complaint);
    CHECK(page.hear() == "(end)");
    Listener back{team, page.last_id};
    CHECK(contains(back.hear(missed), "退款三天了"));
}

TEST_CASE("what people change is kept for auditors", "[live][page]") {
    Team team;
    auto const id = team.fan("甲", complaint);
    CHECK(team.act("li", id, "claim").status == 200);
    CHECK(team.act("guest", id, "claim").status == 403);
    CHECK(team.ask("lead", "GET", "/api/v1/export").status == 200);
    CHECK(team.ask("li", "GET", "/api/v1/audit-log").status == 403);
    auto const log = team.ask("lead", "GET", "/api/v1/audit-log?limit=2");
    REQUIRE(log.status == 200);
    REQUIRE(log.body["items"].Size() == 2);
    CHECK(std::string{log.body["items"][0]["did"].GetString()} == "GET /api/v1/export");
    CHECK(std::string{log.body["items"][1]["who"].GetString()} == "guest");
    auto const rest = team.ask("lead", "GET", "/api/v1/audit-log?limit=2&cursor=" + log.text("next_cursor"));
    REQUIRE(rest.body["items"].Size() == 1);
    CHECK(std::string{rest.body["items"][0]["did"].GetString()} ==
          "POST /api/v1/conversations/" + id + "/claim");
}

TEST_CASE("a day hour by hour: who asked, how long it took, who answered", "[live][page]") {
    Team team;
    team.fan("甲", complaint);
    team.clock.step_wall(20min);
    team.brand_answers("甲", "抱歉让您久等，退款今天下午三点前到账，我会再来这里确认");
    auto const day = team.ask("guest", "GET", "/api/v1/reports/hours?account=yunzhi");
    REQUIRE(day.status == 200);
    int asked = 0;
    for (auto const& hour : day.body["hours"].GetArray())
        asked += hour["asked"].GetInt();
    CHECK(asked == 1);
    REQUIRE(day.body["operators"].Size() == 1);
    CHECK(team.ask("guest", "GET", "/api/v1/reports/hours?account=yunzhi&date=yesterday").status == 422);
}
