#include "care/consistency.hpp"

#include "care/spread.hpp"
#include "care/tally.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rw::care {
namespace {

constexpr double normal_mad = 1.4826;  // from a median absolute deviation to a standard one, of a normal law
constexpr double median_doubt = 1.2533;  // standard error of a median against that of a mean
double const mean_deviation = std::sqrt(2 / std::numbers::pi);  // of a normal law, in standard deviations
constexpr double deviation_doubt = 0.7555;  // scatter of one absolute deviation against its mean

std::optional<TimePoint> first_record(History const& history) {
    std::optional<TimePoint> first;
    auto const take = [&](TimePoint at) { first = std::min(first.value_or(at), at); };
    for (auto const& wait : history.waits)
        take(wait.asked_at);
    for (auto const& answer : history.answers)
        take(answer.at);
    return first;
}

void judge(WeekPoint& point, Wait const& wait, TimePoint now, Span within) {
    ++point.asked;
    auto const fate = fate_of(wait);
    bool const undecided = fate == Fate::open && waited(wait, now) < within;
    if (fate == Fate::left_out || undecided) return;
    ++point.judged;
    if (fate == Fate::answered && waited(wait, now) <= within) ++point.answered;
}

/// Standard error of the logarithm of the median.
double doubt_of(std::vector<Span> const& times) {
    std::vector<double> logs;
    logs.reserve(times.size());
    for (auto const time : times)
        logs.push_back(std::log(std::max(std::chrono::duration<double>(time).count(), 1.0)));
    auto const middle = median(logs);
    for (auto& value : logs)
        value = std::abs(value - middle);
    auto const count = static_cast<double>(logs.size());
    return count > 0 ? median_doubt * normal_mad * median(std::move(logs)) / std::sqrt(count) : 0;
}

/// Longest time without an answer in [from, until).
Span longest_silence(std::vector<TimePoint> const& answered, TimePoint from, TimePoint until) {
    Span longest{0};
    auto last = from;
    for (auto at = std::ranges::lower_bound(answered, from); at != answered.end() && *at < until; ++at) {
        longest = std::max(longest, *at - last);
        last = *at;
    }
    return std::max(longest, until - last);
}

std::optional<double> warmth_of(std::vector<Answer> const& answers, TimePoint from, TimePoint until) {
    double sum = 0;
    int count = 0;
    for (auto const& answer : answers) {
        if (!answer.warmth || answer.at < from || answer.at >= until) continue;
        sum += *answer.warmth;
        ++count;
    }
    if (count == 0) return std::nullopt;
    return sum / count;
}

std::vector<TimePoint> answer_times(History const& history) {
    std::vector<TimePoint> times;
    times.reserve(history.answers.size());
    for (auto const& answer : history.answers)
        times.push_back(answer.at);
    std::ranges::sort(times);
    return times;
}

struct Records {
    History const& history;
    std::vector<TimePoint> answered;  // in order
    LocalTime local;
};
/// What is measured of a week besides its counts.
void measure(WeekPoint& point, Waits const& waits, Records const& records, TimePoint now) {
    auto const from = records.local.begin(point.week);
    auto const until = records.local.end(point.week);
    auto const all = tally(waits, now);
    point.median = all.median;
    point.p90 = all.p90;
    point.doubt = doubt_of(waiting_times(waits, now));
    point.warmth = warmth_of(records.history.answers, from, until);
    point.silence = longest_silence(records.answered, from, std::min(until, now));
}

bool usable(WeekPoint const& point) {
    return point.whole && !point.campaign && point.judged > 0;
}
std::vector<WeekPoint> usable_weeks(std::span<WeekPoint const> series) {
    std::vector<WeekPoint> weeks;
    std::ranges::copy_if(series, std::back_inserter(weeks), usable);
    return weeks;
}

double usual_share(std::span<WeekPoint const> weeks) {
    std::vector<double> shares;
    shares.reserve(weeks.size());
    for (auto const& week : weeks)
        shares.push_back(week.share());
    return median(std::move(shares));
}

/// What is left of `seen` when the part that chance gives is taken out; both are mean absolute deviations of
/// `weeks` values. Chance gets its benefit of doubt.
double beyond(double seen, double by_chance, std::size_t weeks) {
    auto const allowed = by_chance * (1 + 1.5 * deviation_doubt / std::sqrt(static_cast<double>(weeks)));
    return std::sqrt(std::max(0.0, seen * seen - allowed * allowed)) / mean_deviation;
}

double share_spread(std::span<WeekPoint const> weeks, double usual) {
    double seen = 0;
    double by_chance = 0;
    for (auto const& week : weeks) {
        seen += std::abs(week.share() - usual);
        by_chance += mean_deviation * std::sqrt(usual * (1 - usual) / week.judged);
    }
    auto const count = static_cast<double>(weeks.size());
    return usual > 0 ? beyond(seen / count, by_chance / count, weeks.size()) / usual : 0;
}

double wait_spread(std::span<WeekPoint const> weeks) {
    std::vector<double> logs;
    double by_chance = 0;
    for (auto const& week : weeks) {
        if (!week.median) continue;
        logs.push_back(std::log(std::max(std::chrono::duration<double>(*week.median).count(), 1.0)));
        by_chance += mean_deviation * week.doubt;
    }
    if (logs.empty()) return 0;
    auto const middle = median(logs);
    double seen = 0;
    for (auto const value : logs)
        seen += std::abs(value - middle);
    auto const count = static_cast<double>(logs.size());
    return beyond(seen / count, by_chance / count, logs.size());
}

/// The longest silence; weeks without any answer in a row count together.
Span longest_silence(std::span<WeekPoint const> weeks) {
    Span longest{0};
    Span running{0};
    for (auto const& week : weeks) {
        running = week.silence >= 7 * 24h ? running + week.silence : Span{0};
        longest = std::max({longest, running, week.silence});
    }
    return longest;
}

struct Sum {
    double asked = 0;
    Share share;
};
Sum sum_of(std::span<WeekPoint const> weeks) {
    Sum sum;
    for (auto const& week : weeks) {
        sum.asked += week.asked;
        sum.share.good += week.answered;
        sum.share.of += week.judged;
    }
    return sum;
}

/// What a stretch of one or two weeks is held against.
struct Base {
    double usual = 0;  // median share
    double asked = 0;  // median demand of a week
    Share pooled;
    int weeks = 0;
};
Base base_of(std::span<WeekPoint const> before, ConsistencyPolicy const& policy) {
    auto const count = std::min(before.size(), static_cast<std::size_t>(policy.base_weeks));
    auto const weeks = before.last(count);
    std::vector<double> asked;
    asked.reserve(weeks.size());
    for (auto const& week : weeks)
        asked.push_back(week.asked);
    return {usual_share(weeks), median(std::move(asked)), sum_of(weeks).share, static_cast<int>(count)};
}

/// Fewer came than chance and an ordinary quiet week explain.
bool demand_fell(double asked, double usually) {
    return asked < usually - std::max(2.5 * std::sqrt(usually), 0.3 * usually);
}

/// The last `length` of `weeks` have fallen against those before them.
bool fallen(std::span<WeekPoint const> weeks, std::size_t length, ConsistencyPolicy const& policy) {
    if (weeks.size() < length) return false;
    auto const base = base_of(weeks.first(weeks.size() - length), policy);
    auto const now = sum_of(weeks.last(length));
    bool const enough = base.weeks >= policy.least_base_weeks && now.share.of >= policy.minimum;
    bool const low = now.share.value() < policy.fall * base.usual;
    if (!enough || !low || demand_fell(now.asked, base.asked * static_cast<double>(length))) return false;
    return chance_of_falling(now.share, base.pooled) < policy.chance;
}

/// The first week of the hole that the last of `weeks` is in; nothing when it is in none.
std::optional<std::size_t> hole_begins(std::span<WeekPoint const> weeks, ConsistencyPolicy const& policy) {
    std::optional<std::size_t> first;
    for (auto end = weeks.size(); end > 0; --end) {
        auto const until_here = weeks.first(end);
        if (fallen(until_here, 1, policy)) {
            first = end - 1;
        } else if (fallen(until_here, 2, policy)) {
            first = end - 2;
        } else if (!first || *first >= end) {
            break;  // this week is not cold, and the one after did not need it either
        }
    }
    return first;
}

}  // namespace

std::vector<WeekPoint> weekly_series(History const& history, TimePoint now, LocalTime const& local,
                                     ConsistencyPolicy const& policy) {
    auto const began = first_record(history);
    if (!began || *began > now) return {};
    auto const last = local.week(now);
    auto const first_seen = local.week(*began);
    auto const first = std::max(first_seen, later(last, 1 - policy.weeks));
    auto const count = static_cast<std::size_t>((last.monday - first.monday).count() / 7 + 1);
    std::vector<WeekPoint> series(count);
    std::vector<Waits> waits(count);
    for (auto const& wait : history.waits) {
        auto const week = local.week(wait.asked_at);
        if (week < first || wait.asked_at > now) continue;
        auto const at = static_cast<std::size_t>((week.monday - first.monday).count() / 7);
        judge(series[at], wait, now, policy.answered_within);
        waits[at].push_back(&wait);
    }
    Records const records{history, answer_times(history), local};
    for (std::size_t at = 0; at < count; ++at) {
        auto& point = series[at];
        point.week = later(first, static_cast<int>(at));
        point.campaign = policy.campaigns.contains(point.week);
        point.whole = local.end(point.week) <= now && local.begin(point.week) >= *began;
        measure(point, waits[at], records, now);
    }
    return series;
}

std::optional<Steadiness> steadiness(std::span<WeekPoint const> series, ConsistencyPolicy const& policy) {
    auto const weeks = usable_weeks(series);
    if (std::ssize(weeks) < policy.least_weeks) return std::nullopt;
    Steadiness all;
    all.weeks = static_cast<int>(weeks.size());
    auto const usual = usual_share(weeks);
    all.share_spread = share_spread(weeks, usual);
    all.wait_spread = wait_spread(weeks);
    all.silence = longest_silence(weeks);
    std::vector<Span> silences;
    for (auto const& week : weeks) {
        silences.push_back(week.silence);
        if (week.share() < policy.fall * usual) all.cold.push_back(week.week);
    }
    all.usual_silence = median(std::move(silences));
    auto const times_usual = std::chrono::duration<double>(all.silence).count() /
                             std::max(std::chrono::duration<double>(all.usual_silence).count(), 3600.0);
    // Twice as slow or as fast is as bad as half of the share; a silence of up to thrice the usual is no
    // news.
    all.index =
        std::max(all.share_spread, all.wait_spread * 0.5) + 0.05 * std::clamp(times_usual - 3, 0.0, 10.0);
    return all;
}

std::optional<Finding> fell_silent(std::span<WeekPoint const> series, ConsistencyPolicy const& policy) {
    auto const weeks = usable_weeks(series);
    auto const first = hole_begins(weeks, policy);
    if (!first) return std::nullopt;
    auto const hole_weeks = std::span{weeks}.subspan(*first);
    auto const base = base_of(std::span{weeks}.first(*first), policy);
    auto const hole = sum_of(hole_weeks);
    bool const nearly_nothing = hole.share.value() < 0.2 * base.usual;
    auto finding = found(Trouble::fell_silent, nearly_nothing ? Level::orange : Level::yellow, "",
                         to_text(weeks[*first].week));
    finding.evidence = {{"share", hole.share.value()},
                        {"usual", base.usual},
                        {"asked", static_cast<double>(hole.share.of)},
                        {"answered", static_cast<double>(hole.share.good)},
                        {"weeks", static_cast<double>(hole_weeks.size())},
                        {"asked_usually", base.asked}};
    finding.sample = hole.share.of;
    finding.minimum = policy.minimum;
    return finding;
}

}  // namespace rw::care
