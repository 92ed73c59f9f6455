#include "care/finding.hpp"

#include "care/words.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::care;

TEST_CASE("a finding is told in words that people use", "[care][A10]") {
    auto finding = found(Trouble::concentration, Level::yellow, "小王", "");
    finding.evidence = {{"held", 12}, {"share", 0.6}, {"times", 3}};
    CHECK(in_chinese(finding) == "小王手里有 12 件，占 60%，是中位数的 3 倍");
    CHECK(in_english(finding) == "小王 holds 12 open items, 60% of all, 3 times the median");
    CHECK(finding.rule == "A10");
    CHECK(finding.key == "A10/concentration/小王");
}

TEST_CASE("what has no number is not told", "[care][A10]") {
    auto finding = found(Trouble::concentration, Level::yellow, "小王", "");
    finding.evidence = {{"held", 12}, {"share", 1}};
    CHECK(in_chinese(finding) == "小王手里有 12 件，占 100%");
    CHECK(in_english(finding) == "小王 holds 12 open items, 100% of all");
}

TEST_CASE("one trouble of one day is one incident", "[care]") {
    auto const first = found(Trouble::budget_near, Level::yellow, "li", "2026-11-26");
    CHECK(first.key == found(Trouble::budget_near, Level::yellow, "li", "2026-11-26").key);
    CHECK(first.key != found(Trouble::budget_near, Level::yellow, "li", "2026-11-27").key);
    CHECK(first.key != found(Trouble::day_cap, Level::yellow, "li", "2026-11-26").key);
}

TEST_CASE("numbers and times are said as people say them", "[care]") {
    CHECK(in_digits(12) == "12");
    CHECK(in_digits(2.5) == "2.5");
    CHECK(in_digits(2.96) == "3");
    CHECK(in_percent(0.896) == "90%");
    CHECK(in_words(Span{100min}, Language::english) == "1 h 40 min");
    CHECK(in_words(Span{100min}, Language::chinese) == "1小时40分");
    CHECK(in_words(Span{50h}, Language::english) == "2 d 2 h");
    CHECK(in_words(Span{-5s}, Language::english) == "0 s");
}
