#include "tone/lexicon.hpp"
#include "tone/matcher.hpp"
#include "tone/normalise.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rw;

namespace {

bool finds(tone::Rule const& rule, std::string_view text) {
    static tone::Matcher const matcher{tone::lexicon()};
    auto const matches = matcher.find(tone::normalise(text).text);
    return std::ranges::any_of(matches, [&](tone::Match const& match) { return match.rule == &rule; });
}

}  // namespace

TEST_CASE("every rule finds its example and leaves the other alone", "[tone]") {
    for (auto const& rule : tone::lexicon()) {
        CAPTURE(rule.number, rule.fires_on, rule.silent_on);
        CHECK(finds(rule, rule.fires_on));
        CHECK_FALSE(finds(rule, rule.silent_on));
    }
}

TEST_CASE("a rule is found by its number, and an unknown number is none", "[tone]") {
    for (auto const& rule : tone::lexicon())
        CHECK(tone::find_rule(rule.number) == &rule);
    CHECK(tone::find_rule(1) == nullptr);
    CHECK(tone::find_rule(65535) == nullptr);
}

TEST_CASE("normalising leaves out what is not the fan's own, and knows the way back", "[tone]") {
    struct Row {
        std::string_view text;
        std::string_view normal;
    };
    static constexpr Row rows[] = {
        {"ＡＢＣ１２３？", "abc123?"},
        {"退\u200B款", "退款"},
        {"回复@小编:在吗", "在吗"},
        {"回复@小编：在吗", "在吗"},
        {"回复没有冒号", "回复没有冒号"},
        {"看这里 http://t.cn/A6abc 好吗", "看这里   好吗"},
        {"@云织家居 在吗", "  在吗"},
        {"我的话//@别人:别人的话", "我的话"},
        {"", ""},
    };
    for (auto const& row : rows) {
        CAPTURE(row.text);
        auto const normal = tone::normalise(row.text);
        CHECK(normal.text == row.normal);
        CHECK(normal.origin.size() == normal.text.size() + 1);
    }
}
