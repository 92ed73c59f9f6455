#include "care/calendar.hpp"

#include <algorithm>

namespace rw::care {
namespace {

using namespace std::chrono;

/// Sums stay far from overflow: nothing before year 0 or after 9999 is told apart.
TimePoint within_reach(TimePoint when) {
    constexpr TimePoint first{sys_days{year{0} / 1 / 1}};
    constexpr TimePoint last{LocalHours::end_of_time.time_since_epoch()};
    return std::clamp(when, first, last);
}
constexpr Span longest_work = days{2 * 3'652'425};

LocalTime local(TimePoint when, Span offset) {
    return LocalTime{when.time_since_epoch() + offset};
}

}  // namespace

Calendar::Calendar(Hours hours, Zone zone, Holidays holidays)
    : hours_{std::move(hours)},
      zone_{std::move(zone)},
      holidays_{std::move(holidays)},
      local_{hours_, holidays_.days()} {
    pieces_.push_back({TimePoint::min(), zone_.first_offset(), Span::min(), Span{0}});
    for (auto const& [at, offset] : zone_.changes()) {
        auto const open = until(at);
        pieces_.push_back({at, offset, open, open - local_.until(local(at, offset))});
    }
}

Calendar Calendar::always_open() {
    Week week;
    week.fill({Block{0, 24 * 60}});
    return Calendar{std::move(week), Zone{}};
}

std::vector<Block> const& Calendar::blocks_of(LocalDay day) const {
    if (auto const* const special = holidays_.find(day))
        return special->working ? hours_.week[0] : hours_.holiday;
    return hours_.week[weekday{day}.iso_encoding() - 1];
}

std::size_t Calendar::piece_of(TimePoint when) const {
    auto const next = std::ranges::upper_bound(pieces_, when, {}, &Piece::begin);
    return static_cast<std::size_t>(next - pieces_.begin()) - 1;
}

Span Calendar::until(TimePoint when) const {
    auto const& piece = pieces_[piece_of(when)];
    return local_.until(local(when, piece.offset)) + piece.shift;
}

bool Calendar::open_at(TimePoint when) const {
    when = within_reach(when);
    return local_.open_at(local(when, pieces_[piece_of(when)].offset));
}

TimePoint Calendar::add(TimePoint start, Span work) const {
    start = within_reach(start);
    if (work <= Span{0}) {
        if (open_at(start)) return start;
        auto const opened = add(start, Span{1});
        return opened == TimePoint::max() ? opened : opened - Span{1};
    }
    if (work > longest_work) return TimePoint::max();
    auto const sum = until(start) + work;
    auto const after = pieces_.begin() + static_cast<std::ptrdiff_t>(piece_of(start)) + 1;
    auto const next =
        std::partition_point(after, pieces_.end(), [&](Piece const& piece) { return piece.open < sum; });
    auto const& piece = *std::prev(next);
    auto const reached = local_.reach(local(std::max(start, piece.begin), piece.offset), sum - piece.shift);
    return reached ? TimePoint{reached->time_since_epoch()} - piece.offset : TimePoint::max();
}

Span Calendar::between(TimePoint from, TimePoint to) const {
    if (to <= from) return Span{0};
    return until(within_reach(to)) - until(within_reach(from));
}

}  // namespace rw::care
