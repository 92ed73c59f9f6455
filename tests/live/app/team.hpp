// The people of a team at their API: real routes, a real Redis, and a clock on the wall that is moved by
// hand.
#pragma once

#include "support/manual_clock.hpp"
#include "support/printing.hpp"
#include "support/redis_server.hpp"

#include "app/api.hpp"
#include "app/page_api.hpp"
#include "app/recording.hpp"
#include "care/rerun.hpp"
#include "core/hash.hpp"
#include "net/digest.hpp"
#include "store/redis_ledger.hpp"
#include "weibo/permalink.hpp"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <catch2/catch.hpp>

namespace rw::test {

inline AccountId const account{"yunzhi"};
inline Uid const brand{1904178193};
inline store::Keys const keys{"rw"};

inline constexpr auto complaint = "退款三天了还没到账，到底什么时候退";
inline constexpr auto injury = "用完你们的枕头脸肿了，在医院过敏";

struct Answer {
    int status = 0;
    rapidjson::Document body;

    std::string text(char const* name) const {
        if (!body.IsObject() || !body.HasMember(name) || body[name].IsNull()) return "null";
        REQUIRE(body[name].IsString());
        return body[name].GetString();
    }
};

inline app::Rules rules_of_a_team() {
    app::Rules rules;
    rules.brand = {account, brand, {brand}};
    for (auto const* name : {"li", "wang", "zhao"})
        rules.alerts.people.push_back({name, "", {}});
    return rules;
}

inline web::Users everybody() {
    std::vector<web::User> users;
    for (auto const* name : {"li", "wang"})
        users.push_back({net::sha256_hex(name), name, web::Role::operator_});
    users.push_back({net::sha256_hex("lead"), "lead", web::Role::admin});
    users.push_back({net::sha256_hex("guest"), "guest", web::Role::viewer});
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
        page_.add_routes(router_);
        router_.take_witness([this](web::Deed deed) { return page_.witness(std::move(deed)); });
        signing_.rotate(clock.now());
        router_.gate().take_settings(
            {&clock, [this]() -> net::SigningKeys const& { return signing_; }, false, 0});
        bench_.loop.spawn("feed", feed_.run());
    }

    ~Team() { bench_.loop.clear(); }

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

    net::Response respond(net::Request request) { return bench_.now(router_.handle(std::move(request))); }
    /// The next piece of something that unfolds, once there is one.
    std::string next_piece(net::BodySource& source) {
        auto const piece = bench_.now(source.next());
        return piece.value_or("(end)");
    }
    app::Feed& feed() { return feed_; }

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
    store::Trail trail_{bench_.redis, keys};
    net::SigningKeys signing_;
    app::Feed feed_{office_, ledger_, ledger_, *bench_.clock, 6};  // looks by itself
    app::PageApi page_{{office_, ledger_, trail_, feed_, router_, bench_.loop, clock,
                        [] { return app::PageApi::Facts{"1", "rw-1", "zh-CN", "Asia/Shanghai", 100}; }}};
    WeiboId post_{weibo::first_id_at(clock.now() - 1h).value() + 7};
    std::int64_t ids_ = 0;
};

inline bool contains(std::string const& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

inline std::string pause_body(TimePoint until, std::string const& reason) {
    return R"({"until":")" + to_rfc3339(until) + R"(","reason":")" + reason + R"("})";
}

}  // namespace rw::test
