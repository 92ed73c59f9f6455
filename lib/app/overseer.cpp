#include "app/overseer.hpp"

#include "app/archive.hpp"
#include "app/system_words.hpp"
#include "care/concentration.hpp"
#include "care/drift.hpp"
#include "care/fairness.hpp"
#include "care/fans.hpp"
#include "care/forecast.hpp"
#include "care/listening.hpp"
#include "care/surge.hpp"

#include <algorithm>

namespace rw::app {
namespace {

using care::Finding;

constexpr Span looked_back = 13 * 7 * 24h;  // the weekly series, and the week before it
constexpr Span forecast_from = 15h;         // of the local day (A15)
constexpr std::size_t most_incidents = 1000;

care::LocalDays local_of(Rules const& rules) {
    return care::LocalDays{rules.alerts.zone};
}

/// Open time of today, as far as it is over and as far as it is left.
std::optional<care::Workday> workday(Rules const& rules, TimePoint now) {
    auto const local = local_of(rules);
    auto const midnight = local.midnight(local.day(now));
    auto const& calendar = rules.policy.calendar;
    care::Workday day;
    day.opened = calendar.add(midnight, Span{1}) - Span{1};
    day.now = now;
    day.worked = calendar.between(midnight, now);
    day.left = calendar.between(now, local.midnight(local.day(now) + std::chrono::days{1}));
    if (day.worked == Span{0} || now - midnight < forecast_from) return std::nullopt;
    return day;
}

void put(std::vector<Finding>& all, std::vector<Finding> more) {
    std::ranges::move(more, std::back_inserter(all));
}
void put(std::vector<Finding>& all, std::optional<Finding> one) {
    if (one) all.push_back(*std::move(one));
}

std::vector<std::string> names_of(alert::Policy const& alerts) {
    std::vector<std::string> names;
    for (auto const& schedule : alerts.schedules)
        names.insert(names.end(), schedule.people.begin(), schedule.people.end());
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

/// What comes of all that was gathered.
struct Overview {
    std::unordered_map<Uid, care::Tier> tiers;
    std::vector<Finding> findings;
    double complaints_an_hour = 0;
};

}  // namespace

care::ReportPolicy report_policy(Rules const& rules) {
    care::ReportPolicy policy;
    policy.local = local_of(rules);
    return policy;
}

care::AuditPolicy audit_policy(Rules const& rules, int days) {
    care::AuditPolicy policy;
    policy.days = days;
    policy.local = local_of(rules);
    policy.executives_known = !rules.executives.empty();
    return policy;
}

std::vector<Finding> findings_of(care::History const& history, Rules const& rules,
                                 std::optional<TimePoint> since, TimePoint now) {
    auto policy = report_policy(rules);
    policy.habit.watched_since = since;
    auto const local = policy.local;
    std::vector<Finding> all;
    put(all, care::load_findings(history.answers, now, local, policy.load));
    care::ConcentrationPolicy const concentrated;
    put(all, care::concentration_findings(care::concentration(history, names_of(rules.alerts), concentrated),
                                          concentrated));
    put(all, care::drifting(history, now, {}));
    if (auto const day = workday(rules, now)) {
        auto const forecast = care::forecast(history.waits, *day);
        if (forecast) put(all, care::queue_too_long(*forecast, care::to_text(local.day(now)), {}));
    }
    put(all, care::weekly_habit_missed(history.answers, now, local, policy.habit));
    auto const series = care::weekly_series(history, now, local, policy.consistency);
    put(all, care::fell_silent(series, policy.consistency));
    put(all, care::fans_ignored(history, now, local, policy.loyalty));
    put(all, care::lost_after_silence(history, now, local, policy.loyalty));
    care::FairnessPolicy const fair;
    put(all, care::unequal_treatment(care::compare_heard(history.waits, now, fair), fair));
    put(all, care::skipped_neighbours(history, now, fair));
    return all;
}

/// Keys of findings among the incidents of a shelf.
net::Task<Result<std::vector<std::string>>> Overseer::keys_on(store::Shelf::Which which) {
    std::vector<std::string> keys;
    store::Shelf shelf;
    shelf.which = which;
    shelf.limit = 200;
    for (std::size_t read = 0; read < most_incidents; read += shelf.limit) {
        auto const slice = co_await world_.views.incidents_on(seat_.account, shelf);
        if (!slice) co_return slice.error();
        for (auto const& incident : slice->items) {
            if (incident.key.starts_with("finding/")) keys.push_back(incident.key);
        }
        if (slice->items.size() < shelf.limit) break;
        shelf.after = slice->cursors.back();
    }
    co_return keys;
}

net::Task<Result<void>> Overseer::look(store::Tenure tenure) {
    auto const now = world_.clock.now();
    auto const rules = seat_.desk.rules();
    auto const lists = co_await world_.inbox.lists(seat_.account);
    if (!lists) co_return lists.error();
    auto const fence = lists->find("fence");
    auto const since = fence == lists->end() ? std::optional{now} : fence->second.read_at;
    auto history = co_await gather(world_.views, rules, now - looked_back, now);
    if (!history) co_return history.error();
    auto sum = [all = *std::move(history), rules, since, now] {
        return Overview{care::tiers_by_ledger(care::fan_lines(all, now), now),
                        findings_of(all, rules, since, now), care::complaints_an_hour(all, now)};
    };
    auto overview = co_await world_.loop.aside(std::move(sum));
    seat_.desk.expect_complaints(overview.complaints_an_hour);
    seat_.desk.take_known_tiers(std::move(overview.tiers));
    auto const open = co_await keys_on(store::Shelf::Which::waiting);
    auto const past = co_await keys_on(store::Shelf::Which::settled);
    if (!open || !past) co_return open ? past.error() : open.error();
    Audience const to{seat_.account, rules.alerts.language};
    std::vector<alert::Trouble> troubles;
    for (auto const& finding : overview.findings)
        troubles.push_back(finding_trouble(to, finding));
    for (auto const& gap : rules.policy.calendar.gaps(now))
        troubles.push_back(holidays_trouble(to, gap));
    constexpr Span ahead = 14 * 24h;
    for (auto const& gap : alert::duty_gaps(rules.alerts, now, now + ahead)) {
        auto trouble = roster_trouble(to, gap, rules.alerts.zone);
        if (std::ranges::find(troubles, trouble.key, &alert::Trouble::key) == troubles.end())
            troubles.push_back(std::move(trouble));
    }
    std::vector<std::string> current;
    for (auto& trouble : troubles) {
        current.push_back(trouble.key);
        if (std::ranges::find(*past, trouble.key) != past->end()) continue;
        auto const told = co_await seat_.desk.report(tenure, std::move(trouble));
        if (!told) co_return told.error();
    }
    for (auto const& key : *open) {
        if (std::ranges::find(current, key) != current.end()) continue;
        auto const over = to_words(Over::not_so_any_more, to.language);
        auto const told = co_await seat_.desk.relieve(tenure, key, over);
        if (!told) co_return told.error();
    }
    co_return Result<void>{};
}

}  // namespace rw::app
