#include "care/drift.hpp"

#include "unit/care/made_history.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::care;

namespace {

TimePoint const nine = beijing("2026-11-26T09:00");
DriftPolicy const usual;

/// A talk of `turns` messages, the fan first, a minute between each.
History talk(int turns, Class about, Span pause = 1min) {
    History history;
    for (int i = 0; i < turns; ++i) {
        auto const at = nine + i * pause;
        if (i % 2 == 0) {
            history.waits.push_back(answered_wait(1, at, pause, about));
        } else {
            history.answers.push_back(answer_to(1, "li", at, about));
        }
    }
    return history;
}

}  // namespace

TEST_CASE("turn nine of chitchat is told to the operator, of a complaint never", "[care][A7]") {
    CHECK(drifting(talk(8, Class::chitchat), nine + 1h, usual).empty());
    auto const findings = drifting(talk(9, Class::chitchat), nine + 1h, usual);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].who == "li");
    CHECK(findings[0].level == Level::blue);
    CHECK(findings[0].figure("turns") == 9);
    CHECK(well_told(findings));
    CHECK(drifting(talk(9, Class::complaint), nine + 1h, usual).empty());
    CHECK(drifting(talk(30, Class::complaint), nine + 1h, usual).empty());
}

TEST_CASE("more than ten minutes of chitchat drift too", "[care][A7]") {
    History history = talk(4, Class::chitchat);
    for (auto& answer : history.answers)
        answer.claimed_at = answer.at - 1min;
    CHECK(drifting(history, nine + 1h, usual).empty());
    history.answers[0].claimed_at = history.answers[0].at - 11min;
    CHECK(drifting(history, nine + 1h, usual).size() == 1);
}

TEST_CASE("a talk with an outcome has not drifted", "[care][A7]") {
    auto history = talk(11, Class::chitchat);
    history.waits.back().outcome = "noted-feedback";
    CHECK(drifting(history, nine + 1h, usual).empty());
}

TEST_CASE("old friends who say a word a day do not drift", "[care][A7]") {
    CHECK(drifting(talk(20, Class::chitchat, 24h), nine + 19 * 24h + 1h, usual).empty());
    CHECK(drifting(talk(9, Class::chitchat), nine + 48h, usual).empty());  // past mending
}
