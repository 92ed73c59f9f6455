// 忽冷忽热: whether the account is as warm this week as it was in others (B4), chance taken out.
#pragma once

#include "care/finding.hpp"
#include "care/history.hpp"
#include "care/local_time.hpp"

#include <optional>
#include <set>
#include <span>
#include <vector>

namespace rw::care {

struct ConsistencyPolicy {
    int weeks = 12;       ///< how far back the series goes, at most
    int least_weeks = 8;  ///< an index of fewer weeks would be a guess
    int base_weeks = 6;   ///< a week is held against the median of these
    int least_base_weeks = 4;
    Span answered_within = 72h;   ///< an answer that comes later did not answer in its week
    double fall = 0.5;            ///< a week that keeps less than this of the usual share has fallen
    double chance = 5e-5;         ///< and chance alone must be less likely than this
    int minimum = 5;              ///< waits to judge in a week
    std::set<IsoWeek> campaigns;  ///< left out: neither judged nor held against others
};

/// One week of the account.
struct WeekPoint {
    IsoWeek week;
    int asked = 0;               ///< waits that began, all of them: the demand
    int judged = 0;              ///< of those that want an answer, the ones whose time is over
    int answered = 0;            ///< of those judged, answered in time
    std::optional<Span> median;  ///< of all waits; open ones at their present age (K27)
    std::optional<Span> p90;
    double doubt = 0;              ///< standard error of the logarithm of the median
    std::optional<double> warmth;  ///< mean of the answers given in the week, once tone has it
    Span silence{0};               ///< longest time in the week without an answer
    bool campaign = false;
    bool whole = true;  ///< over, and all of it seen
    double share() const { return judged > 0 ? static_cast<double>(answered) / judged : 0; }
};
/// The last weeks up to that of `now`, oldest first; none before the first record. The first and the present
/// week are not whole.
std::vector<WeekPoint> weekly_series(History const& history, TimePoint now, LocalTime const& local,
                                     ConsistencyPolicy const& policy);

struct Steadiness {
    double index = 0;           ///< 忽冷忽热指数: 0 steady … 1 and more: as often off as on
    double share_spread = 0;    ///< of the answered share, relative to the usual, beyond binomial chance
    double wait_spread = 0;     ///< of the logarithm of the median wait, beyond its doubt
    Span silence{0};            ///< longest time without an answer
    Span usual_silence{0};      ///< median over the weeks of the longest
    std::vector<IsoWeek> cold;  ///< the weeks that made it: under half the usual share
    int weeks = 0;
};
/// Nothing with fewer than `least_weeks` usable weeks.
std::optional<Steadiness> steadiness(std::span<WeekPoint const> series, ConsistencyPolicy const& policy);

/// The last whole week, alone or with the one before, keeps less than half of the median share of the six
/// weeks before, though demand did not fall, and chance does not explain it. The key names the first week of
/// the hole.
std::optional<Finding> fell_silent(std::span<WeekPoint const> series, ConsistencyPolicy const& policy);

}  // namespace rw::care
