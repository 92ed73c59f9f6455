// What is asked for by its id: comments, a post, the account's own posts, a token.
#include "bench.hpp"
#include "platform_json.hpp"

using namespace rw;
using test::Bench;
using test::comment_json;
using test::http;
using test::page_json;
using test::status_json;
using weibo::Access;
using weibo::ErrorClass;

namespace {

constexpr std::int64_t post_id = 4171730559762147;
constexpr std::int64_t first = 4172222330011540;
constexpr std::int64_t second = 4172222330011541;
constexpr std::int64_t third = 4172222330011542;

std::string array(std::vector<std::string> const& items) {
    std::string out;
    for (auto const& item : items)
        out += (out.empty() ? "" : ",") + item;
    return "[" + out + "]";
}

weibo::Answer<weibo::Found> found(Bench& bench, std::vector<std::int64_t> const& ids, bool biz = false) {
    std::vector<WeiboId> wanted;
    for (auto const id : ids)
        wanted.emplace_back(id);
    return bench.now(bench.client.comments(Access{bench.token, biz}, std::move(wanted)));
}

std::vector<WeiboId> ids(std::vector<std::int64_t> const& numbers) {
    return {numbers.begin(), numbers.end()};
}

weibo::Answer<std::vector<weibo::PostCounts>> counts(Bench& bench, std::vector<std::int64_t> const& numbers) {
    return bench.now(bench.client.post_counts(Access{bench.token}, ids(numbers)));
}

weibo::Answer<Utterance> status(Bench& bench) {
    return bench.now(bench.client.status(Access{bench.token}, WeiboId{post_id}));
}

}  // namespace

TEST_CASE("a comment that is asked for and does not come is missing", "[weibo]") {
    auto const post = status_json({post_id});
    Bench bench{http(200, array({comment_json({third}, post), comment_json({first}, post)}))};
    auto const answer = found(bench, {first, second, third, first});
    REQUIRE(answer.has_value());
    CHECK(bench.asked() == "GET /2/comments/show_batch.json?cids=" + std::to_string(first) + "%2C" +
                               std::to_string(second) + "%2C" + std::to_string(third) + "%2C" +
                               std::to_string(first) + " HTTP/1.1");
    REQUIRE(answer->items.size() == 2);
    CHECK(answer->items[0].id == WeiboId{third});
    CHECK(answer->items[0].kind == Kind::comment);
    CHECK(answer->items[0].root == WeiboId{post_id});
    CHECK(answer->missing == ids({second}));
    CHECK(answer->skipped.empty());
}

TEST_CASE("how far posts have gone is asked for all at once, and told in texts or numbers", "[weibo]") {
    auto const body = R"([{"id":"3001","comments":"16","reposts":"75","attitudes":"3"},)"
                      R"({"id":3002,"comments":1,"reposts":-1,"attitudes":null},{"comments":"9"}])";
    Bench bench{http(200, body)};
    auto const answer = counts(bench, {3001, 3002, 3003});
    REQUIRE(answer.has_value());
    CHECK(bench.asked() == "GET /2/statuses/count.json?ids=3001%2C3002%2C3003 HTTP/1.1");
    REQUIRE(answer->size() == 2);
    CHECK((*answer)[0].id == WeiboId{3001});
    CHECK((*answer)[0].comments == 16);
    CHECK((*answer)[0].reposts == 75);
    CHECK((*answer)[0].likes == 3);
    CHECK((*answer)[1].reposts == 0);
    CHECK((*answer)[1].likes == 0);
}

TEST_CASE("what is no list of counts is an error, too many posts are not asked for", "[weibo]") {
    for (std::string const body : {R"({"a":1})", R"([{"comments":"9"}])", "<html>"}) {
        CAPTURE(body);
        Bench bench{http(200, body)};
        auto const answer = counts(bench, {3001});
        REQUIRE_FALSE(answer.has_value());
        CHECK(answer.error().what == ErrorClass::retry);
    }
    Bench bench{http(200, "[]")};
    CHECK(counts(bench, {3001})->empty());
    std::vector<std::int64_t> many(weibo::most_counted + 1, 3001);
    CHECK_FALSE(counts(bench, many).has_value());
}

TEST_CASE("a comment whose author's account is gone is not missing, an empty shell is", "[weibo]") {
    auto const orphan = R"({"id":)" + std::to_string(first) +
                        R"(,"created_at":"Thu Nov 09 17:13:02 +0800 2017",)" +
                        R"("text":"在吗","status":{"id":1}})";
    auto const shell = R"({"id":)" + std::to_string(second) + R"(,"text":"该评论已被删除"})";
    Bench bench{http(200, array({orphan, shell}))};
    auto const answer = found(bench, {first, second});
    REQUIRE(answer.has_value());
    CHECK(answer->items.empty());
    REQUIRE(answer->skipped.size() == 1);
    CHECK(answer->skipped[0].id == WeiboId{first});
    CHECK(answer->missing == ids({second}));
}

TEST_CASE("an empty list says that all are gone; what nobody asked for is left out", "[weibo]") {
    Bench nothing{http(200, "[]")};
    auto const none = found(nothing, {first, second});
    REQUIRE(none.has_value());
    CHECK(none->missing == ids({first, second}));
    Bench other{http(200, array({comment_json({third}, status_json({post_id}))}))};
    auto const stray = found(other, {first});
    REQUIRE(stray.has_value());
    CHECK(stray->items.empty());
    CHECK(stray->missing == ids({first}));
}

TEST_CASE("nothing is concluded from a batch that is no list", "[weibo]") {
    auto const body = GENERATE(as<std::string>{}, "{}", "null", "", R"({"comments":[]})", "[17]", "[{}]",
                               R"("[]")", "[[]]");
    CAPTURE(body);
    Bench bench{http(200, body)};
    auto const answer = found(bench, {first});
    REQUIRE(answer.has_error());
    CHECK(answer.error().what == ErrorClass::retry);
}

TEST_CASE("fifty comments are asked for at once, never more", "[weibo]") {
    std::vector<std::int64_t> many(50);
    for (std::size_t i = 0; i < many.size(); ++i)
        many[i] = first + static_cast<std::int64_t>(i);
    Bench bench{http(200, "[]")};
    auto const most = found(bench, many, true);
    REQUIRE(most.has_value());
    CHECK(most->missing.size() == 50);
    CHECK(bench.dialer.dialled.at(0).host == "c.example");
    CHECK_THAT(bench.asked(), Catch::StartsWith("GET /2/comments/show_batch/biz.json?cids="));

    many.push_back(1);
    Bench unasked{http(200, "[]")};
    auto const refused = found(unasked, many);
    REQUIRE(refused.has_error());
    CHECK(refused.error().failure.kind == Fault::bad_input);
    CHECK_THAT(refused.error().failure.doing, Catch::Contains("51") && Catch::Contains("at most 50"));
    CHECK_FALSE(refused.error().sent);
    CHECK(unasked.dialer.dialled.empty());

    auto const none = found(unasked, {});
    REQUIRE(none.has_value());
    CHECK(unasked.dialer.dialled.empty());
}

TEST_CASE("a post is shown as a mention, a repost as a repost", "[weibo]") {
    Bench plain{http(200, status_json({post_id}))};
    auto const mention = status(plain);
    REQUIRE(mention.has_value());
    CHECK(plain.asked() == "GET /2/statuses/show.json?id=4171730559762147 HTTP/1.1");
    CHECK(mention->id == WeiboId{post_id});
    CHECK(mention->kind == Kind::mention);
    CHECK(mention->seen_at <= plain.clock.now());
    Bench again{
        http(200, status_json({post_id, "看", {}, "", R"(,"retweeted_status":)" + status_json({first})}))};
    auto const repost = status(again);
    REQUIRE(repost.has_value());
    CHECK(repost->kind == Kind::repost);
    CHECK(repost->parent == WeiboId{first});
}

TEST_CASE("a post that is gone is gone in every form of that news", "[weibo]") {
    struct Row {
        std::string name;
        std::string says;
    };
    std::string const id = R"({"created_at":"Thu Nov 09 17:13:02 +0800 2017","id":4171730559762147,"text":)";
    auto const row = GENERATE_COPY(values<Row>({
        {"20101", http(400, R"({"error":"target weibo does not exist!","error_code":20101})")},
        {"20112", http(400, R"({"error":"Permission Denied!","error_code":20112})")},
        {"20132", http(200, R"({"error":"x","error_code":"20132"})")},
        {"bare tombstone", http(200, id + R"("抱歉，此微博已被作者删除。","deleted":"1"})")},
        {"tombstone with author",
         http(200, status_json({post_id, "此微博已被原作者删除。", {}, "", R"(,"deleted":"1")"}))},
        {"hidden by its author",
         http(200, id + R"("抱歉，由于作者设置，你暂时没有这条微博的查看权限哦。"})")},
    }));
    CAPTURE(row.name);
    Bench bench{row.says};
    auto const answer = status(bench);
    REQUIRE(answer.has_error());
    CHECK(to_text(answer.error().what) == "gone");
    CHECK(answer.error().failure.kind == Fault::gone);
    CHECK_THAT(answer.error().failure.doing, Catch::StartsWith("/2/statuses/show.json: "));
}

TEST_CASE("no post is thought gone because of an answer that says nothing of it", "[weibo]") {
    auto const body = GENERATE(as<std::string>{}, "{}", "[]", "", "null", R"({"id":4171730559762147})",
                               R"({"statuses":[]})", status_json({post_id + 1}));
    CAPTURE(body);
    Bench bench{http(200, body)};
    auto const answer = status(bench);
    REQUIRE(answer.has_error());
    CHECK(answer.error().what == ErrorClass::retry);
}

TEST_CASE("own posts come with the counters that tell of news under them", "[weibo]") {
    auto const tombstone = status_json({second, "x", {}, "", R"(,"deleted":"1")"});
    auto const lean =
        R"({"id":"4172222330011542","created_at":"Thu Nov 09 17:13:02 +0800 2017","text":"新品",)"
        R"("comments_count":"16","user":{"id":7}})";
    Bench bench{http(200, page_json("statuses", {lean, tombstone, status_json({first})}))};
    auto const posts = bench.now(bench.client.own_posts(Access{bench.token, true}));
    REQUIRE(posts.has_value());
    CHECK(bench.asked() == "GET /2/statuses/user_timeline/biz.json?count=50 HTTP/1.1");
    CHECK(bench.dialer.dialled.at(0).host == "c.example");
    REQUIRE(posts->size() == 2);
    CHECK(posts->at(0).id == WeiboId{third});
    CHECK(posts->at(0).comments == 16);
    CHECK(posts->at(0).reposts == 0);
    CHECK(posts->at(0).text == "新品");
    CHECK(posts->at(1).comments == 7);
    CHECK(posts->at(1).reposts == 3);
}

TEST_CASE("a token is asked about in a form, and its numbers are understood in every dress", "[weibo]") {
    auto const body = GENERATE(
        as<std::string>{},
        R"({"uid":1073880650,"appkey":1352222456,"scope":null,"create_at":1352267591,"expire_in":157679471})",
        R"({"uid":"1073880650","appkey":"1352222456","expires_in":"157679471"})",
        R"({"uid":"1073880650","app_key":"1352222456","expire_in":157679471})");
    Bench bench{http(200, body)};
    auto const info = bench.now(bench.client.token_info(bench.token));
    REQUIRE(info.has_value());
    CHECK(info->uid == Uid{1073880650});
    CHECK(info->app_key == "1352222456");
    CHECK(info->expires_in == 157679471s);
    CHECK(info->expires_at <= bench.clock.now() + 157679471s);
    CHECK(info->expires_at > bench.clock.now() + 157679000s);
    CHECK(bench.asked() == "POST /oauth2/get_token_info HTTP/1.1");
    auto const& sent = bench.dialer.records.at(0)->written;
    CHECK_THAT(sent, Catch::EndsWith("\r\n\r\naccess_token=2.00madeuptoken"));
    CHECK_THAT(sent, Catch::Contains("Content-Type: application/x-www-form-urlencoded\r\n"));
}

TEST_CASE("a token that has run out, is dead or of which nothing is said", "[weibo]") {
    Bench over{http(200, R"({"uid":1,"expire_in":-5})")};
    auto const run_out = over.now(over.client.token_info(over.token));
    REQUIRE(run_out.has_value());
    CHECK(run_out->expires_in == -5s);
    CHECK(run_out->expires_at < over.clock.now());
    Bench dead{http(400, R"({"error":"invalid_access_token","error_code":21332})")};
    auto const refused = dead.now(dead.client.token_info(dead.token));
    REQUIRE(refused.has_error());
    CHECK(refused.error().what == ErrorClass::auth);
    CHECK_THAT(refused.error().failure.doing, !Catch::Contains("madeup"));
    auto const body = GENERATE(as<std::string>{}, "{}", "[]", "", R"({"uid":1})", R"({"expire_in":5})",
                               R"({"uid":{},"expire_in":5})");
    Bench silent{http(200, body)};
    auto const unknown = silent.now(silent.client.token_info(silent.token));
    REQUIRE(unknown.has_error());
    CHECK(unknown.error().what == ErrorClass::retry);
}

TEST_CASE("a span beyond all reason is cut, not overflown", "[weibo]") {
    Bench bench{http(200, R"({"uid":1,"expire_in":9223372036854775807})")};
    auto const info = bench.now(bench.client.token_info(bench.token));
    REQUIRE(info.has_value());
    CHECK(info->expires_in > 24h * 366 * 9'000);
    CHECK(info->expires_at > bench.clock.now());
}
