#include "care/report.hpp"

#include "care/spread.hpp"

#include <algorithm>
#include <map>

namespace rw::care {
namespace {

constexpr std::size_t most_listed = 200;

struct Stretch {
    TimePoint from{};
    TimePoint until{};
    bool holds(TimePoint when) const { return when >= from && when < until; }
};

std::vector<ClassLine> class_lines(Waits const& waits, TimePoint now) {
    std::map<Class, Waits> by_class;
    for (auto const* wait : waits)
        by_class[wait->kind].push_back(wait);
    std::vector<ClassLine> lines;
    lines.reserve(by_class.size());
    for (auto const& [kind, some] : by_class)
        lines.push_back({kind, tally(some, now)});
    return lines;
}

/// Waits that a person's answer or closing ended in the stretch.
Waits concluded_in(History const& history, Stretch const& in) {
    return waits_where(history.waits, [&](Wait const& wait) {
        return concluded(wait) && wait.ended_at && in.holds(*wait.ended_at);
    });
}

std::vector<OutcomeLine> outcome_lines(Waits const& concluded) {
    std::map<std::string, int> counts;
    for (auto const* wait : concluded)
        ++counts[wait->outcome];
    std::vector<OutcomeLine> lines;
    lines.reserve(counts.size());
    for (auto const& [outcome, count] : counts)
        lines.push_back({outcome, count});
    std::ranges::stable_sort(lines, std::ranges::greater{}, &OutcomeLine::count);
    return lines;
}

std::vector<OperatorLine> operator_results(History const& history, Stretch const& in, Waits const& concluded,
                                           LoadPolicy const& load) {
    std::map<std::string, OperatorLine> by_name;
    for (auto& work : operator_lines(history.answers, in.from, in.until, load))
        by_name[work.name].work = work;
    for (auto const* wait : concluded) {
        auto& line = by_name[wait->ended_by];
        ++line.concluded;
        if (wait->outcome == "resolved") ++line.resolved;
    }
    std::vector<OperatorLine> lines;
    lines.reserve(by_name.size());
    for (auto& [name, line] : by_name) {
        line.work.name = name;
        lines.push_back(std::move(line));
    }
    rank(lines);
    return lines;
}

Period period_of(History const& history, Stretch const& in, TimePoint now, LoadPolicy const& load) {
    Period made;
    if (!history.touches.empty()) {
        made.received = static_cast<int>(
            std::ranges::count_if(history.touches, [&](Touch const& touch) { return in.holds(touch.at); }));
    }
    auto const waits = asked_between(history.waits, in.from, in.until);
    auto const concluded = concluded_in(history, in);
    made.all = tally(waits, now);
    made.classes = class_lines(waits, now);
    made.operators = operator_results(history, in, concluded, load);
    made.outcomes = outcome_lines(concluded);
    return made;
}

std::vector<DayLine> day_lines(History const& history, IsoWeek week, TimePoint now, LocalTime const& local) {
    std::vector<DayLine> days;
    for (int i = 0; i < 7; ++i) {
        auto const day = week.monday + std::chrono::days{i};
        auto const from = local.midnight(day);
        if (from > now) break;
        days.push_back({day, tally(asked_between(history.waits, from, from + 24h), now)});
    }
    return days;
}

/// Marks the days on which hardly anything was answered. What is open and still young is not held against a
/// day.
void mark_cold(std::vector<DayLine>& days, Share usual) {
    constexpr double half = 0.5;
    constexpr double hardly_chance = 0.001;
    for (auto& day : days) {
        Share const now{day.tally.answered, day.tally.wanted};
        bool const low = now.of >= 5 && now.value() < half * usual.value();
        day.cold = low && chance_of_falling(now, usual) < hardly_chance;
    }
}

/// What is usual: the whole weeks before, or where there are none the week itself.
Share usual_share(std::vector<WeekPoint> const& series, Tally const& week) {
    Share usual;
    for (auto const& point : series) {
        if (!point.whole || point.campaign || &point == &series.back()) continue;
        usual.good += point.answered;
        usual.of += point.judged;
    }
    return usual.of > 0 ? usual : Share{week.answered, week.wanted};
}

void add_consistency(WeeklyReport& report, History const& history, TimePoint now,
                     ReportPolicy const& policy) {
    auto wide = policy.consistency;
    ++wide.weeks;  // one more, for the index of a week ago
    auto const at = std::min(now, policy.local.end(report.week) - Span{1});
    auto series = weekly_series(history, at, policy.local, wide);
    if (series.empty()) return;
    bool const seen_from_start = series.size() > 1;
    auto const enough_of_it = policy.local.begin(report.week) + 5 * 24h;
    series.back().whole = seen_from_start && now >= enough_of_it;
    auto const all = std::span<WeekPoint const>{series};
    auto const window = static_cast<std::size_t>(policy.consistency.weeks);
    report.steadiness = steadiness(all.last(std::min(all.size(), window)), policy.consistency);
    report.steadiness_before = steadiness(all.first(all.size() - 1), policy.consistency);
    if (auto finding = fell_silent(all, policy.consistency)) report.findings.push_back(std::move(*finding));
    report.series = std::move(series);
}

}  // namespace

void rank(std::vector<OperatorLine>& operators) {
    std::ranges::stable_sort(operators, std::ranges::greater{}, [](OperatorLine const& line) {
        return std::pair{sure_share(line.resolved, line.concluded), line.resolved};
    });
}

Period period_between(History const& history, TimePoint from, TimePoint until, TimePoint now,
                      LoadPolicy const& load) {
    return period_of(history, {from, until}, now, load);
}

DailyReport daily_report(History const& history, std::chrono::sys_days day, TimePoint now,
                         ReportPolicy const& policy) {
    auto const from = policy.local.midnight(day);
    Stretch const in{from, from + 24h};
    DailyReport report;
    report.day = day;
    report.period = period_of(history, in, now, policy.load);
    for (auto const* wait : asked_between(history.waits, in.from, in.until)) {
        auto const fate = fate_of(*wait);
        if (fate == Fate::open || fate == Fate::unanswered) report.unanswered.push_back(*wait);
    }
    std::ranges::stable_sort(report.unanswered, {},
                             [](Wait const& wait) { return std::pair{wait.kind, wait.asked_at}; });
    if (report.unanswered.size() > most_listed) report.unanswered.resize(most_listed);
    return report;
}

WeeklyReport weekly_report(History const& history, IsoWeek week, TimePoint now, ReportPolicy const& policy) {
    auto const& local = policy.local;
    Stretch const in{local.begin(week), local.end(week)};
    auto const at = std::min(now, in.until - Span{1});
    WeeklyReport report;
    report.week = week;
    report.local = local;
    report.period = period_of(history, in, now, policy.load);
    report.days = day_lines(history, week, now, local);
    add_consistency(report, history, now, policy);
    mark_cold(report.days, usual_share(report.series, report.period.all));
    report.talked = purposeful_talks(history.answers, in.from, in.until);
    report.wanted = policy.habit.wanted;
    auto const seed = policy.seed ^ static_cast<std::uint64_t>(week.monday.time_since_epoch().count());
    report.listen_to =
        listening_list(fan_lines(history, at), at, seed, static_cast<std::size_t>(report.wanted));
    if (auto finding = fans_ignored(history, at, local, policy.loyalty)) report.findings.push_back(*finding);
    if (auto finding = lost_after_silence(history, at, local, policy.loyalty))
        report.findings.push_back(*finding);
    return report;
}

}  // namespace rw::care
