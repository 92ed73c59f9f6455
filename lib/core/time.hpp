// Instants and spans with their unit in the type. Wall time is for deadlines, never for waiting.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace rw {

using Span = std::chrono::milliseconds;
using TimePoint = std::chrono::sys_time<Span>;

using namespace std::chrono_literals;

/// Milliseconds since 1970-01-01 UTC, the form in which instants are stored.
inline std::int64_t to_millis(TimePoint when) {
    return when.time_since_epoch().count();
}
inline TimePoint from_millis(std::int64_t millis) {
    return TimePoint{Span{millis}};
}

/// RFC 3339 in UTC with milliseconds: `2026-10-10T01:02:03.004Z` (contract, head).
std::string to_rfc3339(TimePoint when);

/// Reads RFC 3339 with any offset and up to nine digits of fraction; nothing if it is not.
std::optional<TimePoint> from_rfc3339(std::string_view text);

/// A duration as the configuration writes it: `250ms`, `90s`, `20m`, `4h`, `2d` (contract 6).
std::optional<Span> parse_span(std::string_view text);
std::string to_text(Span span);

/// How people say a wait: `1小时12分`, `47分钟`, `30秒`.
std::string in_words(Span span);

/// The clock on the wall in Beijing (UTC+8, no daylight saving): `14:02`.
std::string beijing_clock(TimePoint when);

}  // namespace rw
