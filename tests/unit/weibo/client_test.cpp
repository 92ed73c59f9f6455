#include "bench.hpp"
#include "platform_json.hpp"
#include "weibo/permalink.hpp"

using namespace rw;
using test::Bench;
using test::comment_json;
using test::http;
using test::page_json;
using test::status_json;
using weibo::ErrorClass;
using weibo::List;

TEST_CASE("lists have the names of the configuration", "[weibo]") {
    for (auto const list : {List::mentions, List::comments_to_me, List::comment_mentions, List::reposts,
                            List::by_me, List::comments_timeline}) {
        CHECK(weibo::parse_list(to_text(list)) == list);
    }
    CHECK(to_text(List::comments_to_me) == "comments_to_me");
    CHECK(to_text(List::comments_timeline) == "timeline");
    CHECK(to_text(List::thread) == "thread");
    CHECK_FALSE(weibo::parse_list("thread"));  // whose?
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
        {List::comments_timeline, "comments",
         "GET /2/comments/timeline.json?since_id=5&max_id=9&count=50 HTTP/1.1"},
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

TEST_CASE("a commercial account asks at the commercial endpoint where there is one", "[weibo]") {
    struct Row {
        List list;
        std::string key;
        std::string path;
        std::string host;
    };
    auto const row = GENERATE(values<Row>({
        {List::mentions, "statuses", "/2/statuses/mentions/biz.json?since_id=5", "c.example"},
        {List::comments_to_me, "comments", "/2/comments/to_me/biz.json?since_id=5", "c.example"},
        {List::comment_mentions, "comments", "/2/comments/mentions/biz.json?since_id=5", "c.example"},
        {List::by_me, "comments", "/2/comments/by_me/biz.json?since_id=5", "c.example"},
        {List::thread, "comments", "/2/comments/show/all.json?id=77&since_id=5", "c.example"},
        {List::comments_timeline, "comments", "/2/comments/timeline.json?since_id=5", "api.example"},
        {List::reposts, "reposts", "/2/statuses/repost_timeline.json?id=77&since_id=5", "api.example"},
    }));
    Bench bench{http(200, page_json(row.key, {}))};
    weibo::PageQuery const query{WeiboId{5}, {}, 50};
    auto const answer =
        bench.now(bench.client.list(row.list, weibo::Access{bench.token, true}, query, WeiboId{77}));
    CHECK(answer.has_value());
    CHECK(bench.asked() == "GET " + row.path + "&count=50 HTTP/1.1");
    CHECK(bench.dialer.dialled.at(0).host == row.host);
}

TEST_CASE("a list of a post without its post is not asked for", "[weibo]") {
    auto const list = GENERATE(List::reposts, List::thread);
    CHECK(of_a_post(list));
    Bench bench{http(200, page_json("comments", {}))};
    auto const answer = bench.list(list);
    REQUIRE(answer.has_error());
    CHECK(answer.error().failure.kind == Fault::bad_input);
    CHECK_FALSE(answer.error().sent);
    CHECK(bench.dialer.dialled.empty());
}

TEST_CASE("the comments of one post know their post even where they do not tell it", "[weibo]") {
    auto const post = status_json({4171730559762147});
    auto const own = comment_json({4172222330011540}, post);
    auto const bare = comment_json({4172222330011541}, "");
    auto const page = page_json("comments", {bare, own});
    Bench silent{http(200, page)};
    auto const by_question = silent.list(List::thread, {}, WeiboId{4171730559762147});
    REQUIRE(by_question.has_value());
    CHECK(silent.asked() == "GET /2/comments/show.json?id=4171730559762147&since_id=0&count=50 HTTP/1.1");
    REQUIRE(by_question->items.size() == 2);
    CHECK(by_question->items[0].root == WeiboId{4171730559762147});
    CHECK(by_question->items[0].root_author.none());
    CHECK(by_question->items[0].kind == Kind::comment);
    // since 2017 the post stands beside the comments (weibo-api 10.8)
    Bench telling{http(200, page.substr(0, page.size() - 1) + R"(,"status":)" + post + "}")};
    auto const by_page = telling.list(List::thread, {}, WeiboId{4171730559762147});
    REQUIRE(by_page.has_value());
    REQUIRE(by_page->items.size() == 2);
    CHECK(by_page->items[0].root_author == by_page->items[1].root_author);
    CHECK_FALSE(by_page->items[0].root_author.none());
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
