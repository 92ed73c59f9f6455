// Local time of a place as plain data: its offsets from UTC and when they change. Whoever may read files
// loads it (`config/zones.hpp`); it is handed to those who may not.
#pragma once

#include "core/time.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// What the clock on the wall shows, without its place.
using LocalTime = std::chrono::local_time<Span>;
using LocalDay = std::chrono::local_days;

/// `UTC`, `+08:00`, `-03:30`.
std::string offset_name(Span offset);

class Zone {
public:
    /// From `at` on, until the next change, local time minus UTC is `offset`.
    struct Change {
        TimePoint at;
        Span offset;
        friend bool operator==(Change const&, Change const&) = default;
    };

    Zone() : Zone{Span{0}} {}
    /// A place whose clocks are never changed; its name is that of the offset: `UTC`, `+08:00`.
    template <class Rep, class Period>
    Zone(std::chrono::duration<Rep, Period> offset) : Zone{offset_name(offset), Span{offset}} {}
    /// `offset` holds before the first of `changes`, which are in order.
    Zone(std::string name, Span offset, std::vector<Change> changes = {});

    std::string const& name() const { return name_; }
    /// What holds before the first change.
    Span first_offset() const { return offset_; }
    std::vector<Change> const& changes() const { return changes_; }

    Span offset_at(TimePoint when) const;
    LocalTime local(TimePoint when) const { return LocalTime{when.time_since_epoch() + offset_at(when)}; }
    LocalDay day_of(TimePoint when) const { return std::chrono::floor<std::chrono::days>(local(when)); }
    /// The first instant at which the wall clock shows `local`, or later: of two that show it the earlier,
    /// and the change itself where it jumps over it.
    TimePoint instant_of(LocalTime local) const;

    friend bool operator==(Zone const&, Zone const&) = default;

private:
    std::string name_;
    Span offset_;
    std::vector<Change> changes_;
};

/// Reads `2026-10-10` and `2026-10-10T23:30`, with seconds if there are any; nothing if it is neither.
std::optional<LocalDay> parse_local_day(std::string_view text);
std::optional<LocalTime> parse_local_time(std::string_view text);
/// `2026-10-10`
std::string to_text(LocalDay day);
/// `2026-10-10T23:30`, with seconds where there are any.
std::string to_text(LocalTime time);

}  // namespace rw
