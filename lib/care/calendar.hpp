// When people work: weekly hours, days off, and the duty roster on holidays (K20-K23).
#pragma once

#include "core/time.hpp"

#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace rw::care {

/// Part of a day in minutes after local midnight; `end` may pass midnight (22:00-02:00 is 1320-1560).
struct Block {
    int begin = 0;
    int end = 0;
    friend bool operator==(Block const&, Block const&) = default;
};

/// `09:00-12:00`, `22:00-02:00`, `00:00-24:00`; nothing if it is none of these.
std::optional<Block> parse_block(std::string_view text);

class Calendar {
public:
    using Week = std::array<std::vector<Block>, 7>;  ///< Monday first; a day without blocks is closed

    /// `offset` is local time minus UTC: Beijing has eight hours and no daylight saving.
    Calendar(Week week, Span offset);
    static Calendar always_open();

    /// A day off takes `holiday` blocks instead of its weekday's; a make-up workday takes those of Monday
    /// (K21, K22).
    void add_day_off(std::chrono::sys_days local_day);
    void add_makeup_workday(std::chrono::sys_days local_day);
    void set_holiday_hours(std::vector<Block> holiday);

    bool open_at(TimePoint when) const;
    /// The first instant at which `work` of open time has passed since `start`; a span of zero gives `start`
    /// or the next opening (K23). `TimePoint::max()` when the calendar stays closed for 400 days on end.
    TimePoint add(TimePoint start, Span work) const;
    /// Open time between two instants; zero when `to` is not after `from`. between(t, add(t, work)) is work,
    /// exactly.
    Span between(TimePoint from, TimePoint to) const;

private:
    std::vector<Block> const& blocks_of(std::chrono::sys_days local_day) const;
    std::vector<std::pair<TimePoint, TimePoint>> spans_of(std::chrono::sys_days local_day) const;

    Week week_;
    Span offset_;
    std::vector<Block> holiday_;
    std::set<std::chrono::sys_days> off_;
    std::set<std::chrono::sys_days> makeup_;
};

}  // namespace rw::care
