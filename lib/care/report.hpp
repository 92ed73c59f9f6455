// What a day and a week were like (domain 6.2), from waits and answers.
#pragma once

#include "care/consistency.hpp"
#include "care/fans.hpp"
#include "care/finding.hpp"
#include "care/history.hpp"
#include "care/listening.hpp"
#include "care/load.hpp"
#include "care/local_time.hpp"
#include "care/tally.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rw::care {

struct ReportPolicy {
    LocalTime local{};
    LoadPolicy load;
    ConsistencyPolicy consistency;
    LoyaltyPolicy loyalty;
    HabitPolicy habit;
    std::uint64_t seed = 1;  ///< of the listening list; the week is mixed in
};

struct ClassLine {
    Class kind = Class::chitchat;
    Tally tally;
};
struct OutcomeLine {
    std::string outcome;  ///< empty: none was recorded
    int count = 0;
};
/// What one operator did, ranked by what was resolved, never by how much was written (A1).
struct OperatorLine {
    OperatorDay work;
    int concluded = 0;  ///< waits that ended by this person's answer or closing
    int resolved = 0;   ///< of those, with the outcome `resolved`
    double resolved_share() const { return concluded > 0 ? static_cast<double>(resolved) / concluded : 0; }
};

/// What a day and a week have in common. Waits count in the period in which they began, outcomes and work in
/// the one in which they happened.
struct Period {
    std::optional<int> received;  ///< messages of fans; none when touches were not given
    Tally all;
    std::vector<ClassLine> classes;  ///< most serious first; only those that occurred
    std::vector<OperatorLine> operators;
    std::vector<OutcomeLine> outcomes;  ///< most frequent first
};

/// Of [from, until), seen at `now`.
Period period_between(History const& history, TimePoint from, TimePoint until, TimePoint now,
                      LoadPolicy const& load);

struct DailyReport {
    std::chrono::sys_days day{};
    Period period;
    std::vector<Wait>
        unanswered;  ///< of those that began that day: most serious first, then the longest; 200 at most
};
DailyReport daily_report(History const& history, std::chrono::sys_days day, TimePoint now,
                         ReportPolicy const& policy);

struct DayLine {
    std::chrono::sys_days day{};
    Tally tally;
    bool cold = false;  ///< hardly anything was answered: under half the usual share, beyond chance
};
struct WeeklyReport {
    IsoWeek week;
    LocalTime local{};
    Period period;
    std::vector<DayLine> days;  ///< seven, or fewer while the week lasts
    std::vector<WeekPoint> series;
    std::optional<Steadiness> steadiness;
    std::optional<Steadiness> steadiness_before;  ///< as it was a week ago
    int talked = 0;                               ///< purposeful talks (A3)
    int wanted = 0;
    std::vector<ListenTo> listen_to;
    std::vector<Finding> findings;  ///< of the week: B4, B9
};
WeeklyReport weekly_report(History const& history, IsoWeek week, TimePoint now, ReportPolicy const& policy);

/// Operators in order of rank: the surest share of resolved first; a few good ones do not beat many (Wilson).
void rank(std::vector<OperatorLine>& operators);

}  // namespace rw::care
