#include "care/concentration.hpp"

#include "unit/care/made_history.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::care;

namespace {

TimePoint const nine = beijing("2026-11-26T09:00");
ConcentrationPolicy const usual;

/// So many open items in each hand.
History holding(std::vector<std::pair<std::string, int>> const& hands) {
    History history;
    std::int64_t fan = 1;
    for (auto const& [name, items] : hands) {
        for (int i = 0; i < items; ++i) {
            history.waits.push_back(open_wait(fan++, nine));
            history.waits.back().holder = name;
        }
    }
    return history;
}

std::vector<Finding> judged(History const& history, std::vector<std::string> const& team = {}) {
    return concentration_findings(concentration(history, team, usual), usual);
}

}  // namespace

TEST_CASE("60/20/20 is too much in one hand, 40/30/30 is not", "[care][A10]") {
    auto const findings = judged(holding({{"小王", 12}, {"li", 4}, {"zhao", 4}}));
    REQUIRE(findings.size() == 1);
    CHECK(well_told(findings));
    CHECK(in_chinese(findings[0]) == "小王手里有 12 件，占 60%，是中位数的 3 倍");
    CHECK(findings[0].sample == 20);
    CHECK(judged(holding({{"小王", 8}, {"li", 6}, {"zhao", 6}})).empty());
    CHECK(judged(holding({{"小王", 40}, {"li", 30}, {"zhao", 30}})).empty());
    CHECK(judged(holding({{"小王", 60}, {"li", 20}, {"zhao", 20}})).size() == 1);
}

TEST_CASE("two people and three items say nothing", "[care][A10]") {
    CHECK(judged(holding({{"小王", 3}, {"li", 0}}), {"小王", "li"}).empty());
    CHECK(judged(holding({{"小王", 2}, {"li", 1}})).empty());
    CHECK(judged(holding({{"小王", 3}, {"li", 1}, {"zhao", 1}})).empty());  // three people, five items
}

TEST_CASE("people with empty hands belong to the team", "[care][A10]") {
    auto const history = holding({{"小王", 12}, {"li", 8}});
    CHECK(judged(history).empty());
    CHECK(judged(history, {"zhao", "qian", "sun"}).size() == 1);
    CHECK(concentration(history, {"zhao"}, usual).gini == Approx(0.4).margin(0.01));
}

TEST_CASE("regulars that only one person ever answered are named", "[care][A10]") {
    History history;
    for (int fan = 1; fan <= 30; ++fan) {
        for (int i = 0; i < 3; ++i) {
            bool const shared = fan > 24 && i == 2;
            history.answers.push_back(answer_to(fan, shared ? "li" : "小王", nine + fan * 1min + i * 1h));
        }
    }
    history.answers.push_back(answer_to(99, "zhao", nine));
    auto const findings = judged(history);
    REQUIRE(findings.size() == 1);
    CHECK(well_told(findings));
    CHECK(findings[0].trouble == Trouble::sole_hand);
    CHECK(in_chinese(findings[0]) == "有 24 位常来的粉丝只有小王回过，占 80%");
    CHECK(known_to_one(history.answers, usual).size() == 24);
    history.answers.push_back(answer_to(1, "", nine + 9h));  // somebody unknown answered: it may be another
    CHECK(known_to_one(history.answers, usual).size() == 23);
}
