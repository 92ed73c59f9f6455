// Article B: how each point about the fans is measured.
#include "care/audit_rows.hpp"
#include "care/spread.hpp"

#include <algorithm>

namespace rw::care {
namespace {

double share_of(int part, int of) {
    return of > 0 ? static_cast<double>(part) / of : 0;
}
double seconds(std::optional<Span> span) {
    return span ? std::chrono::duration<double>(*span).count() : 0;
}

Measured late_at_most(Waits const& waits, Scope const& scope, int minimum) {
    auto const all = tally(waits, scope.now);
    return measured(
        all.late_share() <= scope.policy.late_share, all.wanted, minimum,
        {{"late_share", all.late_share()}, {"median", seconds(all.median)}, {"p90", seconds(all.p90)}});
}

Waits everything(Scope const& scope) {
    return waits_where(scope.period.waits, [](Wait const&) { return true; });
}

}  // namespace

Measured fans_served(Scope const& scope) {
    int asked = 0;
    int served = 0;
    for (auto const& fan : fan_lines(scope.period, scope.now)) {
        if (fan.answered + fan.unanswered + fan.open == 0) continue;
        ++asked;
        if (fan.answered > 0) ++served;
    }
    auto const share = share_of(served, asked);
    return measured(share >= scope.policy.answered_share, asked, scope.policy.minimum,
                    {{"fans_served", share}});
}

Measured steady(Scope const& scope) {
    auto const& policy = scope.policy.consistency;
    auto const series = weekly_series(scope.all, scope.now, scope.policy.local, policy);
    auto const all = steadiness(series, policy);
    auto const whole = static_cast<int>(std::ranges::count_if(
        series, [](WeekPoint const& point) { return point.whole && !point.campaign && point.judged > 0; }));
    if (!all) return measured(false, whole, policy.least_weeks, {});
    bool const fell = fell_silent(series, policy).has_value();
    return measured(!fell && all->index <= scope.policy.hot_and_cold, whole, policy.least_weeks,
                    {{"index", all->index},
                     {"cold_weeks", static_cast<double>(all->cold.size())},
                     {"longest_silence", seconds(all->silence)},
                     {"usual_silence", seconds(all->usual_silence)}});
}

Measured answered_share(Scope const& scope) {
    auto const all = tally(everything(scope), scope.now);
    auto const skipped = skipped_neighbours(scope.period, scope.now, scope.policy.fairness);
    return measured(
        all.share() >= scope.policy.answered_share && skipped.empty(), all.wanted, scope.policy.minimum,
        {{"answered_share", all.share()}, {"posts_with_skipped", static_cast<double>(skipped.size())}});
}

Measured nobody_lost(Scope const& scope) {
    auto const& policy = scope.policy;
    auto const lost = static_cast<int>(lost_fans(scope.all, scope.from, scope.now, policy.loyalty).size());
    auto const fans = fan_lines(scope.all, scope.now);
    auto const frequent = static_cast<int>(std::ranges::count_if(
        fans, [&](FanLine const& fan) { return fan.touches >= policy.loyalty.touches; }));
    auto const share = share_of(lost, frequent);
    return measured(share <= policy.few, frequent, policy.minimum,
                    {{"lost", static_cast<double>(lost)}, {"share", share}});
}

Measured in_time(Scope const& scope) {
    return late_at_most(everything(scope), scope, scope.policy.minimum);
}

Measured human_answer(Scope const& scope) {
    auto const questions = waits_where(scope.period.waits, [](Wait const& wait) {
        return wait.kind == Class::question || wait.kind == Class::howto;
    });
    auto const all = tally(questions, scope.now);
    return measured(all.median && *all.median <= scope.policy.human_answer, all.wanted, scope.policy.minimum,
                    {{"median", seconds(all.median)}, {"p90", seconds(all.p90)}});
}

Measured heard_in_time(Scope const& scope) {
    auto const trouble = waits_where(scope.period.waits,
                                     [](Wait const& wait) { return wait.heard && wait.kind <= Class::prod; });
    return late_at_most(trouble, scope, scope.policy.minimum / 2);
}

Measured reposts_too(Scope const& scope) {
    auto const is_comment = [](Wait const& wait) { return wait.form == rw::Kind::comment; };
    auto const comments = tally(waits_where(scope.period.waits, is_comment), scope.now);
    auto const calls = tally(
        waits_where(scope.period.waits,
                    [&](Wait const& wait) { return !is_comment(wait) && wait.form != rw::Kind::message; }),
        scope.now);
    bool const neglected =
        calls.share() < scope.policy.answered_share && calls.share() < 0.5 * comments.share();
    return measured(
        !neglected, calls.wanted, scope.policy.minimum,
        {{"answered_share_mentions_reposts", calls.share()}, {"answered_share_comments", comments.share()}});
}

Measured executives(Scope const& scope) {
    if (!scope.policy.executives_known) return not_measured(WhyNot::not_configured);
    auto const replies = static_cast<int>(std::ranges::count(scope.period.answers, true, &Answer::executive));
    return measured(replies > 0, static_cast<int>(scope.period.answers.size()), 1,
                    {{"executive_replies", static_cast<double>(replies)}});
}

}  // namespace rw::care
