// What answering costs the people who answer (A2, A9, A11, A14, A15). All times are estimates (domain 6.4).
#pragma once

#include "care/finding.hpp"
#include "care/history.hpp"
#include "care/local_time.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rw::care {

struct LoadPolicy {
    Span most_from_claim = 15min;  ///< from claim to reply, an item
    Span most_between = 5min;      ///< between two replies of one person
    int read_a_minute = 300;       ///< code points
    int typed_a_minute = 60;
    Span day_budget = 180min;  ///< of one operator; also the hard cap (A15)
    double budget_near = 0.8;
    std::optional<Span> team_cap;  ///< of all together; none: no cap
    Span fan_budget = 10min;       ///< with one fan in one day (A11)
    Span diamond_budget = 30min;   ///< likewise, for a diamond fan (A14)
    double chitchat_limit = 0.3;
    int chitchat_minimum = 10;  ///< replies in a day
    double off_hours_limit = 0.2;
    int off_hours_minimum = 3;  ///< replies outside the roster in a day
};

/// Estimated time for each answer, in their order. With a claim: from it to the reply, at most 15 minutes;
/// else the gap since the person's reply before, at most 5 minutes, and reading and typing. Never more than
/// has passed since the reply before, so that no minute counts twice. Of an unknown operator only reading and
/// typing count.
std::vector<Span> efforts(std::span<Answer const> answers, LoadPolicy const& policy);

struct OperatorDay {
    std::string name;  ///< empty: unknown (K8)
    int replies = 0;
    int chitchat = 0;
    int off_hours = 0;
    int fans = 0;
    Span spent{0};  ///< estimated
    double chitchat_share() const { return replies > 0 ? static_cast<double>(chitchat) / replies : 0; }
    double off_hours_share() const { return replies > 0 ? static_cast<double>(off_hours) / replies : 0; }
};
/// One line an operator with answers in [from, until), by name.
std::vector<OperatorDay> operator_lines(std::span<Answer const> answers, TimePoint from, TimePoint until,
                                        LoadPolicy const& policy);

/// What is to be said of the local day of `now`, up to `now`: chitchat share, budgets, caps, off-hours. Keys
/// name operator and day, so each is one notice a day however often it is asked.
std::vector<Finding> load_findings(std::span<Answer const> answers, TimePoint now, LocalTime const& local,
                                   LoadPolicy const& policy);

}  // namespace rw::care
