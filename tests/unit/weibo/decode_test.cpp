#include "weibo/decode.hpp"
#include "platform_json.hpp"
#include "support/printing.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using test::comment_json;
using test::page_json;
using test::status_json;
using test::Wire;

namespace {

auto const noon = *from_rfc3339("2017-11-09T12:00:00+08:00");
auto const comment_id = test::id_at(noon, 11);
auto const post_id = test::id_at(noon - 24h, 5);

Wire brand_post() {
    Wire post{post_id, "新品上架啦"};
    post.author = {1904178193, "云织家居", 61286, 2};
    return post;
}

weibo::Comment only_comment(std::string const& item) {
    auto const page = weibo::decode_comments(page_json("comments", {item}));
    REQUIRE(page);
    REQUIRE(page->items.size() == 1);
    return page->items.front();
}

}  // namespace

TEST_CASE("a comment is told by whom, when and under which post it was written", "[weibo]") {
    auto const comment = only_comment(comment_json({comment_id}, status_json(brand_post())));
    CHECK(comment.id == WeiboId{comment_id});
    CHECK(comment.created_at == noon);
    CHECK(comment.text == "请问什么时候发货？");
    CHECK(comment.source == "手机客户端");
    CHECK(comment.user == Person{Uid{5590046102}, "云朵小鱼", 321, -1});
    CHECK(comment.status == WeiboId{post_id});
    CHECK(comment.status_author == Uid{1904178193});
    CHECK(comment.root == WeiboId{comment_id});
    CHECK(comment.parent.none());
    CHECK(comment.parent_author.none());
}

TEST_CASE("an answer names the comment it answers and that comment's author", "[weibo]") {
    auto const asked = test::id_at(noon - 1h, 3);
    Wire answer{comment_id, "回复@云朵小鱼:您好，请私信订单号[微笑]"};
    answer.author = {1904178193, "云织家居", 61286, 2};
    answer.extra = R"(,"reply_comment":)" + comment_json({asked}, "") +
                   R"(,"reply_original_text":"您好，请私信订单号[微笑]")";
    auto const comment = only_comment(comment_json(answer, status_json(brand_post())));
    CHECK(comment.parent == WeiboId{asked});
    CHECK(comment.parent_author == Uid{5590046102});
    CHECK(comment.text == answer.text);
    CHECK(comment.user.verified_type == 2);
}

TEST_CASE("a repost names the post it reposts", "[weibo]") {
    Wire repost{comment_id, "转发微博"};
    repost.extra = R"(,"retweeted_status":)" + status_json(brand_post());
    for (auto const* const key : {"statuses", "reposts"}) {
        auto const page = weibo::decode_statuses(page_json(key, {status_json(repost)}), key);
        REQUIRE(page);
        REQUIRE(page->items.size() == 1);
        CHECK(page->items[0].id == WeiboId{comment_id});
        CHECK(page->items[0].reposted == WeiboId{post_id});
        CHECK(page->items[0].reposted_author == Uid{1904178193});
        CHECK_FALSE(page->items[0].deleted);
    }
}

TEST_CASE("an envelope tells where the list goes on, and counts what it held", "[weibo]") {
    auto const older = test::id_at(noon - 1min);
    auto const post = status_json(brand_post());
    auto const page = weibo::decode_comments(
        page_json("comments", {comment_json({comment_id}, post), comment_json({older}, post)}, 4711));
    REQUIRE(page);
    CHECK(page->received == 2);
    CHECK(page->largest == WeiboId{comment_id});
    CHECK(page->smallest == WeiboId{older});
    CHECK(page->next_cursor == 4711);
    CHECK(page->total_number == 9);
    CHECK(page->skipped.empty());
}

TEST_CASE("an empty list is a page without items", "[weibo]") {
    auto const body = GENERATE(as<std::string>{}, page_json("comments", {}), R"({"comments":[]})");
    auto const page = weibo::decode_comments(body);
    REQUIRE(page);
    CHECK(page->received == 0);
    CHECK(page->smallest.none());
    CHECK(page->largest.none());
    CHECK(page->next_cursor == 0);
}

TEST_CASE("dates are read in every month and refused when they are none", "[weibo]") {
    struct Row {
        std::string_view text;
        std::string_view utc;  // empty: no date
    };
    auto const row = GENERATE(values<Row>({
        {"Tue May 31 17:46:55 +0800 2011", "2011-05-31T09:46:55Z"},
        {"Thu Nov 09 17:13:02 +0800 2017", "2017-11-09T09:13:02Z"},
        {"Wed Jan 01 00:00:00 +0800 2025", "2024-12-31T16:00:00Z"},
        {"Thu Feb 29 23:59:59 +0800 2024", "2024-02-29T15:59:59Z"},
        {"Thu Nov  9 17:13:02 +0800 2017", "2017-11-09T09:13:02Z"},
        {"Thu Nov 09 17:13:02 -0330 2017", "2017-11-09T20:43:02Z"},
        {"Thu Nov 09 17:13:02 +0000 2017", "2017-11-09T17:13:02Z"},
        {"", ""},
        {"2012-02-29 18:00:00", ""},
        {"Wed Feb 29 10:00:00 +0800 2023", ""},
        {"Thu Nov 31 17:13:02 +0800 2017", ""},
        {"Thu Nov 09 24:13:02 +0800 2017", ""},
        {"Thu Nov 09 17:60:02 +0800 2017", ""},
        {"Thu Nov 09 17:13:02 +0800 17", ""},
        {"Thu Nov 09 17:13:02 +0800 20170", ""},
        {"Thu Nox 09 17:13:02 +0800 2017", ""},
        {"Thu Nov 09T17:13:02 +0800 2017", ""},
        {"Thu Nov 09 17:13:02 CST8 2017 ", ""},
    }));
    CAPTURE(row.text);
    auto const date = weibo::decode_date(row.text);
    if (row.utc.empty()) {
        CHECK_FALSE(date);
    } else {
        REQUIRE(date);
        CHECK(*date == *from_rfc3339(row.utc));
    }
}

TEST_CASE("a client's name is what remains without the tags", "[weibo]") {
    struct Row {
        std::string_view html;
        std::string_view plain;
    };
    auto const row = GENERATE(values<Row>({
        {R"(<a href="http://app.weibo.com/t/feed/abcdef" rel="nofollow">专业版微博</a>)", "专业版微博"},
        {"未通过审核应用", "未通过审核应用"},
        {"", ""},
        {"<a>", ""},
        {"手机<b", "手机"},
        {"a>b", "a>b"},
        {"<<a>甲</a>>", "甲>"},
    }));
    CHECK(weibo::strip_tags(row.html) == row.plain);
}

TEST_CASE("unread counters are read with what is absent as nothing", "[weibo]") {
    auto const counts = weibo::decode_unread_counts(
        R"({"status":2,"follower":1,"cmt":3,"dm":1,"mention_status":"4","mention_cmt":5,"group":0,"badge":0})");
    REQUIRE(counts);
    CHECK(*counts == weibo::UnreadCounts{3, 4, 5});
    auto const few = weibo::decode_unread_counts(R"({"cmt":3})");
    REQUIRE(few);
    CHECK(*few == weibo::UnreadCounts{3, 0, 0});
}

TEST_CASE("limits are told for the user, the address, and the unit of time", "[weibo]") {
    std::string const form =
        R"({"api_rate_limits":[{"api":"/statuses/update","limit":30,"limit_time_unit":"DAYS","remaining_hits":10}],)"
        R"("ip_limit":1000,"limit_time_unit":"$UNIT","remaining_ip_hits":999,"remaining_user_hits":149,)"
        R"("reset_time":"2026-10-12 18:00:00","reset_time_in_seconds":2295,"user_limit":150})";
    auto const hourly = weibo::decode_rate_limits(test::fill(form, {{"$UNIT", "HOURS"}}));
    REQUIRE(hourly);
    CHECK(hourly->user_limit == 150);
    CHECK(hourly->user_left == 149);
    CHECK(hourly->ip_limit == 1000);
    CHECK(hourly->ip_left == 999);
    CHECK_FALSE(hourly->by_day);
    CHECK(hourly->resets_in == 2295s);
    CHECK(weibo::decode_rate_limits(test::fill(form, {{"$UNIT", "DAYS"}}))->by_day);
}
