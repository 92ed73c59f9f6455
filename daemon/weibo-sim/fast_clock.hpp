// A clock that goes faster than the one below it, and can be set ahead: a week of the platform in an
// afternoon.
#pragma once

#include "net/clock.hpp"

namespace rw::sim {

class FastClock final : public net::Clock {
public:
    /// From now on `speed` seconds go by in each second of `under`, which must outlive this.
    FastClock(net::Clock& under, double speed)
        : under_{under}, speed_{speed}, wall_{under.now()}, begun_{under.steady()} {}

    TimePoint now() const override { return wall_ + passed(); }
    Span steady() const override { return begun_ + passed(); }
    net::Task<void> sleep(Span span) override {
        return under_.sleep(Span{static_cast<std::int64_t>(static_cast<double>(span.count()) / speed_)});
    }
    /// Sets the clock ahead; who sleeps is not woken by it.
    void advance(Span by) { ahead_ += by; }

private:
    Span passed() const {
        auto const real = static_cast<double>((under_.steady() - begun_).count());
        return Span{static_cast<std::int64_t>(real * speed_)} + ahead_;
    }

    net::Clock& under_;
    double speed_;
    TimePoint wall_;
    Span begun_;
    Span ahead_{0};
};

}  // namespace rw::sim
