// The self-test (B6): the account held against each point of the two articles, with the evidence.
#pragma once

#include "care/concentration.hpp"
#include "care/consistency.hpp"
#include "care/drift.hpp"
#include "care/fairness.hpp"
#include "care/fans.hpp"
#include "care/finding.hpp"
#include "care/history.hpp"
#include "care/listening.hpp"
#include "care/load.hpp"
#include "care/local_time.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace rw::care {

enum class Verdict : std::uint8_t { pass, fail, not_measured };
std::string_view to_text(Verdict verdict);     ///< pass, fail, not measured
std::string_view in_chinese(Verdict verdict);  ///< 通过, 没过, 没测

/// Why a point was not measured. Nothing is ever made up.
enum class WhyNot : std::uint8_t {
    none,
    needs_tone,      ///< it is about how things are said, and replies have no verdicts yet
    too_few,         ///< fewer cases than the minimum
    elsewhere,       ///< a property of the program or its configuration, checked there
    not_configured,  ///< the account has not said what would be needed
};
std::string_view in_english(WhyNot why);
std::string_view in_chinese(WhyNot why);

struct AuditLine {
    std::string_view row;  ///< `A10`
    std::string_view chinese;
    std::string_view english;
    Verdict verdict = Verdict::not_measured;
    WhyNot why_not = WhyNot::none;
    std::vector<Figure> evidence;  ///< times in seconds; `sample` and `minimum` where there is a minimum
};

struct AuditPolicy {
    int days = 28;
    LocalTime local{};
    LoadPolicy load;
    ConcentrationPolicy concentration;
    DriftPolicy drift;
    HabitPolicy habit;
    FairnessPolicy fairness;
    ConsistencyPolicy consistency;
    LoyaltyPolicy loyalty;
    bool executives_known = false;  ///< the account names executive accounts (B19)
    double answered_share = 0.8;    ///< at least (B2, B8)
    double outcome_share = 0.8;     ///< of concluded waits that say how they ended (A1)
    double late_share = 0.1;        ///< at most (B10, B12, A14)
    double few = 0.05;              ///< at most: talks that drift or are over budget, fans lost
    double hot_and_cold = 0.15;     ///< index, at most (B4)
    Span human_answer = 2h;         ///< median to the first human answer of a question (B11)
    int minimum = 20;               ///< cases; fewer are no measure
};

/// One line for each of A1-A22 and B1-B19, in order, over the `days` before `now`. The weekly series (B4)
/// looks at as much of the history as it wants.
std::vector<AuditLine> audit(History const& history, TimePoint now, AuditPolicy const& policy = {});

}  // namespace rw::care
