#include "weibo/client.hpp"
#include "net/http_client.hpp"
#include "net/loop.hpp"
#include "platform_json.hpp"
#include "support/manual_clock.hpp"
#include "support/memory_stream.hpp"
#include "weibo/permalink.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using test::comment_json;
using test::page_json;
using test::status_json;
using weibo::ErrorClass;
using weibo::List;

namespace {

std::string http(int status, std::string const& body) {
    return "HTTP/1.1 " + std::to_string(status) +
           " Whatever\r\nServer: nginx\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// A client of a platform that follows a script of answers.
struct Bench {
    explicit Bench(std::string const& says) : dialer{clock, {test::Script{says}}} {}
    explicit Bench(std::deque<test::Script> scripts) : dialer{clock, std::move(scripts)} {}

    template <class T>
    weibo::Answer<T> now(net::Task<weibo::Answer<T>> task) {
        std::optional<weibo::Answer<T>> answer;
        loop.spawn("ask", keep(std::move(task), answer));
        clock.advance(loop, 1min);
        REQUIRE(answer);
        return *std::move(answer);
    }
    template <class T>
    static net::Task<void> keep(net::Task<weibo::Answer<T>> task, std::optional<weibo::Answer<T>>& into) {
        auto answer = co_await std::move(task);
        into.emplace(std::move(answer));
    }
    weibo::Answer<weibo::ListAnswer> list(List which, weibo::PageQuery query = {}, WeiboId post = {}) {
        return now(client.list(which, weibo::Access{token}, query, post));
    }
    /// The first line of what was sent.
    std::string asked() const {
        auto const& written = dialer.records.at(0)->written;
        return written.substr(0, written.find("\r\n"));
    }

    Secret const token{"2.00madeuptoken"};
    test::ManualClock clock;
    test::ScriptedDialer dialer;
    net::HttpClient http_client{dialer, clock};
    weibo::Client client{
        http_client,
        clock,
        {*net::parse_url("http://api.example"), *net::parse_url("http://rm.example"),
         *net::parse_url("http://c.example")}};
    net::Loop loop;  // ends before what its tasks refer to
};

}  // namespace

TEST_CASE("lists have the names of the configuration", "[weibo]") {
    for (auto const list :
         {List::mentions, List::comments_to_me, List::comment_mentions, List::reposts, List::by_me}) {
        CHECK(weibo::parse_list(to_text(list)) == list);
    }
    CHECK(to_text(List::comments_to_me) == "comments_to_me");
    CHECK_FALSE(weibo::parse_list("comments"));
    CHECK_FALSE(weibo::parse_list(""));
}

TEST_CASE("each list is asked for at its own endpoint", "[weibo]") {
    struct Row {
        List list;
        std::string key;
        std::string line;
    };
    auto const row = GENERATE(values<Row>({
        {List::mentions, "statuses", "GET /2/statuses/mentions.json?since_id=5&max_id=9&count=50 HTTP/1.1"},
        {List::comments_to_me, "comments",
         "GET /2/comments/to_me.json?since_id=5&max_id=9&count=50 HTTP/1.1"},
        {List::comment_mentions, "comments",
         "GET /2/comments/mentions.json?since_id=5&max_id=9&count=50 HTTP/1.1"},
        {List::by_me, "comments", "GET /2/comments/by_me.json?since_id=5&max_id=9&count=50 HTTP/1.1"},
    }));
    Bench bench{http(200, page_json(row.key, {}))};
    auto const answer = bench.list(row.list, {WeiboId{5}, WeiboId{9}});
    CHECK(answer.has_value());
    CHECK(bench.asked() == row.line);
    CHECK(bench.dialer.dialled.at(0).host == "api.example");
}

TEST_CASE("reposts are asked for post by post", "[weibo]") {
    Bench bench{http(200, page_json("reposts", {status_json({4172222330011540})}))};
    auto const answer = bench.list(List::reposts, {WeiboId{5}, {}}, WeiboId{77});
    REQUIRE(answer.has_value());
    CHECK(bench.asked() == "GET /2/statuses/repost_timeline.json?id=77&since_id=5&count=50 HTTP/1.1");
    REQUIRE(answer->items.size() == 1);
    CHECK(answer->items[0].kind == Kind::repost);
}

TEST_CASE("the token travels in a header, not in an address", "[weibo]") {
    Bench bench{http(200, page_json("comments", {}))};
    CHECK(bench.list(List::by_me).has_value());
    auto const& sent = bench.dialer.records.at(0)->written;
    CHECK_THAT(sent, Catch::Contains("Authorization: OAuth2 2.00madeuptoken\r\n"));
    CHECK(sent.find("2.00madeuptoken") == sent.rfind("2.00madeuptoken"));
    CHECK_THAT(sent, !Catch::Contains("access_token") && !Catch::Contains("source="));
}

TEST_CASE("a page becomes utterances, seen now", "[weibo]") {
    auto const written = *from_rfc3339("2026-10-12T01:30:00Z");
    auto const post = status_json({test::id_at(written - 1h)});
    Bench bench{
        http(200, page_json("comments", {comment_json({test::id_at(written)}, post), R"({"id":3})"}, 4711))};
    auto const answer = bench.list(List::comment_mentions);
    REQUIRE(answer.has_value());
    REQUIRE(answer->items.size() == 1);
    auto const& said = answer->items[0];
    CHECK(said.kind == Kind::comment_mention);
    CHECK(said.created_at == written);
    CHECK(said.root == WeiboId{test::id_at(written - 1h)});
    CHECK(said.seen_at <= bench.clock.now());
    CHECK(said.seen_at > written);
    CHECK(answer->skipped.size() == 1);
    CHECK(answer->facts.received == 2);
    CHECK(answer->facts.next_cursor == 4711);
    CHECK(answer->facts.smallest == WeiboId{3});
}

TEST_CASE("a mention that reposts is a repost", "[weibo]") {
    auto const original = status_json({4171730559762147});
    auto const plain = status_json({4172222330011540});
    auto const repost = status_json({4172222330011541, "看看", {}, "", R"(,"retweeted_status":)" + original});
    Bench bench{http(200, page_json("statuses", {repost, plain}))};
    auto const answer = bench.list(List::mentions);
    REQUIRE(answer.has_value());
    REQUIRE(answer->items.size() == 2);
    CHECK(answer->items[0].kind == Kind::repost);
    CHECK(answer->items[0].parent == WeiboId{4171730559762147});
    CHECK(answer->items[1].kind == Kind::mention);
}

TEST_CASE("counters are asked for at their own host, for the token's user", "[weibo]") {
    Bench bench{http(200, R"({"cmt":3,"mention_status":4,"mention_cmt":5})")};
    auto const counts = bench.now(bench.client.unread_counts(bench.token, Uid{1904178193}));
    REQUIRE(counts.has_value());
    CHECK(*counts == weibo::UnreadCounts{3, 4, 5});
    CHECK(bench.asked() == "GET /2/remind/unread_count.json?uid=1904178193 HTTP/1.1");
    CHECK(bench.dialer.dialled.at(0).host == "rm.example");
}

TEST_CASE("limits and the brand's own posts are asked for without fields", "[weibo]") {
    Bench limits{http(200, R"({"user_limit":150,"remaining_user_hits":149,"limit_time_unit":"HOURS"})")};
    auto const told = limits.now(limits.client.rate_limits(limits.token));
    REQUIRE(told.has_value());
    CHECK(told->user_left == 149);
    CHECK(limits.asked() == "GET /2/account/rate_limit_status.json HTTP/1.1");
    Bench posts{http(200, page_json("statuses", {status_json({4172222330011540})}))};
    auto const answer = posts.now(posts.client.own_posts(weibo::Access{posts.token}));
    REQUIRE(answer.has_value());
    CHECK(answer->size() == 1);
    CHECK(posts.asked() == "GET /2/statuses/user_timeline.json?count=5 HTTP/1.1");
}

TEST_CASE("what goes wrong is classed, and says which endpoint it was without the token", "[weibo]") {
    struct Row {
        std::string says;
        ErrorClass what;
        int code;
    };
    auto const row = GENERATE(values<Row>({
        {http(403, R"({"error":"User requests out of rate limit!","error_code":10023})"),
         ErrorClass::limit_token, 10023},
        {http(200, R"({"error":"expired_token","error_code":"21327"})"), ErrorClass::auth, 21327},
        {http(403, R"({"error":"Insufficient app permissions!","error_code":10014})"), ErrorClass::forbidden,
         10014},
        {http(502, "<html>502 Bad Gateway</html>"), ErrorClass::retry, 0},
        {http(200, "<html>that page doesn't exist!</html>"), ErrorClass::retry, 0},
        {http(200, "auth error"), ErrorClass::retry, 0},
        {http(200, ""), ErrorClass::retry, 0},
        {http(200, R"({"comments":[{"id":417222233)"), ErrorClass::retry, 0},
        {http(200, R"({"statuses":[]})"), ErrorClass::retry, 0},
    }));
    CAPTURE(row.says);
    Bench bench{row.says};
    auto const answer = bench.list(List::comments_to_me);
    REQUIRE(answer.has_error());
    CHECK(to_text(answer.error().what) == to_text(row.what));
    CHECK(answer.error().code == row.code);
    CHECK(answer.error().sent);
    CHECK_THAT(answer.error().failure.doing, Catch::Contains("/2/comments/to_me.json"));
    CHECK_THAT(answer.error().failure.doing, !Catch::Contains("madeup"));
}

TEST_CASE("a call that never left is known not to have been counted", "[weibo]") {
    Bench nobody{std::deque<test::Script>{}};
    auto const unreached = nobody.list(List::by_me);
    REQUIRE(unreached.has_error());
    CHECK(unreached.error().what == ErrorClass::retry);
    CHECK_FALSE(unreached.error().sent);

    test::Script silent;
    silent.stalls = true;
    Bench slow{std::deque<test::Script>{silent}};
    auto const late = slow.list(List::by_me);
    REQUIRE(late.has_error());
    CHECK(late.error().what == ErrorClass::retry);
    CHECK(late.error().sent);
    CHECK(late.error().failure.kind == Fault::timed_out);
}
