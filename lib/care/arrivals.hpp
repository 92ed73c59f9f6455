// How often something new comes to a list: learnt from what came, by weekday and hour, with bursts apart
// (polling.md 4). A value without a clock; nothing in it is asked of anybody.
#pragma once

#include "core/time.hpp"

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw::care {

/// What is expected of a list, in items a second.
class Rates {
public:
    virtual ~Rates() = default;
    /// The rate at `when`, as far as it is known at `now`. `when` is not before `now`.
    virtual double expected(TimePoint when, TimePoint now) const = 0;
};

/// One complete reading: everything that was written from `from` until `until` is in `times`.
struct Stretch {
    TimePoint from{};
    TimePoint until{};
    std::vector<TimePoint> times;
};

class Arrivals final : public Rates {
public:
    /// `offset` is local time minus UTC: people sleep by the clock on their wall.
    /// `first_rate`: items a second until something is known.
    explicit Arrivals(Span offset = 8h, double first_rate = 1.0 / 3600)
        : offset_{offset}, first_rate_{first_rate} {}

    /// Learns from a reading. What reaches back before the last one counts once.
    void saw(Stretch stretch);
    /// A counter says that about `count` items came between two looks; their own times will come with the
    /// next reading. Tells of bursts at once, teaches nothing lasting.
    void heard(double count, TimePoint from, TimePoint until);

    double expected(TimePoint when, TimePoint now) const override;
    /// Without bursts: what an ordinary week has at that hour.
    double usual(TimePoint when) const;
    /// What has come lately beyond the usual, fading with 25 minutes.
    double burst(TimePoint now) const;

    std::string pack() const;
    /// Nothing when the text is none of ours.
    static std::optional<Arrivals> unpack(std::string_view packed, Span offset = 8h);

private:
    /// Items seen in it, and items an even spread would have had: their ratio is the factor of the cell.
    struct Cell {
        double seen = 0;
        double even = 0;
    };
    struct Hour {
        std::size_t hour = 0;
        std::size_t day = 0;  ///< of the week, Monday first
    };
    Hour hour_of(TimePoint when) const;
    double shape(Hour at) const;
    void learn(TimePoint from, TimePoint until, double count);
    void forget(TimePoint until);
    void measure_burst(TimePoint until);

    double base() const;

    Span offset_;
    double first_rate_;
    Cell base_;  ///< `even` in seconds of an average hour
    std::array<Cell, 24> hours_{};
    std::array<Cell, 7> days_{};
    std::array<Cell, 168> week_{};
    TimePoint known_until_{};  ///< everything written before has been counted
    std::deque<TimePoint> lately_;
    std::size_t rumoured_ = 0;  ///< how many at the end of `lately_` a counter told of
    double burst_ = 0;
    TimePoint burst_at_{};
};

}  // namespace rw::care
