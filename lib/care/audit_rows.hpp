// The points of the two articles (domain 1) and how each is measured.
#pragma once

#include "care/audit.hpp"
#include "care/tally.hpp"

#include <span>

namespace rw::care {

/// What is audited: the records of the period, and all there are.
struct Scope {
    History const& all;
    History period;  ///< waits that began and answers that were given in it
    TimePoint from{};
    TimePoint now{};
    AuditPolicy const& policy;
};

/// What measuring one point gave.
struct Measured {
    Verdict verdict = Verdict::not_measured;
    WhyNot why_not = WhyNot::none;
    std::vector<Figure> evidence;
};
Measured not_measured(WhyNot why);
/// Pass or fail, if `sample` reaches `minimum`; the evidence gets both. Of too few cases nothing else is
/// said.
Measured measured(bool good, int sample, int minimum, std::vector<Figure> evidence);

struct Point {
    std::string_view row;
    std::string_view chinese;
    std::string_view english;
    Measured (*measure)(Scope const&);
};
/// A1 … A22, B1 … B19.
std::span<Point const> points();

// Article A: the team.
Measured outcomes_said(Scope const& scope);    // A1
Measured purpose(Scope const& scope);          // A2
Measured weekly_habit(Scope const& scope);     // A3
Measured time_control(Scope const& scope);     // A5
Measured no_drift(Scope const& scope);         // A7
Measured within_budget(Scope const& scope);    // A9
Measured many_hands(Scope const& scope);       // A10
Measured fan_budgets(Scope const& scope);      // A11
Measured tiers(Scope const& scope);            // A14
Measured daily_cap(Scope const& scope);        // A15
Measured equal_treatment(Scope const& scope);  // A22

// Article B: the fans.
Measured fans_served(Scope const& scope);     // B2
Measured steady(Scope const& scope);          // B4
Measured answered_share(Scope const& scope);  // B8
Measured nobody_lost(Scope const& scope);     // B9
Measured in_time(Scope const& scope);         // B10
Measured human_answer(Scope const& scope);    // B11
Measured heard_in_time(Scope const& scope);   // B12
Measured reposts_too(Scope const& scope);     // B18
Measured executives(Scope const& scope);      // B19

}  // namespace rw::care
