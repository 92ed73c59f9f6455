// Local days and ISO weeks: reports and habits go by the people's calendar, not by UTC.
#pragma once

#include "core/time.hpp"
#include "core/zone.hpp"

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace rw::care {

/// An ISO week, kept as its Monday: `2026-W48`.
struct IsoWeek {
    std::chrono::sys_days monday{};  ///< local
    friend auto operator<=>(IsoWeek const&, IsoWeek const&) = default;
};
IsoWeek week_of(std::chrono::sys_days local_day);
IsoWeek later(IsoWeek week, int weeks);
std::string to_text(IsoWeek week);
std::optional<IsoWeek> parse_week(std::string_view text);

std::string to_text(std::chrono::sys_days day);                  ///< `2026-11-26`
std::string_view weekday_in_chinese(std::chrono::sys_days day);  ///< 周一 … 周日

/// Maps instants to the days of a place.
class LocalDays {
public:
    explicit LocalDays(Zone zone = 8h) : zone_{std::move(zone)} {}

    Zone const& zone() const { return zone_; }
    std::chrono::sys_days day(TimePoint when) const;
    /// When the day begins.
    TimePoint midnight(std::chrono::sys_days day) const;
    IsoWeek week(TimePoint when) const { return week_of(day(when)); }
    TimePoint begin(IsoWeek week) const { return midnight(week.monday); }
    TimePoint end(IsoWeek week) const { return midnight(week.monday + std::chrono::days{7}); }

private:
    Zone zone_;
};

}  // namespace rw::care
