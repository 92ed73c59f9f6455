#include "core/language.hpp"

#include <catch2/catch.hpp>

using namespace rw;

TEST_CASE("a phrase is said in the language that is asked for", "[core][language]") {
    constexpr Phrase late{"超时", "late"};
    CHECK(late.in(Language::chinese) == "超时");
    CHECK(late.in(Language::english) == "late");
}

TEST_CASE("slots are filled once, and braces that name none stay", "[core][language]") {
    CHECK(filled("@{who} waited {span}", {{"who", "小鱼"}, {"span", "2 h"}}) == "@小鱼 waited 2 h");
    CHECK(filled("“{quote}” {n}", {{"quote", "亲爱的{n}您好"}, {"n", "3"}}) == "“亲爱的{n}您好” 3");
    CHECK(filled("{who} {nobody} {", {{"who", "a"}}) == "a {nobody} {");
    CHECK(filled("{open {who}", {{"who", "a"}}) == "{open a");
    CHECK(filled("", {}).empty());
}

TEST_CASE("words follow their number", "[core][language]") {
    constexpr std::string_view phrase = "{n} {n:fan|fans} {n:waits|wait}";
    CHECK(filled(phrase, {{"n", "1"}}) == "1 fan waits");
    CHECK(filled(phrase, {{"n", "0"}}) == "0 fans wait");
    CHECK(filled(phrase, {{"n", "21"}}) == "21 fans wait");
    CHECK(filled("{n:only}", {{"n", "2"}}).empty());
}

TEST_CASE("numbers as each language writes them", "[core][language]") {
    CHECK(in_times(1, Language::english) == "once");
    CHECK(in_times(2, Language::english) == "twice");
    CHECK(in_times(3, Language::english) == "3 times");
    CHECK(in_times(3, Language::chinese) == "3");
    CHECK(in_figures(999, Language::english) == "999");
    CHECK(in_figures(1000, Language::english) == "1,000");
    CHECK(in_figures(1'904'178'193, Language::english) == "1,904,178,193");
    CHECK(in_figures(-123'456, Language::english) == "-123,456");
    CHECK(in_figures(1'904'178, Language::chinese) == "1904178");
}
