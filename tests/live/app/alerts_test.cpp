// Silences, notes, what was sent, and acknowledge links: over the API as people and browsers reach it, on a
// real Redis.
#include "support/manual_clock.hpp"
#include "support/printing.hpp"
#include "support/redis_server.hpp"

#include "app/alert_api.hpp"
#include "app/api.hpp"
#include "app/outbox.hpp"
#include "net/digest.hpp"
#include "notify/ack_link.hpp"
#include "store/redis_ledger.hpp"

#include <rapidjson/document.h>

#include <catch2/catch.hpp>

using namespace rw;
using test::ManualClock;
using test::RedisBench;
using test::RedisServer;

namespace {

AccountId const account{"yunzhi"};
store::Keys const keys{"rw"};

app::Rules rules_of_a_team() {
    app::Rules rules;
    rules.brand = {account, Uid{1}, {Uid{1}}};
    rules.alerts.people.push_back({"li", "", {ChannelId{"phone"}}});
    rules.alerts.escalations.push_back(
        {"default",
         {{0s, {*alert::parse_target("channel:group")}}, {10min, {*alert::parse_target("person:li")}}},
         1});
    alert::Route route;
    route.escalation = "default";
    rules.alerts.routes.push_back(route);
    return rules;
}

web::Users everybody() {
    return web::Users{{{net::sha256_hex("li"), "li", web::Role::operator_},
                       {net::sha256_hex("guest"), "guest", web::Role::viewer}}};
}

struct Answer {
    int status = 0;
    net::Headers headers;
    std::string text;
    rapidjson::Document body;
};

class Night {
public:
    Night() {
        app::Desk desk{{ledger_, ledger_, ledger_, clock, bench_.meters, [] {}}, rules_of_a_team()};
        store::Lease lease{bench_.redis, *bench_.clock, keys, account, {"rw-1", 60s}};
        office_.seats().push_back(std::make_unique<app::Seat>(account, std::move(desk), std::move(lease)));
        REQUIRE(*bench_.now(seat().lease.hold()));
        REQUIRE(bench_.now(shared.refresh()));
        api_.add_routes(router_);
        alerts_.add_routes(router_);
    }

    /// Something goes wrong now. Gives the incident as the API shows it.
    std::string trouble(std::string const& key, care::Level level = care::Level::orange) {
        alert::Trouble one;
        one.account = account;
        one.key = key;
        one.kind = alert::IncidentKind::token;
        one.level = level;
        one.title = "【橙色·令牌】<script>alert(1)</script> 快到期";
        REQUIRE(bench_.now(seat().desk.report(tenure(), one)));
        for (auto const& incident : list()) {
            if (incident.key == key) return incident.id.text();
        }
        return "";
    }
    std::vector<alert::Incident> list() {
        store::Shelf shelf;
        return bench_.now(ledger_.incidents_on(account, shelf))->items;
    }
    alert::Incident incident(std::string const& id) {
        std::vector<IncidentId> const ids{IncidentId{id}};
        return bench_.now(ledger_.incidents(account, ids))->front().value;
    }
    alert::Notice notice(NoticeId const& id) {
        std::vector<NoticeId> const ids{id};
        return bench_.now(ledger_.notices(account, ids))->front();
    }
    void keep(alert::Notice one) {
        std::vector<alert::Notice> const all{std::move(one)};
        REQUIRE(bench_.now(outbox_.save(all)));
    }

    Answer ask(std::string const& who, std::string method, std::string const& path, std::string body = "") {
        net::Request request;
        request.method = std::move(method);
        request.target = path;
        if (!who.empty()) request.headers.emplace_back("Authorization", "Bearer " + who);
        request.body = std::move(body);
        auto response = bench_.now(router_.handle(std::move(request)));
        Answer answer{response.status, std::move(response.headers), std::move(response.body), {}};
        answer.body.Parse(answer.text.c_str());
        return answer;
    }
    std::string link(std::string const& incident_id, std::string const& person = "li") {
        auto const found = incident(incident_id);
        notify::AckClaim const claim{found.id, found.notices.front(), person, clock.now() + 24h};
        return "/a/" + notify::ack_link(shared.keys(), claim);
    }
    app::Shared another_daemon() { return app::Shared{cabinet_, office_, clock}; }
    template <class T>
    T now(net::Task<T> task) {
        return bench_.now(std::move(task));
    }
    void pass(Span span) {
        clock.step_wall(span);
        REQUIRE(bench_.now(seat().desk.keep_time(tenure())));
    }

private:
    app::Seat& seat() { return *office_.seats().front(); }
    store::Tenure tenure() { return *seat().lease.tenure(); }

    RedisServer server_;
    RedisBench bench_{server_.settings()};
    store::RedisLedger ledger_{bench_.redis, keys};
    store::RedisCabinet cabinet_{bench_.redis, keys};
    app::Office office_{ledger_, ledger_, ledger_};
    app::Outbox outbox_{ledger_, ledger_, [this] { return office_.tenures(); }};
    web::Router router_{everybody()};

public:
    ManualClock clock;
    app::Shared shared{cabinet_, office_, clock};

private:
    app::Api api_{
        office_, bench_.loop, clock, bench_.meters, {[] { return std::vector<std::string>{}; }, {}, {}}};
    app::AlertApi alerts_{
        office_,
        shared,
        clock,
        {[this](std::vector<alert::Notice> all) { return outbox_.save(std::move(all)); }, {}}};
};

bool contains(std::string const& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}
std::string header(Answer const& answer, char const* name) {
    return std::string{net::find_header(answer.headers, name).value_or("")};
}
std::string silence_body(std::string const& matchers, TimePoint until) {
    return R"({"matchers":[)" + matchers + R"(],"ends_at":")" + to_rfc3339(until) + R"(","comment":"维护"})";
}
constexpr auto of_tokens = R"({"name":"kind","op":"=","value":"token"})";

}  // namespace

TEST_CASE("a silence holds at once, is seen by all, and its early end tells what still burns",
          "[live][silence]") {
    Night night;
    auto const made =
        night.ask("li", "POST", "/api/v1/silences", silence_body(of_tokens, night.clock.now() + 2h));
    REQUIRE(made.status == 201);
    std::string const id = made.body["id"].GetString();
    auto const incident = night.trouble("token/a");
    CHECK(night.incident(incident).notices.empty());
    CHECK(contains(night.ask("guest", "GET", "/api/v1/incidents/" + incident).text, "silence " + id));
    auto const listed = night.ask("li", "GET", "/api/v1/silences");
    REQUIRE(listed.body["items"].Size() == 1);
    CHECK(std::string{listed.body["items"][0]["author"].GetString()} == "li");
    CHECK(std::string{listed.body["items"][0]["state"].GetString()} == "active");
    CHECK(night.ask("li", "DELETE", "/api/v1/silences/" + id).status == 200);
    CHECK(night.incident(incident).notices.size() == 1);
    CHECK(night.ask("li", "DELETE", "/api/v1/silences/none").status == 404);
}

TEST_CASE("a silence that ends by itself tells what still burns then", "[live][silence]") {
    Night night;
    night.ask("li", "POST", "/api/v1/silences", silence_body(of_tokens, night.clock.now() + 2h));
    auto const incident = night.trouble("token/a");
    night.pass(1h);
    CHECK(night.incident(incident).notices.empty());
    night.pass(1h);
    CHECK(night.incident(incident).notices.size() == 1);
}

TEST_CASE("a preview says what would be held, and sets nothing", "[live][silence]") {
    Night night;
    auto const incident = night.trouble("token/a");
    auto const seen = night.ask("li", "POST", "/api/v1/silences?preview=true",
                                silence_body(of_tokens, night.clock.now() + 2h));
    REQUIRE(seen.status == 200);
    REQUIRE(seen.body["incidents"].Size() == 1);
    CHECK(std::string{seen.body["incidents"][0].GetString()} == incident);
    CHECK(night.ask("li", "GET", "/api/v1/silences").body["items"].Empty());
}

TEST_CASE("a silence that cannot be is refused with words", "[live][silence]") {
    Night night;
    auto const soon = night.clock.now() + 1h;
    struct Row {
        std::string body;
        int status;
        char const* says;
    };
    for (auto const& row :
         {Row{"{", 400, "JSON"}, Row{"{}", 422, "matchers"}, Row{silence_body("", soon), 422, "at least one"},
          Row{silence_body(R"({"name":"colour","op":"=","value":"x"})", soon), 422, "colour"},
          Row{silence_body(R"({"name":"level","op":"~","value":"x"})", soon), 422, "operator"},
          Row{silence_body(R"({"name":"level","op":"=~","value":"("})", soon), 422, "regular expression"},
          Row{silence_body(of_tokens, night.clock.now() - 1s), 422, "over already"},
          Row{silence_body(of_tokens, night.clock.now() + 400 * 24h), 422, "90 days"}}) {
        CAPTURE(row.body);
        auto const refused = night.ask("li", "POST", "/api/v1/silences", row.body);
        CHECK(refused.status == row.status);
        CHECK(contains(refused.text, row.says));
    }
    CHECK(night.ask("guest", "GET", "/api/v1/silences").status == 403);
}

TEST_CASE("looking at an acknowledge link changes nothing, pressing its button does, once", "[live][ack]") {
    Night night;
    auto const id = night.trouble("token/a");
    auto const link = night.link(id);
    for (auto const* method : {"GET", "HEAD", "GET"}) {
        auto const page = night.ask("", method, link);
        CHECK(page.status == 200);
        CHECK(contains(header(page, "Content-Security-Policy"), "default-src 'none'"));
    }
    auto const page = night.ask("", "GET", link);
    CHECK(contains(page.text, "<form method=\"post\">"));
    CHECK(contains(page.text, "width=device-width"));
    CHECK_FALSE(contains(page.text, "<script>"));
    CHECK(contains(page.text, "&lt;script&gt;"));
    CHECK(night.incident(id).state == alert::IncidentState::open);

    CHECK(night.ask("", "POST", link).status == 200);
    CHECK(night.incident(id).state == alert::IncidentState::acked);
    CHECK(night.incident(id).acked_by == "li");
    CHECK_FALSE(contains(night.ask("", "GET", link).text, "<form"));

    CHECK(night.ask("li", "POST", "/api/v1/incidents/" + id + "/unack").status == 200);
    auto const replayed = night.ask("", "POST", link);
    CHECK(replayed.status == 410);
    CHECK(night.incident(id).state == alert::IncidentState::open);
}

TEST_CASE("a link that was changed, has ended, or is for what is over, acknowledges nothing", "[live][ack]") {
    Night night;
    auto const id = night.trouble("token/a");
    auto const other = night.trouble("token/b");
    auto link = night.link(id);
    auto changed = link;
    changed.replace(3, id.size(), other);
    CHECK(night.ask("", "POST", changed).status == 404);
    CHECK(night.ask("", "POST", "/a/rubbish").status == 404);
    auto const late = night.link(id);
    night.clock.step_wall(25h);
    CHECK(night.ask("", "POST", late).status == 410);
    CHECK(night.incident(id).state == alert::IncidentState::open);
    auto const fresh = night.link(id);
    CHECK(night.ask("li", "POST", "/api/v1/incidents/" + id + "/resolve").status == 200);
    CHECK_FALSE(contains(night.ask("", "POST", fresh).text, "<form"));
    CHECK(night.incident(id).state == alert::IncidentState::resolved);
}

TEST_CASE("notes are kept with their author", "[live]") {
    Night night;
    auto const id = night.trouble("token/a");
    CHECK(night.ask("li", "POST", "/api/v1/incidents/" + id + "/note", R"({"text":"已联系管理员"})").status ==
          200);
    auto const timeline = night.incident(id).timeline;
    CHECK(timeline.back().what == "note");
    CHECK(timeline.back().actor == "li");
    CHECK(night.ask("li", "POST", "/api/v1/incidents/" + id + "/note", R"({"text":"  "})").status == 422);
    CHECK(night.ask("guest", "POST", "/api/v1/incidents/" + id + "/note", R"({"text":"x"})").status == 403);
}

TEST_CASE("what was given up is listed, sent again when somebody says so, and nothing else is",
          "[live][outbox]") {
    Night night;
    for (int i = 0; i < 5; ++i)
        night.trouble("token/" + std::to_string(i));
    auto const all = night.ask("li", "GET", "/api/v1/notifications?limit=200");
    REQUIRE(all.body["items"].Size() == 5);
    std::set<std::string> paged;
    std::string cursor;
    for (int page = 0; page < 10; ++page) {
        auto const some =
            night.ask("li", "GET", "/api/v1/notifications?limit=2&cursor=" + net::percent_encode(cursor));
        for (auto const& item : some.body["items"].GetArray())
            CHECK(paged.insert(item["id"].GetString()).second);
        if (some.body["next_cursor"].IsNull()) break;
        cursor = some.body["next_cursor"].GetString();
    }
    CHECK(paged.size() == 5);

    NoticeId const id{all.body["items"][0]["id"].GetString()};
    CHECK(night.ask("li", "POST", "/api/v1/notifications/" + id.text() + "/retry").status == 409);
    auto dead = night.notice(id);
    dead.state = alert::NoticeState::dead;
    dead.attempts.push_back({night.clock.now(), "HTTP 400", 1s});
    night.keep(dead);
    auto const listed = night.ask("li", "GET", "/api/v1/notifications?state=dead");
    REQUIRE(listed.body["items"].Size() == 1);
    CHECK(contains(listed.text, "HTTP 400"));
    CHECK(night.ask("li", "POST", "/api/v1/notifications/" + id.text() + "/retry").status == 200);
    CHECK(night.notice(id).state == alert::NoticeState::retry);
    CHECK(night.ask("li", "POST", "/api/v1/notifications/none/retry").status == 404);
    CHECK(night.ask("guest", "GET", "/api/v1/notifications").status == 403);
}

TEST_CASE("two daemons set silences one after the other, and neither is lost", "[live][silence][cabinet]") {
    Night night;
    CHECK(
        night.ask("li", "POST", "/api/v1/silences", silence_body(of_tokens, night.clock.now() + 1h)).status ==
        201);
    auto other = night.another_daemon();
    alert::Silence one;
    one.matchers = {*alert::parse_matcher("level=blue")};
    one.ends_at = night.clock.now() + 1h;
    one.author = "wang";
    REQUIRE(night.now(other.add(one)));  // it has not read the first one yet
    REQUIRE(night.now(night.shared.refresh()));
    REQUIRE(night.shared.silences().size() == 2);
    CHECK(night.shared.silences()[0].id != night.shared.silences()[1].id);
    REQUIRE(night.now(other.refresh()));
    CHECK(other.keys() == night.shared.keys());  // a link of one is good at the other
}
