// Places with their clocks of 2026, written down by hand from what their governments say.
#pragma once

#include "core/zone.hpp"

#include <string>
#include <string_view>

namespace rw::places {

inline TimePoint utc(std::string_view text) {
    return from_rfc3339(std::string{text} + ":00Z").value();
}
inline LocalDay on(std::string_view text) {
    return parse_local_day(text).value();
}

inline Zone shanghai() {
    return {"Asia/Shanghai", 8h};
}
inline Zone kathmandu() {
    return {"Asia/Kathmandu", 5h + 45min};
}
/// At two o'clock forward on the second Sunday in March, back on the first in November.
inline Zone new_york() {
    return {"America/New_York", -5h, {{utc("2026-03-08T07:00"), -4h}, {utc("2026-11-01T06:00"), -5h}}};
}
inline Zone london() {
    return {"Europe/London", 0h, {{utc("2026-03-29T01:00"), 1h}, {utc("2026-10-25T01:00"), 0h}}};
}
/// Half an hour: back on the first Sunday in April, forward on the first in October, at two o'clock.
inline Zone lord_howe() {
    return {
        "Australia/Lord_Howe", 11h, {{utc("2026-04-04T15:00"), 10h + 30min}, {utc("2026-10-03T15:30"), 11h}}};
}
/// Samoa went over the date line: Thursday 29 December 2011 was followed by Saturday.
inline Zone apia() {
    return {"Pacific/Apia", -10h, {{utc("2011-12-30T10:00"), 14h}, {utc("2012-03-31T14:00"), 13h}}};
}

}  // namespace rw::places
