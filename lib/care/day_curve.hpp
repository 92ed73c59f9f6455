// A day hour by hour: when fans asked, how long they waited, who answered, and whether complaints were more
// than usual.
#pragma once

#include "care/history.hpp"
#include "care/local_time.hpp"

#include <array>
#include <map>

namespace rw::care {

struct HourLine {
    int asked = 0;               ///< waits that began in this hour
    int answered = 0;            ///< of those
    std::optional<Span> median;  ///< of their waits; open ones at their present age
    std::optional<Span> p90;
    int complaints = 0;
    double complaints_usual = 0;  ///< mean of the same hour of this weekday in the four weeks before
};
struct DayCurve {
    std::chrono::sys_days day{};
    std::array<HourLine, 24> hours;  ///< by the clock on the wall: an hour that comes twice is one line
    std::map<std::string, std::array<int, 24>> replies;  ///< by operator; empty name: unknown (K8)
};

DayCurve day_curve(History const& history, std::chrono::sys_days day, TimePoint now, Zone const& zone);

}  // namespace rw::care
