#include "notify/allowance.hpp"

#include "core/log.hpp"

namespace rw::notify {
namespace {

constexpr int most_conflicts = 8;

/// False: others have spoken meanwhile, and the allowance is now as they have left it.
net::Task<bool> keep_budget(Outbox& outbox, Robot& robot) {
    auto const packed = robot.budget.pack();
    auto const kept = co_await outbox.swap_budget(robot.purse, robot.stored, packed);
    bool const others = !kept && kept.error().kind == Fault::conflict;
    if (others) {
        co_await read_budget(outbox, robot);
        co_return false;
    }
    if (!kept) log::warn("budget.save_failed", {{"why", kept.error().doing}});
    if (kept) robot.stored = packed;
    co_return true;
}

}  // namespace

net::Task<bool> read_budget(Outbox& outbox, Robot& robot) {
    auto packed = co_await outbox.load_budget(robot.purse);
    if (!packed) co_return false;
    if (*packed != robot.stored) robot.budget.unpack(*packed);
    robot.stored = *std::move(packed);
    co_return true;
}

net::Task<Robot*> charge(Outbox& outbox, net::Clock& clock, Pool& pool) {
    for (int tries = 0; tries < most_conflicts; ++tries) {
        auto const now = clock.now();
        auto* const robot = pool.pick(now);
        if (robot == nullptr || !robot->budget.limited()) co_return robot;
        robot->budget.spent(now);
        auto const kept = co_await keep_budget(outbox, *robot);
        if (kept) co_return robot;
    }
    co_return nullptr;
}

net::Task<void> pause(Outbox& outbox, Robot& robot, TimePoint until) {
    for (int tries = 0; tries < most_conflicts; ++tries) {
        robot.budget.pause_until(until);
        auto const kept = co_await keep_budget(outbox, robot);
        if (kept) co_return;
    }
}

}  // namespace rw::notify
