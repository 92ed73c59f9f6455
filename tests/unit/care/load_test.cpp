#include "care/load.hpp"

#include "unit/care/made_history.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace rw;
using namespace rw::care;

namespace {

TimePoint const nine = beijing("2026-11-26T09:00");
LoadPolicy const usual;
LocalTime const local;

/// A reply `at`, claimed `before` it.
Answer claimed(std::int64_t fan, std::string name, TimePoint at, Span before) {
    auto answer = answer_to(fan, std::move(name), at);
    answer.claimed_at = at - before;
    return answer;
}

int count(std::vector<Finding> const& findings, Trouble trouble) {
    return static_cast<int>(std::ranges::count(findings, trouble, &Finding::trouble));
}

}  // namespace

TEST_CASE("from claim to reply counts, fifteen minutes an item at most", "[care][domain 6.4]") {
    std::vector const answers{claimed(1, "li", nine + 1h, 4min), claimed(2, "li", nine + 3h, 50min)};
    CHECK(efforts(answers, usual) == std::vector<Span>{4min, 15min});
}

TEST_CASE("three items claimed at once do not count the same minutes thrice", "[care][domain 6.4]") {
    std::vector const answers{claimed(1, "li", nine + 2min, 2min), claimed(2, "li", nine + 4min, 4min),
                              claimed(3, "li", nine + 6min, 6min)};
    CHECK(efforts(answers, usual) == std::vector<Span>{2min, 2min, 2min});
}

TEST_CASE("without claims the gap counts, five minutes at most, and reading and typing",
          "[care][domain 6.4]") {
    auto first = answer_to(1, "li", nine);
    first.letters = 60;        // a minute to type
    first.letters_read = 300;  // a minute to read
    auto second = first;
    second.at = nine + 3min;
    auto third = first;
    third.at = nine + 2h;
    std::vector const answers{third, first, second};  // in any order
    CHECK(efforts(answers, usual) == std::vector<Span>{7min, 2min, 3min});
}

TEST_CASE("nobody's minutes are not somebody's", "[care][K8]") {
    auto unknown = answer_to(1, "", nine);
    unknown.letters = 60;
    unknown.letters_read = 0;
    std::vector const answers{unknown, answer_to(2, "li", nine + 1min), unknown};
    CHECK(efforts(answers, usual)[0] == 1min);
    auto const findings = load_findings(std::vector<Answer>(500, unknown), nine + 1h, local, usual);
    CHECK(findings.empty());
}

TEST_CASE("a day of 200 minutes gives one warning at 144", "[care][A9]") {
    std::vector<Answer> answers;
    std::set<std::string> warned;
    int first_at = 0;
    for (int i = 1; i <= 50; ++i) {
        answers.push_back(claimed(i, "li", nine + i * 10min, 4min));
        for (auto const& finding : load_findings(answers, answers.back().at, local, usual)) {
            if (finding.trouble != Trouble::budget_near) continue;
            if (warned.empty()) first_at = i * 4;
            warned.insert(finding.key);
        }
    }
    CHECK(warned == std::set<std::string>{"A9/budget_near/li/2026-11-26"});
    CHECK(first_at == 144);
    CHECK(well_told(load_findings(answers, answers.back().at, local, usual)));
}

TEST_CASE("the cap holds for one and for all", "[care][A15]") {
    auto policy = usual;
    policy.team_cap = 300min;
    std::vector<Answer> answers;
    for (int i = 1; i <= 20; ++i) {
        answers.push_back(claimed(i, "li", nine + i * 20min, 9min));
        answers.push_back(claimed(i + 100, "wang", nine + i * 20min, 6min));
    }
    auto const findings = load_findings(answers, nine + 9h, local, policy);
    CHECK(count(findings, Trouble::day_cap) == 1);  // li: 180 minutes; wang: 120
    CHECK(count(findings, Trouble::team_cap) == 1);
    CHECK(well_told(findings));
    CHECK(count(load_findings(answers, nine + 9h, local, usual), Trouble::team_cap) == 0);
    CHECK(load_findings(answers, nine + 30h, local, policy).empty());  // the next day begins at nothing
}

TEST_CASE("too much chitchat is said once a day, not once a reply", "[care][A2]") {
    std::vector<Answer> answers;
    std::set<std::string> keys;
    for (int i = 1; i <= 40; ++i) {
        answers.push_back(
            answer_to(i, "li", nine + i * 6min, i % 2 == 0 ? Class::chitchat : Class::question));
        for (auto const& finding : load_findings(answers, answers.back().at, local, usual)) {
            if (finding.trouble == Trouble::chitchat_share) keys.insert(finding.key);
        }
        if (i < 10) CHECK(keys.empty());  // few replies say nothing
    }
    CHECK(keys.size() == 1);
    CHECK(well_told(load_findings(answers, answers.back().at, local, usual)));
}

TEST_CASE("three of ten is within the limit of 30 %, four are not", "[care][A2]") {
    for (int const chatty : {3, 4}) {
        std::vector<Answer> answers;
        for (int i = 0; i < 10; ++i)
            answers.push_back(
                answer_to(i + 1, "li", nine + i * 6min, i < chatty ? Class::chitchat : Class::howto));
        CHECK(count(load_findings(answers, nine + 2h, local, usual), Trouble::chitchat_share) == chatty - 3);
    }
}

TEST_CASE("one fan may have ten minutes, a diamond thirty", "[care][A11][A14]") {
    std::vector<Answer> answers{claimed(1, "li", nine + 1h, 8min), claimed(1, "li", nine + 2h, 8min),
                                claimed(2, "li", nine + 3h, 8min), claimed(2, "li", nine + 4h, 8min)};
    answers[2].tier = answers[3].tier = Tier::diamond;
    auto const findings = load_findings(answers, nine + 5h, local, usual);
    REQUIRE(count(findings, Trouble::fan_budget) == 1);
    CHECK(findings[0].fans == std::vector{Uid{1}});
    CHECK(findings[0].rule == "A11");
    CHECK(in_chinese(findings[0]) == "li今天和同一位粉丝聊了约 16分钟（估算），超过 10分钟");
}

TEST_CASE("work outside the roster is noted, one late reply is not", "[care][A9]") {
    std::vector<Answer> answers;
    for (int i = 0; i < 8; ++i) {
        answers.push_back(answer_to(i + 1, "li", nine + i * 1h));
        answers.back().off_hours = i == 7;
    }
    CHECK(count(load_findings(answers, nine + 9h, local, usual), Trouble::off_hours) == 0);
    answers[5].off_hours = answers[6].off_hours = true;
    auto const findings = load_findings(answers, nine + 9h, local, usual);
    CHECK(count(findings, Trouble::off_hours) == 1);
    CHECK(well_told(findings));
}
