// What keeps quiet: silences that people set, and incidents that say already what others would.
#include "alert/escalate.hpp"
#include "alert/waiting.hpp"
#include "app/desk.hpp"

#include <algorithm>

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

void Desk::learn_burning(std::vector<store::Versioned<alert::Incident>> const& incidents) {
    auto& burning = rules_.alerts.burning;
    for (auto const& [incident, version] : incidents) {
        std::erase_if(burning, [&](alert::Burning const& one) { return one.id == incident.id; });
        if (auto one = burning_of(incident)) burning.push_back(*std::move(one));
        if (incident.resolved_at) {
            ends_[incident.key] = {incident.id, *incident.resolved_at};
        } else {
            ends_.erase(incident.key);
        }
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

net::Task<Result<void>> Desk::recall_burning(AccountId account) {
    if (burning_recalled_) co_return Result<void>{};
    store::Shelf shelf;
    shelf.limit = incidents_a_page;
    for (;;) {
        auto const slice = co_await world_.views.incidents_on(account, shelf);
        if (!slice) co_return slice.error();
        std::vector<store::Versioned<alert::Incident>> found;
        for (auto const& incident : slice->items)
            found.push_back({incident, 0});
        learn_burning(found);
        if (slice->items.size() < shelf.limit) break;
        shelf.after = slice->cursors.back();
    }
    store::Shelf past;
    past.which = store::Shelf::Which::settled;
    past.limit = incidents_a_page;
    auto const ended = co_await world_.views.incidents_on(account, past);  // the latest first: enough
    if (!ended) co_return ended.error();
    std::vector<store::Versioned<alert::Incident>> lately;
    for (auto incident = ended->items.rbegin(); incident != ended->items.rend(); ++incident) {
        if (std::ranges::none_of(rules_.alerts.burning,
                                 [&](auto const& one) { return one.id == incident->id; }))
            lately.push_back({*incident, 0});
    }
    learn_burning(lately);
    burning_recalled_ = true;
    co_return Result<void>{};
}

net::Task<Result<void>> Desk::follow_surges(store::Tenure tenure) {
    for (auto const& surge : surges_.grown(world_.clock.now())) {
        auto trouble = alert::surge_trouble(tenure.account, surge);
        auto const told = co_await report(tenure, std::move(trouble));
        if (!told) co_return told;
    }
    for (auto const first : surges_.calmed(world_.clock.now())) {
        auto const why = std::string{"两小时没有新的同类投诉"};
        auto const ended = co_await relieve(tenure, alert::surge_key(first), why);
        if (!ended) co_return ended;
    }
    co_return Result<void>{};
}

net::Task<Result<void>> Desk::take_silences(store::Tenure tenure, std::vector<alert::Silence> silences) {
    if (silences == rules_.alerts.silences) co_return Result<void>{};
    rules_.alerts.silences = std::move(silences);
    std::vector<IncidentId> held;
    store::Shelf shelf;
    shelf.limit = incidents_a_page;
    for (;;) {
        auto const slice = co_await world_.views.incidents_on(tenure.account, shelf);
        if (!slice) co_return slice.error();
        for (auto const& incident : slice->items) {
            if (!incident.held.empty()) held.push_back(incident.id);
        }
        if (slice->items.size() < shelf.limit) break;
        shelf.after = slice->cursors.back();
    }
    for (auto const& id : held) {
        std::vector<IncidentId> const one{1, id};
        auto loaded = co_await world_.ledger.incidents(tenure.account, one);
        if (!loaded) co_return loaded.error();
        auto& incident = loaded->front();
        if (incident.version == 0) continue;
        incident.value.next_step_at = world_.clock.now();
        auto outcome = alert::step(rules_.alerts, incident.value, world_.clock.now());
        auto step = step_of(std::move(outcome), incident.version);
        auto const done = co_await commit(tenure, std::move(step));
        if (!done && done.error().kind != Fault::conflict) co_return done;  // else its own step comes anyway
    }
    co_return Result<void>{};
}

}  // namespace rw::app
