// The rules of weibo-api 1: what arrives in another form than documented is understood, and one item that
// cannot be used does not cost its page.
#include "platform_json.hpp"
#include "support/printing.hpp"
#include "weibo/decode.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using test::comment_json;
using test::page_json;
using test::status_json;

namespace {

auto const noon = *from_rfc3339("2017-11-09T12:00:00+08:00");
std::string const date = test::platform_date(noon);

std::string plain(std::string const& id, std::string const& user, std::string const& more = "") {
    return R"({"created_at":")" + date + R"(","id":)" + id + R"(,"text":"在吗","user":)" + user +
           R"(,"status":{"id":"4171730559762147","user":{"id":"1904178193"}})" + more + "}";
}

weibo::Page<weibo::Comment> comments(std::vector<std::string> const& items) {
    auto page = weibo::decode_comments(page_json("comments", items));
    REQUIRE(page);
    return *std::move(page);
}

}  // namespace

TEST_CASE("numbers may be texts", "[weibo]") {
    auto const page = comments({plain(R"("4172222330011540")",
                                      R"({"id":"5590046102","followers_count":"61286","verified_type":"-1"})",
                                      R"(,"rootid":"4171791595990463")")});
    REQUIRE(page.items.size() == 1);
    auto const& comment = page.items.front();
    CHECK(comment.id == WeiboId{4172222330011540});
    CHECK(comment.user.uid == Uid{5590046102});
    CHECK(comment.user.followers == 61286);
    CHECK(comment.user.verified_type == -1);
    CHECK(comment.status == WeiboId{4171730559762147});
    CHECK(comment.status_author == Uid{1904178193});
    CHECK(comment.root == WeiboId{4171791595990463});
}

TEST_CASE("how many like a comment is taken where it is told, and none where it makes no sense", "[weibo]") {
    auto const likes_in = [](std::string const& told) {
        auto const page = comments({plain("4172222330011540", R"({"id":7})", told)});
        REQUIRE(page.items.size() == 1);
        return page.items.front().likes;
    };
    CHECK(likes_in(R"(,"like_count":17)") == 17);
    CHECK(likes_in(R"(,"like_count":"1200")") == 1200);
    CHECK(likes_in("") == 0);
    CHECK(likes_in(R"(,"like_count":-3)") == 0);
    CHECK(likes_in(R"(,"like_count":null)") == 0);
}

TEST_CASE("how many like and pass on a post is taken where it is told", "[weibo]") {
    auto const counted = [](std::string const& told) {
        auto const page = weibo::decode_statuses(
            R"({"statuses":[{"id":4172222330011540,"created_at":"Thu Nov 09 17:13:02 +0800 2017","user":{"id":7})" +
                told + "}]}",
            "statuses");
        REQUIRE(page);
        REQUIRE(page->items.size() == 1);
        return std::pair{page->items.front().likes, page->items.front().reposts};
    };
    CHECK(counted(R"(,"attitudes_count":860,"reposts_count":"37")") == std::pair{860L, 37L});
    CHECK(counted("") == std::pair{0L, 0L});  // as it was in 2011
    CHECK(counted(R"(,"attitudes_count":-1,"reposts_count":"many")") == std::pair{0L, 0L});
}

TEST_CASE("ids keep every digit up to the largest", "[weibo]") {
    auto const id =
        GENERATE(as<std::string>{}, "9007199254740993", "4611686018427387905", "9223372036854775807");
    for (auto const& written : {id, '"' + id + '"'}) {
        auto const page = comments({plain(written, R"({"id":1})")});
        REQUIRE(page.items.size() == 1);
        CHECK(page.items.front().id.text() == id);
        CHECK(page.largest.text() == id);
    }
}

TEST_CASE("an id that became a fraction is taken from its text", "[weibo]") {
    auto const page =
        comments({plain("4.17222233001154e15", R"({"id":1})", R"(,"idstr":"4172222330011540")")});
    REQUIRE(page.items.size() == 1);
    CHECK(page.items.front().id == WeiboId{4172222330011540});
}

TEST_CASE("null, an empty text, an empty list and absence are the same", "[weibo]") {
    auto const nothing = GENERATE(as<std::string>{}, "null", R"("")", "[]", "{}");
    auto const more =
        R"(,"reply_comment":)" + nothing + R"(,"rootid":)" + nothing + R"(,"source":)" + nothing;
    auto const user = R"({"id":7,"followers_count":)" + nothing + R"(,"screen_name":)" + nothing + "}";
    auto const page = comments({plain("4172222330011540", user, more)});
    REQUIRE(page.items.size() == 1);
    auto const& comment = page.items.front();
    CHECK(comment.parent.none());
    CHECK(comment.root.none());
    CHECK(comment.source.empty());
    CHECK(comment.user.followers == -1);
    CHECK(comment.user.name.empty());
}

TEST_CASE("a fan whose counts are kept from the application has unknown ones", "[weibo]") {
    auto const page = comments({plain("4172222330011540", R"({"id":7})")});  // trim_user, weibo-api 10.14
    REQUIRE(page.items.size() == 1);
    CHECK(page.items.front().user == Person{Uid{7}, "", -1, -1});
}

TEST_CASE("what cannot be used is told with its id and the reason, the rest is kept", "[weibo]") {
    struct Row {
        std::string name;
        std::string item;
        std::int64_t id;
        std::string why;
    };
    auto const post = R"(,"status":{"id":5}})";
    auto const row = GENERATE_COPY(values<Row>({
        {"no object", "17", 0, "id"},
        {"null", "null", 0, "id"},
        {"no id", R"({"text":"在吗"})", 0, "id"},
        {"a negative id", R"({"id":-3})", 0, "id"},
        {"an id that is no number", R"({"id":"abc"})", 0, "id"},
        {"no author", R"({"id":3,"created_at":")" + date + R"(","text":"在吗")" + post, 3, "account is gone"},
        {"null author", R"({"id":3,"created_at":")" + date + R"(","user":null)" + post, 3, "account is gone"},
        {"empty list as author", R"({"id":3,"created_at":")" + date + R"(","user":[])" + post, 3,
         "account is gone"},
        {"no date", R"({"id":3,"user":{"id":7})" + std::string{post}, 3, "date"},
        {"broken date", R"({"id":3,"created_at":"gestern","user":{"id":7})" + std::string{post}, 3, "date"},
        {"no post", R"({"id":3,"created_at":")" + date + R"(","user":{"id":7}})", 3, "post"},
    }));
    CAPTURE(row.name);
    auto const good = comment_json({test::id_at(noon)}, status_json({test::id_at(noon - 1h)}));
    auto const page = comments({good, row.item, good});
    CHECK(page.received == 3);
    CHECK(page.items.size() == 2);
    REQUIRE(page.skipped.size() == 1);
    CHECK(page.skipped[0].id == WeiboId{row.id});
    CHECK_THAT(page.skipped[0].why, Catch::Contains(row.why));
}

TEST_CASE("paging goes on below an item that could not be used", "[weibo]") {
    auto const page = comments({comment_json({test::id_at(noon)}, status_json({9})), R"({"id":3})"});
    CHECK(page.smallest == WeiboId{3});
    CHECK(page.largest == WeiboId{test::id_at(noon)});
}

TEST_CASE("tombstones of both forms are passed over", "[weibo]") {
    auto const with_author =
        status_json({test::id_at(noon), "此微博已被原作者删除。", {}, "", R"(,"deleted":"1")"});
    auto const bare = R"({"created_at":")" + date + R"(","id":3899463959387300,"mid":"3899463959387300",)" +
                      R"("idstr":"3899463959387300","text":"抱歉，此微博已被作者删除。","deleted":"1"})";
    auto const page = weibo::decode_statuses(page_json("statuses", {with_author, bare}), "statuses");
    REQUIRE(page);
    CHECK(page->received == 2);
    CHECK(page->items.empty());
    REQUIRE(page->skipped.size() == 2);
    for (auto const& skipped : page->skipped)
        CHECK_THAT(skipped.why, Catch::Contains("tombstone"));
}

TEST_CASE("a comment under a deleted post and a repost of one are kept", "[weibo]") {
    auto const tombstone =
        R"({"created_at":")" + date + R"(","id":3899463959387300,"text":"抱歉","deleted":"1"})";
    auto const under = comments({comment_json({test::id_at(noon)}, tombstone)});
    REQUIRE(under.items.size() == 1);
    CHECK(under.items[0].status == WeiboId{3899463959387300});
    CHECK(under.items[0].status_author.none());
    auto const repost =
        status_json({test::id_at(noon), "可惜了", {}, "", R"(,"retweeted_status":)" + tombstone});
    auto const page = weibo::decode_statuses(page_json("statuses", {repost}), "statuses");
    REQUIRE(page);
    REQUIRE(page->items.size() == 1);
    CHECK(page->items[0].reposted == WeiboId{3899463959387300});
    CHECK(page->items[0].reposted_author.none());
}

TEST_CASE("text is kept as written", "[weibo]") {
    struct Row {
        std::string wire;
        std::string text;
    };
    auto const row = GENERATE(values<Row>({
        {"好看\xF0\x9F\x91\x8D", "好看👍"},        // raw, outside the basic plane
        {R"(\ud83d\udc4d \u597d)", "👍 好"},       // the same as escapes
        {"转发\xE2\x80\x8B", "转发\xE2\x80\x8B"},  // U+200B at the end
        {R"(\"http:\/\/t.cn\/abc123\" & <b>)", "\"http://t.cn/abc123\" & <b>"},
        {R"(一\n二)", "一\n二"},
        {"坏\xFF字", "坏\xEF\xBF\xBD字"},  // no UTF-8: replaced, not refused
    }));
    auto const page = comments({comment_json({test::id_at(noon), row.wire}, status_json({9}))});
    REQUIRE(page.items.size() == 1);
    CHECK(page.items[0].text == row.text);
}
