#include "app/reading_list.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rw;
using namespace rw::app;

namespace {

Uid const brand{1904178193};
Uid const fan{5100000001};

Occasion usual() {
    Occasion occasion;
    occasion.uid = brand;
    occasion.lists = {weibo::List::mentions, weibo::List::comments_to_me, weibo::List::comment_mentions,
                      weibo::List::reposts, weibo::List::by_me};
    return occasion;
}

std::vector<std::string> names(Occasion const& occasion) {
    std::vector<std::string> all;
    for (auto const& errand : errands(occasion))
        all.push_back(errand.name);
    return all;
}

bool has(std::vector<std::string> const& all, std::string const& name) {
    return std::ranges::find(all, name) != all.end();
}

Errand errand(Occasion const& occasion, std::string const& name) {
    auto const all = errands(occasion);
    auto const found = std::ranges::find(all, name, &Errand::name);
    REQUIRE(found != all.end());
    return *found;
}

}  // namespace

TEST_CASE("the lists are read, and which posts there are", "[app]") {
    CHECK(names(usual()) ==
          std::vector<std::string>{"mentions", "comments_to_me", "comment_mentions", "by_me", "posts"});
    CHECK(errand(usual(), "mentions").source.counted);
    CHECK_FALSE(errand(usual(), "by_me").source.counted);
    CHECK(errand(usual(), "by_me").source.answers);  // of what is due, before the questions
}

TEST_CASE("the brand's newest posts are followed, with reposts only where they are wanted", "[app]") {
    auto occasion = usual();
    for (int i = 1; i <= 9; ++i)
        occasion.posts.emplace_back(i);
    auto const all = names(occasion);
    CHECK(has(all, "thread/1"));
    CHECK(has(all, "reposts/5"));
    CHECK_FALSE(has(all, "thread/6"));
    std::erase(occasion.lists, weibo::List::reposts);
    CHECK_FALSE(has(names(occasion), "reposts/1"));
}

TEST_CASE("of fans who wait under posts of their own the gravest twenty are followed", "[app]") {
    auto occasion = usual();
    for (int i = 0; i < 30; ++i)
        occasion.waiting.push_back({WeiboId{100 + i}, fan, i == 0 ? care::Level::red : care::Level::yellow});
    occasion.waiting.push_back(
        {WeiboId{7}, brand, care::Level::red});  // under the brand's own: its list tells
    auto const all = names(occasion);
    CHECK(has(all, "thread/100"));
    CHECK(has(all, "thread/119"));
    CHECK_FALSE(has(all, "thread/120"));
    CHECK_FALSE(has(all, "thread/7"));
    CHECK(errand(occasion, "thread/100").source.weight > errand(occasion, "thread/101").source.weight);
    CHECK(errand(occasion, "mentions").source.weight > 1);  // risk makes every next word matter more
}

TEST_CASE("while a red incident is open every next word matters more, whoever waits", "[app]") {
    auto occasion = usual();
    auto const calm = errand(occasion, "mentions").source.weight;
    occasion.red_is_open = true;
    CHECK(errand(occasion, "mentions").source.weight == 6 * calm);
}

TEST_CASE("before a deadline passes it is worth a call to see whether somebody has answered", "[app]") {
    auto occasion = usual();
    occasion.waiting.push_back({WeiboId{100}, fan, care::Level::none, false});
    auto const calm = errand(occasion, "by_me").source.weight;
    occasion.waiting.front().due_soon = true;
    CHECK(errand(occasion, "by_me").source.weight > calm * 5);
    for (int i = 0; i < 100; ++i)
        occasion.waiting.push_back({WeiboId{200 + i}, fan, care::Level::none, true});
    CHECK(errand(occasion, "by_me").source.weight < calm * 30);  // but not for ever more
    CHECK(errand(occasion, "mentions").source.weight == errand(usual(), "mentions").source.weight);
}

TEST_CASE("answers are looked for within 15, deletions within 25 of the shortest pauses",
          "[app][contract 6]") {
    auto occasion = usual();
    occasion.waiting.push_back({WeiboId{100}, fan, care::Level::none});
    occasion.to_recheck = 1;
    CHECK(errand(occasion, "thread/100").source.floor * 2 < occasion.min_interval * 15);
    CHECK(errand(occasion, "recheck").source.floor * 3 < occasion.min_interval * 25);  // missed twice
    CHECK(errand(occasion, "mentions").source.floor == occasion.min_interval);
}

TEST_CASE("how far grave posts of fans go is asked, the gravest first, a hundred at once", "[app][B12]") {
    using care::Level;
    auto occasion = usual();
    occasion.waiting.push_back({WeiboId{1}, fan, Level::red});               // a comment
    occasion.waiting.push_back({WeiboId{2}, fan, Level::yellow, {}, true});  // no grievance
    CHECK_FALSE(has(names(occasion), "spread"));
    for (int i = 0; i < 150; ++i)
        occasion.waiting.push_back({WeiboId{100 + i}, fan, Level::orange, {}, true});
    CHECK(errand(occasion, "spread").use.endpoint == "post_counts");
    auto const posts = may_spread(occasion.waiting);
    REQUIRE(posts.size() == weibo::most_counted);
    CHECK(posts.front() == WeiboId{100});
    CHECK(posts.back() == WeiboId{199});
}

TEST_CASE("each thing once, whoever wants it", "[app]") {
    auto occasion = usual();
    occasion.posts = {WeiboId{1}};
    occasion.asked_for = {WeiboId{1}, WeiboId{100}};
    occasion.waiting.push_back({WeiboId{100}, fan, care::Level::none});
    occasion.waiting.push_back({WeiboId{100}, fan, care::Level::none});
    occasion.staff_tokens = {Uid{5}, Uid{5}};
    auto all = names(occasion);
    CHECK(has(all, "by_me/5"));
    std::ranges::sort(all);
    CHECK(std::ranges::adjacent_find(all) == all.end());
}
