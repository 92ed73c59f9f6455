// Whether every open incident climbs: a step that nobody took, or a timer that was lost, is found here and
// taken at once.
#include "alert/escalate.hpp"
#include "app/desk.hpp"
#include "core/log.hpp"

namespace rw::app {
namespace {

constexpr std::size_t incidents_a_page = 200;

}  // namespace

net::Task<Result<int>> Desk::audit(store::Tenure tenure) {
    std::vector<IncidentId> late;
    store::Shelf shelf;
    shelf.limit = incidents_a_page;
    for (;;) {
        auto const slice = co_await world_.views.incidents_on(tenure.account, shelf);
        if (!slice) co_return slice.error();
        for (auto const& incident : slice->items) {
            if (alert::is_overdue(incident, world_.clock.now())) late.push_back(incident.id);
        }
        if (slice->items.size() < shelf.limit) break;
        shelf.after = slice->cursors.back();
    }
    if (late.empty()) co_return 0;
    auto loaded = co_await world_.ledger.incidents(tenure.account, late);
    if (!loaded) co_return loaded.error();
    int mended = 0;
    for (auto& incident : *loaded) {
        auto const now = world_.clock.now();
        if (incident.version == 0 || !alert::is_overdue(incident.value, now)) continue;
        log::error("auditor.late",
                   {{"account", tenure.account.text()}, {"incident", incident.value.id.text()}});
        incident.value.next_step_at = now;
        auto outcome = alert::step(rules_.alerts, std::move(incident.value), now);
        auto step = step_of(std::move(outcome), incident.version);
        auto const done = co_await commit(tenure, std::move(step));
        if (!done && done.error().kind != Fault::conflict) co_return done.error();
        ++mended;
    }
    co_return mended;
}

}  // namespace rw::app
