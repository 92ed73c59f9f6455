// The windows in which the platform counts calls, and how much of each is ours (weibo-api 7).
#pragma once

#include "core/time.hpp"

#include <algorithm>
#include <cstdint>

namespace rw::store {

/// The full hour and the day, both in Beijing.
enum class Window : std::uint8_t { hour, day };

/// The platform's clock and ours are not one: this near to an edge a call may be counted on either side.
inline constexpr Span window_slack = 5s;
/// How long the count of a window that is over is kept.
inline constexpr Span window_kept = 48h;

constexpr Span length_of(Window window) {
    return window == Window::hour ? Span{1h} : Span{24h};
}

/// Which hour or day since 1970 by the clock on the wall in Beijing.
constexpr std::int64_t window_number(Window window, TimePoint when) {
    auto const local = when.time_since_epoch() + 8h;
    auto const length = length_of(window);
    return local / length - (local % length < Span{0} ? 1 : 0);
}

/// The first instant after the window.
constexpr TimePoint window_end(Window window, std::int64_t number) {
    return TimePoint{length_of(window) * (number + 1)} - 8h;
}

/// What the daemon may spend of a limit by itself; the rest, a tenth and at least one call, is for people.
constexpr std::int64_t share_of(std::int64_t limit) {
    return limit - std::max<std::int64_t>(limit / 10, limit > 1 ? 1 : 0);
}

/// The limit that holds: the platform's when it is smaller or ours is unknown. Zero is none known.
constexpr std::int64_t limit_in_force(std::int64_t ours, std::int64_t told) {
    return ours == 0 || (told > 0 && told < ours) ? told : ours;
}

}  // namespace rw::store
