// What keeps quiet: silences that people set, and incidents that say already what others would.
#include "alert/escalate.hpp"
#include "alert/waiting.hpp"
#include "app/desk.hpp"
#include "app/system_words.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace rw::app {
namespace {

constexpr std::size_t incidents_a_page = 200;

/// What an incident says for others; nothing for most.
std::optional<alert::Burning> burning_of(alert::Incident const& incident) {
    using alert::IncidentKind;
    constexpr std::string_view blind = "blind/";
    if (incident.state == alert::IncidentState::resolved) return std::nullopt;
    if (incident.kind == IncidentKind::blind && incident.key.starts_with(blind))
        return alert::Burning{incident.id, true, incident.key.substr(blind.size())};
    if (incident.kind == IncidentKind::misstep && incident.level == care::Level::red)
        return alert::Burning{incident.id, false, incident.url};
    return std::nullopt;
}

}  // namespace

void Desk::learn_from(alert::Incident const& incident) {
    auto& burning = rules_.alerts.burning;
    std::erase_if(burning, [&](alert::Burning const& one) { return one.id == incident.id; });
    if (auto one = burning_of(incident)) burning.push_back(*std::move(one));
    if (incident.resolved_at) {
        ends_[incident.key] = {incident.id, *incident.resolved_at};
    } else {
        ends_.erase(incident.key);
    }
    auto const old = world_.clock.now() - alert::reopens_within;
    std::erase_if(ends_, [&](auto const& one) { return one.second.at <= old; });
}

net::Task<Result<Desk::Cases>> Desk::lately_ended(AccountId account, std::vector<std::string> keys) {
    auto const old = world_.clock.now() - alert::reopens_within;
    Cases cases;
    std::vector<IncidentId> ids;
    for (auto const& key : keys) {
        auto const end = ends_.find(key);
        if (end != ends_.end() && end->second.at > old) ids.push_back(end->second.id);
    }
    if (ids.empty()) co_return cases;
    auto loaded = co_await world_.ledger.incidents(std::move(account), std::move(ids));
    if (!loaded) co_return loaded.error();
    for (auto& incident : *loaded) {
        if (incident.version == 0) continue;
        auto const key = incident.value.key;
        cases.emplace(key, std::move(incident));
    }
    co_return cases;
}

net::Task<Result<std::vector<alert::Incident>>> Desk::open_ones(AccountId account, Wanted wanted) {
    std::vector<alert::Incident> found;
    store::Shelf shelf;
    shelf.limit = incidents_a_page;
    for (;;) {
        auto slice = co_await world_.views.incidents_on(account, shelf);
        if (!slice) co_return slice.error();
        for (auto& incident : slice->items) {
            if (wanted(incident)) found.push_back(std::move(incident));
        }
        if (slice->items.size() < shelf.limit) co_return found;
        shelf.after = slice->cursors.back();
    }
}

net::Task<Result<void>> Desk::recall_burning(AccountId account) {
    if (burning_recalled_) co_return Result<void>{};
    Wanted const burns = [](alert::Incident const& one) { return burning_of(one).has_value(); };
    auto const open = co_await open_ones(account, burns);
    if (!open) co_return open.error();
    store::Shelf past;
    past.which = store::Shelf::Which::settled;
    past.limit = incidents_a_page;
    auto const ended = co_await world_.views.incidents_on(account, past);  // the latest first: enough
    if (!ended) co_return ended.error();
    for (auto incident = ended->items.rbegin(); incident != ended->items.rend(); ++incident)
        learn_from(*incident);
    for (auto const& incident : *open)
        learn_from(incident);
    burning_recalled_ = true;
    co_return Result<void>{};
}

/// A storm is told, and its end is, until that has been kept: both are asked for once only.
net::Task<Result<void>> Desk::follow_surges(store::Tenure tenure) {
    auto const now = world_.clock.now();
    std::ranges::move(surges_.grown(now), std::back_inserter(storms_));
    std::ranges::move(surges_.calmed(now), std::back_inserter(calmed_));
    for (; !storms_.empty(); storms_.pop_front()) {
        auto trouble = alert::surge_trouble(tenure.account, storms_.front(), rules_.alerts.language);
        auto const told = co_await report(tenure, std::move(trouble));
        if (!told) co_return told;
    }
    for (; !calmed_.empty(); calmed_.pop_front()) {
        auto const why = to_words(Over::calm, rules_.alerts.language);
        auto const ended = co_await relieve(tenure, alert::surge_key(calmed_.front()), why);
        if (!ended) co_return ended;
    }
    co_return Result<void>{};
}

/// Storms that were told by a process before this one, and have calmed since.
net::Task<Result<void>> Desk::recall_storms(AccountId account) {
    Wanted const storms = [](alert::Incident const& one) { return one.kind == alert::IncidentKind::surge; };
    auto const open = co_await open_ones(std::move(account), storms);
    if (!open) co_return open.error();
    for (auto const& incident : *open) {
        auto const first = WeiboId::parse(incident.key.substr(incident.key.find('/') + 1));
        if (first && !surges_.runs(*first, world_.clock.now())) calmed_.push_back(*first);
    }
    co_return Result<void>{};
}

net::Task<Result<void>> Desk::take_silences(store::Tenure tenure, std::vector<alert::Silence> silences) {
    if (silences == rules_.alerts.silences) co_return Result<void>{};
    auto before = std::exchange(rules_.alerts.silences, std::move(silences));
    auto const looked = co_await look_at_held(std::move(tenure));
    if (!looked) rules_.alerts.silences = std::move(before);  // so that the next time tries again
    co_return looked;
}

net::Task<Result<void>> Desk::look_at_held(store::Tenure tenure) {
    Wanted const held = [](alert::Incident const& one) { return !one.held.empty(); };
    auto const open = co_await open_ones(tenure.account, held);
    if (!open) co_return open.error();
    for (auto const& incident : *open) {
        auto const done = co_await step_now(tenure, incident.id, held);
        if (!done) co_return done.error();
    }
    co_return Result<void>{};
}

net::Task<Result<bool>> Desk::step_now(store::Tenure tenure, IncidentId id, Wanted still) {
    std::vector<IncidentId> const ids{1, id};
    auto loaded = co_await world_.ledger.incidents(tenure.account, ids);
    if (!loaded) co_return loaded.error();
    auto& [incident, version] = loaded->front();
    if (version == 0 || !still(incident)) co_return false;
    auto const now = world_.clock.now();
    incident.next_step_at = now;
    auto outcome = alert::step(rules_.alerts, std::move(incident), now);
    auto step = step_of(std::move(outcome), version);
    auto const done = co_await commit(std::move(tenure), std::move(step));
    if (!done) co_return done.error();
    co_return true;
}

}  // namespace rw::app
