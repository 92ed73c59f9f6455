// Bodies that the platform really sent, where they are at hand: below RW_SHARED, or beside the source.
#include "core/text.hpp"
#include "support/printing.hpp"
#include "weibo/decode.hpp"
#include "weibo/errors.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace rw;
namespace fs = std::filesystem;

namespace {

fs::path fixtures() {
    if (auto const* const shared = std::getenv("RW_SHARED")) return fs::path{shared} / "weibo" / "fixtures";
    auto const* const source = std::getenv("RW_SOURCE_DIR");
    return source ? fs::path{source} / ".." / "shared" / "weibo" / "fixtures" : fs::path{};
}

/// Nothing where the file is not at hand. A list without its envelope gets one, under `key`.
std::optional<std::string> fixture(std::string const& name, std::string const& key = "") {
    std::ifstream file{fixtures() / name, std::ios::binary};
    if (!file) return std::nullopt;
    std::ostringstream text;
    text << file.rdbuf();
    auto const bare = !key.empty() && trim(text.view()).starts_with('[');
    return bare ? R"({")" + key + R"(":)" + text.str() + "}" : text.str();
}

}  // namespace

TEST_CASE("captured lists of comments are read whole", "[weibo][fixtures]") {
    auto const name = GENERATE(as<std::string>{}, "weiboclient4j/comment_list.json",
                               "spring-social-weibo/cursoredComments.json",
                               "spring-social-weibo/comments.json", "doc-shaped/empty_comments_show.json");
    auto const body = fixture(name, "comments");
    if (!body) return;
    CAPTURE(name);
    auto const page = weibo::decode_comments(*body);
    REQUIRE(page);
    CHECK(page->items.size() == page->received);
    for (auto const& skipped : page->skipped)
        FAIL_CHECK(skipped.id.text() << ": " << skipped.why);
    for (auto const& comment : page->items) {
        CHECK_FALSE(comment.text.empty());
        CHECK_FALSE(comment.user.uid.none());
        CHECK_FALSE(comment.user.name.empty());
        CHECK_FALSE(comment.status.none());
        CHECK(comment.source.find('<') == std::string::npos);
        CHECK(comment.parent.none() == comment.parent_author.none());
    }
}

TEST_CASE("captured lists of posts are read, tombstones apart", "[weibo][fixtures]") {
    struct Row {
        std::string name;
        std::string key;
    };
    auto const row = GENERATE(values<Row>({{"weiboclient4j/timeline.json", "statuses"},
                                           {"weiboclient4j/statuses.json", "statuses"},
                                           {"weiboclient4j/statuses_including_deleted.json", "statuses"},
                                           {"weiboclient4j/empty_repost_timeline.json", "reposts"},
                                           {"spring-social-weibo/timeline.json", "statuses"},
                                           {"spring-social-weibo/repostTimeline.json", "reposts"}}));
    auto const body = fixture(row.name, row.key);
    if (!body) return;
    CAPTURE(row.name);
    auto const page = weibo::decode_statuses(*body, row.key);
    REQUIRE(page);
    CHECK(page->items.size() + page->skipped.size() == page->received);
    for (auto const& skipped : page->skipped) {
        CHECK_FALSE(skipped.id.none());
        CHECK_THAT(skipped.why, Catch::Contains("tombstone"));
    }
    for (auto const& status : page->items)
        CHECK_FALSE(status.user.uid.none());
}

TEST_CASE("captured errors have the code that their file is named for", "[weibo][fixtures]") {
    if (!fs::is_directory(fixtures() / "errors")) return;
    for (auto const& entry : fs::directory_iterator{fixtures() / "errors"}) {
        auto const name = entry.path().filename().string();
        if (name.starts_with('_')) continue;
        CAPTURE(name);
        auto const trouble = weibo::trouble_in({200, {}, *fixture("errors/" + name)}, "ask");
        REQUIRE(trouble);
        CHECK(name.starts_with(std::to_string(trouble->code) + "_"));
    }
}

TEST_CASE("captured counters and limits are read", "[weibo][fixtures]") {
    if (auto const counts = fixture("doc-shaped/unread_count.json"))
        CHECK(weibo::decode_unread_counts(*counts));
    auto const body = fixture("spring-social-weibo/rateLimitStatus.json");
    if (!body) return;
    auto const limits = weibo::decode_rate_limits(*body);
    REQUIRE(limits);
    CHECK(limits->user_limit == 150);
    CHECK(limits->user_left == 149);
    CHECK(limits->resets_in == 2295s);
}
