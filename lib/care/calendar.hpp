// When people work: weekly hours, days off, make-up workdays and the duty roster, by the clocks of their
// place (K20-K23).
#pragma once

#include "care/local_hours.hpp"

#include <vector>

namespace rw::care {

/// An instant is open when the clock on the wall then shows a time that lies in a block. So what the clock
/// jumps over in spring has no length, and what it shows twice in autumn is open twice: 22:00-02:00 lasts an
/// hour longer, and 01:00-01:30 of a doubled hour is two half hours with a break between them.
class Calendar {
public:
    using Week = care::Week;

    Calendar(Hours hours, Zone zone, Holidays holidays = {});
    Calendar(Week week, Zone zone) : Calendar{Hours{std::move(week), {}}, std::move(zone)} {}
    static Calendar always_open();

    Hours const& hours() const { return hours_; }
    Zone const& zone() const { return zone_; }
    Holidays const& holidays() const { return holidays_; }

    /// The blocks that begin on a day, in the order in which they were written.
    std::vector<Block> const& blocks_of(LocalDay day) const;
    /// Years whose holidays are missing or provisional now or soon: what the daemon and the operator must
    /// hear of. Missing years have ordinary weekdays only.
    std::vector<Gap> gaps(TimePoint now) const { return holidays_.gaps(zone_.day_of(now)); }

    bool open_at(TimePoint when) const;
    /// The first instant at which `work` of open time has passed since `start`; a span of zero gives `start`
    /// or the next opening (K23). `TimePoint::max()` when that does not happen before the year 10000.
    TimePoint add(TimePoint start, Span work) const;
    /// Open time between two instants, exactly; zero when `to` is not after `from`. between(t, add(t, work))
    /// is work; and pieces add up: between(a, b) + between(b, c) is between(a, c).
    Span between(TimePoint from, TimePoint to) const;

private:
    /// From `begin` until the next piece the local clock is `offset` ahead of UTC.
    struct Piece {
        TimePoint begin;
        Span offset;
        Span open;   ///< open time until `begin`
        Span shift;  ///< open time by instants minus open time by the local clock
    };
    std::size_t piece_of(TimePoint when) const;
    Span until(TimePoint when) const;

    Hours hours_;
    Zone zone_;
    Holidays holidays_;
    LocalHours local_;
    std::vector<Piece> pieces_;
};

}  // namespace rw::care
