// Looks at how an account is doing as a whole, from time to time, and tells of load and coverage (domain
// A2-A22, B4, B8, B9).
#pragma once

#include "app/office.hpp"
#include "care/audit.hpp"
#include "care/report.hpp"
#include "net/clock.hpp"
#include "net/loop.hpp"

#include <vector>

namespace rw::app {

/// The policies of statistics for an account, as its rules have them.
care::ReportPolicy report_policy(Rules const& rules);
care::AuditPolicy audit_policy(Rules const& rules, int days);

/// All that is to be said of the account at `now`.
/// `since`: when we began to look; earlier weeks are nobody's failure.
std::vector<care::Finding> findings_of(care::History const& history, Rules const& rules,
                                       std::optional<TimePoint> since, TimePoint now);

class Overseer {
public:
    struct World {
        store::Views& views;
        store::Inbox& inbox;
        net::Clock& clock;
        net::Loop& loop;
    };
    Overseer(World world, Seat& seat) : world_{world}, seat_{seat} {}

    /// Tells what has come up and ends what is over. A finding that a person has resolved is not told again:
    /// its key names its day or week.
    net::Task<Result<void>> look(store::Tenure tenure);

private:
    net::Task<Result<std::vector<std::string>>> keys_on(store::Shelf::Which which);

    World world_;
    Seat& seat_;
};

}  // namespace rw::app
