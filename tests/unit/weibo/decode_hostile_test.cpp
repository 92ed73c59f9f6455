// Bodies that were cut, bent or made up: the decoders answer with a page or with words, never with a crash.
#include "platform_json.hpp"
#include "support/printing.hpp"
#include "weibo/decode.hpp"
#include "weibo/errors.hpp"

#include "core/text.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace rw;
using test::comment_json;
using test::page_json;
using test::status_json;
using test::Wire;

namespace {

auto const noon = *from_rfc3339("2017-11-09T12:00:00+08:00");

std::string whole_page() {
    auto const post = status_json({test::id_at(noon - 1h)});
    Wire answer{test::id_at(noon, 2), R"(回复@云朵小鱼:\u597d\ud83d\udc4d)"};
    answer.extra = R"(,"reply_comment":)" + comment_json({test::id_at(noon, 1)}, "");
    return page_json("comments", {comment_json(answer, post), comment_json({test::id_at(noon, 1)}, post)},
                     77);
}

/// Reads `body` with everything that takes bodies.
void read_with_all(std::string const& body) {
    auto const comments = weibo::decode_comments(body);
    if (comments) {
        for (auto const& comment : comments->items)
            REQUIRE(is_utf8(comment.text + comment.source + comment.user.name));
        REQUIRE(comments->items.size() + comments->skipped.size() == comments->received);
    } else {
        REQUIRE(comments.error().kind == Fault::bad_input);
    }
    REQUIRE_NOTHROW(weibo::decode_statuses(body, "statuses"));
    REQUIRE_NOTHROW(weibo::decode_unread_counts(body));
    REQUIRE_NOTHROW(weibo::decode_rate_limits(body));
    net::Response const response{200, {}, body};
    auto const trouble = weibo::trouble_in(response, "read");
    if (trouble) REQUIRE(is_utf8(trouble->failure.doing));
    REQUIRE(is_utf8(weibo::unreadable(response, "read", "no list").failure.doing));
}

std::string nested(int levels) {
    auto const deep = static_cast<std::size_t>(levels - 1);  // the envelope is one
    return R"({"comments":[],"x":)" + std::string(deep, '[') + std::string(deep, ']') + "}";
}

}  // namespace

TEST_CASE("a body that was cut short anywhere is refused", "[weibo]") {
    auto const body = whole_page();
    REQUIRE(weibo::decode_comments(body));
    for (std::size_t size = 0; size < body.size(); ++size) {
        auto const page = weibo::decode_comments(body.substr(0, size));
        if (page) FAIL("accepted after " << size << " bytes");
    }
}

TEST_CASE("bytes changed at random never do harm", "[weibo]") {
    auto const body = whole_page();
    std::mt19937_64 dice{20261124};
    auto const roll = [&](std::size_t below) {
        return std::uniform_int_distribution<std::size_t>{0, below - 1}(dice);
    };
    constexpr std::string_view favourites{"\"{}[]:,\\0-e.\xFF\0u", 15};
    for (int round = 0; round < 3000; ++round) {
        auto bent = body;
        for (auto changes = 1 + roll(4); changes > 0; --changes) {
            auto const at = roll(bent.size());
            if (roll(4) == 0) {
                bent.erase(at, 1 + roll(40));
            } else {
                bent[at] = roll(2) == 0 ? favourites[roll(favourites.size())] : static_cast<char>(roll(256));
            }
        }
        read_with_all(bent);
    }
}

TEST_CASE("answers of the wrong shape are refused with words", "[weibo]") {
    auto const body =
        GENERATE(as<std::string>{}, "", " ", "null", "true", "17", R"("auth error")", "auth error", "{}",
                 "[]", "[1]", R"({"comments":[{},{}]})", R"({"comments":{}})", R"({"comments":"x"})",
                 R"({"statuses":[]})", "<html><body>that page doesn't exist!</body></html>",
                 R"({"comments":[]} trailing)", R"({"comments":[],})", "\xEF\xBB\xBF");
    CAPTURE(body);
    auto const page = weibo::decode_comments(body);
    REQUIRE_FALSE(page);
    CHECK(page.error().kind == Fault::bad_input);
    CHECK_FALSE(page.error().doing.empty());
    read_with_all(body);
}

TEST_CASE("counters and limits are not made up from an answer without them", "[weibo]") {
    auto const body = GENERATE(as<std::string>{}, "{}", "[]", R"({"result":true})", R"({"cmt":"many"})",
                               R"({"user_limit":null})");
    CHECK_FALSE(weibo::decode_unread_counts(body));
    CHECK_FALSE(weibo::decode_rate_limits(body));
}

TEST_CASE("nesting is read down to the limit and refused below it", "[weibo]") {
    CHECK(weibo::decode_comments(nested(weibo::deepest)));
    auto const deeper = weibo::decode_comments(nested(weibo::deepest + 1));
    REQUIRE_FALSE(deeper);
    CHECK_THAT(deeper.error().doing, Catch::Contains("deep"));
    for (auto const* const bracket : {"[", R"({"a":)"}) {
        std::string body;
        for (int i = 0; i < 200'000; ++i)
            body += bracket;
        CHECK_FALSE(weibo::decode_comments(body));
    }
}

TEST_CASE("a body over the limit is refused unread", "[weibo]") {
    auto body = page_json("comments", {});
    body.append(weibo::longest_body, ' ');
    auto const page = weibo::decode_comments(std::move(body));
    REQUIRE_FALSE(page);
    CHECK_THAT(page.error().doing, Catch::Contains("16 MiB"));
}
