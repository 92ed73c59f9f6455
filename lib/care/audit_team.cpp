// Article A: how each point about the team is measured.
#include "care/audit_rows.hpp"
#include "care/spread.hpp"

#include <algorithm>
#include <map>

namespace rw::care {
namespace {

double share_of(int part, int of) {
    return of > 0 ? static_cast<double>(part) / of : 0;
}
double seconds(Span span) {
    return std::chrono::duration<double>(span).count();
}

/// The days of known operators in the period.
struct Days {
    int all = 0;
    int near = 0;
    int over = 0;
    int replies = 0;
    int off_hours = 0;
    std::vector<Span> spent;
};
Days days_of(Scope const& scope) {
    auto const& policy = scope.policy.load;
    auto const costs = efforts(scope.period.answers, policy);
    std::map<std::pair<std::string, std::chrono::sys_days>, Span> spent;
    Days days;
    for (std::size_t i = 0; i < costs.size(); ++i) {
        auto const& answer = scope.period.answers[i];
        if (answer.operator_name.empty()) continue;
        spent[{answer.operator_name, scope.policy.local.day(answer.at)}] += costs[i];
        ++days.replies;
        if (answer.off_hours) ++days.off_hours;
    }
    for (auto const& [whose, time] : spent) {
        ++days.all;
        if (seconds(time) >= policy.budget_near * seconds(policy.day_budget)) ++days.near;
        if (time > policy.day_budget) ++days.over;
        days.spent.push_back(time);
    }
    return days;
}

/// Since when the account is watched: as it is configured, or since the first record.
std::optional<TimePoint> watched_since(Scope const& scope) {
    auto since = scope.policy.habit.watched_since;
    if (since) return since;
    for (auto const& wait : scope.all.waits)
        since = std::min(since.value_or(wait.asked_at), wait.asked_at);
    return since;
}

bool controlled(Days const& days, AuditPolicy const& policy) {
    return share_of(days.near, days.all) <= policy.late_share &&
           share_of(days.off_hours, days.replies) <= policy.load.off_hours_limit;
}

}  // namespace

Measured outcomes_said(Scope const& scope) {
    int all = 0;
    int said = 0;
    int resolved = 0;
    for (auto const& wait : scope.period.waits) {
        if (!concluded(wait)) continue;
        ++all;
        if (!wait.outcome.empty()) ++said;
        if (wait.outcome == "resolved") ++resolved;
    }
    auto const share = share_of(said, all);
    return measured(share >= scope.policy.outcome_share, all, scope.policy.minimum,
                    {{"outcome_share", share}, {"resolved_share", share_of(resolved, all)}});
}

Measured purpose(Scope const& scope) {
    auto const replies = static_cast<int>(scope.period.answers.size());
    auto const chitchat =
        static_cast<int>(std::ranges::count(scope.period.answers, Class::chitchat, &Answer::to));
    auto const share = share_of(chitchat, replies);
    return measured(share <= scope.policy.load.chitchat_limit, replies, scope.policy.minimum,
                    {{"chitchat_share", share}, {"limit", scope.policy.load.chitchat_limit}});
}

Measured weekly_habit(Scope const& scope) {
    auto const& local = scope.policy.local;
    auto const since = watched_since(scope);
    int weeks = 0;
    int missed = 0;
    for (auto week = later(local.week(scope.from), 1); local.end(week) <= scope.now; week = later(week, 1)) {
        if (!since || *since > local.begin(week)) continue;
        ++weeks;
        auto const talked = purposeful_talks(scope.period.answers, local.begin(week), local.end(week));
        if (talked < scope.policy.habit.wanted) ++missed;
    }
    return measured(missed == 0, weeks, 1, {{"weeks_missed", static_cast<double>(missed)}});
}

Measured time_control(Scope const& scope) {
    auto const days = days_of(scope);
    return measured(days.over == 0 && controlled(days, scope.policy), days.all, 5,
                    {{"median_seconds_a_day", seconds(median(days.spent))},
                     {"days_over", static_cast<double>(days.over)},
                     {"days_near", static_cast<double>(days.near)}});
}

Measured no_drift(Scope const& scope) {
    auto policy = scope.policy.drift;
    policy.recent = scope.now - scope.from;
    auto const drifted = static_cast<int>(drifting(scope.period, scope.now, policy).size());
    std::vector<ConversationId> talks;
    talks.reserve(scope.period.answers.size());
    for (auto const& answer : scope.period.answers)
        talks.push_back(answer.conversation);
    std::ranges::sort(talks);
    auto const count = static_cast<int>(std::ranges::unique(talks).begin() - talks.begin());
    auto const share = share_of(drifted, count);
    return measured(share <= scope.policy.few, count, scope.policy.minimum,
                    {{"drifted", static_cast<double>(drifted)}, {"share", share}});
}

Measured within_budget(Scope const& scope) {
    auto const days = days_of(scope);
    return measured(controlled(days, scope.policy), days.all, 5,
                    {{"days_near", static_cast<double>(days.near)},
                     {"off_hours_share", share_of(days.off_hours, days.replies)}});
}

Measured many_hands(Scope const& scope) {
    auto const& policy = scope.policy.concentration;
    auto const hands = concentration(scope.period, {}, policy);
    int replies = 0;
    int most = 0;
    std::vector<double> each;
    each.reserve(hands.hands.size());
    for (auto const& hand : hands.hands) {
        replies += hand.replies;
        most = std::max(most, hand.replies);
        each.push_back(hand.replies);
    }
    auto const share = share_of(most, replies);
    bool const in_one = share > policy.share && most > policy.times * median(each);
    bool const team = std::ssize(hands.hands) >= policy.people;
    return measured(
        !in_one && concentration_findings(hands, policy).empty(), team ? replies : 0, scope.policy.minimum,
        {{"people", static_cast<double>(hands.hands.size())},
         {"top_share", share},
         {"gini", hands.gini_replies},
         {"known_to_one", static_cast<double>(known_to_one(scope.period.answers, policy).size())}});
}

Measured fan_budgets(Scope const& scope) {
    auto const& policy = scope.policy.load;
    auto const costs = efforts(scope.period.answers, policy);
    struct Talk {
        Span spent{0};
        Tier tier = Tier::normal;
    };
    std::map<std::tuple<std::string, Uid, std::chrono::sys_days>, Talk> talks;
    for (std::size_t i = 0; i < costs.size(); ++i) {
        auto const& answer = scope.period.answers[i];
        if (answer.operator_name.empty()) continue;
        auto& talk = talks[{answer.operator_name, answer.fan, scope.policy.local.day(answer.at)}];
        talk.spent += costs[i];
        talk.tier = answer.tier;
    }
    auto const over = static_cast<int>(std::ranges::count_if(talks, [&](auto const& entry) {
        auto const& talk = entry.second;
        return talk.spent > (talk.tier == Tier::diamond ? policy.diamond_budget : policy.fan_budget);
    }));
    auto const count = static_cast<int>(talks.size());
    auto const share = share_of(over, count);
    return measured(share <= scope.policy.few, count, scope.policy.minimum,
                    {{"over", static_cast<double>(over)}, {"share", share}});
}

Measured tiers(Scope const& scope) {
    auto const first = [](Wait const& wait) { return wait.tier == Tier::diamond || wait.tier == Tier::core; };
    auto const top = tally(waits_where(scope.period.waits, first), scope.now);
    auto const others =
        tally(waits_where(scope.period.waits, [&](Wait const& wait) { return !first(wait); }), scope.now);
    bool const starved =
        others.late_share() > scope.policy.late_share && others.late_share() > 2 * top.late_share();
    bool const top_waits_longer =
        seconds(top.median.value_or(Span{0})) > 1.5 * seconds(others.median.value_or(Span{0}));
    return measured(!starved && !top_waits_longer, std::min(top.wanted, others.wanted), scope.policy.minimum,
                    {{"median_diamond_core", seconds(top.median.value_or(Span{0}))},
                     {"median_others", seconds(others.median.value_or(Span{0}))},
                     {"late_diamond_core", top.late_share()},
                     {"late_others", others.late_share()}});
}

Measured daily_cap(Scope const& scope) {
    auto const days = days_of(scope);
    return measured(days.over == 0, days.all, 5,
                    {{"days_over", static_cast<double>(days.over)},
                     {"cap_seconds", seconds(scope.policy.load.day_budget)}});
}

Measured equal_treatment(Scope const& scope) {
    auto const& policy = scope.policy.fairness;
    auto const classes = compare_heard(scope.period.waits, scope.now, policy);
    auto const unequal = unequal_treatment(classes, policy);
    double worst = 0;
    for (auto const& line : classes)
        worst = std::max(worst, line.ratio);
    return measured(unequal.empty(), static_cast<int>(classes.size()), 1,
                    {{"classes_unequal", static_cast<double>(unequal.size())}, {"greatest_ratio", worst}});
}

}  // namespace rw::care
