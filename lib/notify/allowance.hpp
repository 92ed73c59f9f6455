// What robots may still send, when others speak through them too: it is kept where all see it, and changed
// only as it was last seen.
#pragma once

#include "net/clock.hpp"
#include "notify/deliver.hpp"
#include "notify/pool.hpp"

namespace rw::notify {

/// What others have left of a robot's allowance. False: it cannot be read.
net::Task<bool> read_budget(Outbox& outbox, Robot& robot);
/// The robot of the pool that sends one now, already charged for it; nullptr: none may. Where its allowance
/// cannot be kept it sends nevertheless: whoever cannot write that down cannot write down the notice either.
net::Task<Robot*> charge(Outbox& outbox, net::Clock& clock, Pool& pool);
/// The platform said stop: nobody sends through it until then.
net::Task<void> pause(Outbox& outbox, Robot& robot, TimePoint until);

}  // namespace rw::notify
