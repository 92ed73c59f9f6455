// Whether every open incident climbs: a step that nobody took, or a timer that was lost, is found here and
// taken at once.
#include "alert/escalate.hpp"
#include "app/desk.hpp"
#include "core/log.hpp"

namespace rw::app {

net::Task<Result<int>> Desk::audit(store::Tenure tenure) {
    auto const clock = &world_.clock;
    Wanted const overdue = [clock](alert::Incident const& one) {
        return alert::is_overdue(one, clock->now());
    };
    auto const late = co_await open_ones(tenure.account, overdue);
    if (!late) co_return late.error();
    int mended = 0;
    for (auto const& incident : *late) {
        auto const done = co_await step_now(tenure, incident.id, overdue);
        if (!done && done.error().kind != Fault::conflict) co_return done.error();
        bool const taken = done && *done;
        if (!taken) continue;  // somebody was faster
        log::error("auditor.late", {{"account", tenure.account.text()}, {"incident", incident.id.text()}});
        ++mended;
    }
    co_return mended;
}

}  // namespace rw::app
