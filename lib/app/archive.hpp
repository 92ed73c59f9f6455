// What is kept of an account, read for statistics: pages of it, so that others have their turn meanwhile.
#pragma once

#include "app/rules.hpp"
#include "care/history.hpp"
#include "store/ledger.hpp"

namespace rw::app {

/// Waits, answers and touches of all that still waits and of what was touched since `since`, as at `now`.
net::Task<Result<care::History>> gather(store::Views& views, Rules const& rules, TimePoint since,
                                        TimePoint now);

}  // namespace rw::app
