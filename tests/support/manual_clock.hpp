// A clock moved by hand: sleepers wake in order, each at its own instant, and nothing takes real time.
#pragma once

#include "net/clock.hpp"
#include "net/loop.hpp"

#include <list>
#include <memory>

namespace rw::test {

class ManualClock final : public net::Clock {
public:
    explicit ManualClock(
        TimePoint start = TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 10 / 12}} + 2h)
        : wall_{start} {}

    TimePoint now() const override { return wall_; }
    Span steady() const override { return steady_; }
    net::Task<void> sleep(Span span) override;

    /// Lets `span` pass: everything that is ready runs, then each sleeper at its instant, until nothing is
    /// left.
    void advance(net::Loop& loop, Span span);
    /// Runs what is ready without letting time pass.
    void settle(net::Loop& loop) { advance(loop, Span{0}); }
    /// Somebody sets the clock on the wall; steady time goes on.
    void step_wall(Span by) { wall_ += by; }

private:
    struct Sleeper;
    TimePoint wall_;
    Span steady_{0};
    std::list<Sleeper*> sleepers_;
};

}  // namespace rw::test
