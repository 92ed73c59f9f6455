#include "until.hpp"

#include <cstdio>
#include <optional>

namespace rw::cli {
namespace {

constexpr Span beijing = 8h;

std::chrono::sys_days beijing_day(TimePoint when) {
    return std::chrono::floor<std::chrono::days>(when + beijing);
}

/// `18:00` as time after midnight.
std::optional<Span> time_of_day(std::string const& text) {
    constexpr std::size_t length = 5;
    bool const shaped = text.size() == length && text[2] == ':' &&
                        text.find_first_not_of("0123456789:") == text.npos && text.rfind(':') == 2;
    if (!shaped) return std::nullopt;
    auto const two = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
    auto const hour = two(0);
    auto const minute = two(3);
    if (hour > 23 || minute > 59) return std::nullopt;
    return Span{std::chrono::hours{hour} + std::chrono::minutes{minute}};
}

}  // namespace

Result<TimePoint> until_of(std::string const& text, TimePoint now) {
    if (auto const span = parse_span(text); span && *span > Span{0}) return now + *span;
    if (auto const clock = time_of_day(text)) {
        auto const today = TimePoint{beijing_day(now)} - beijing + *clock;
        return today > now ? today : today + 24h;
    }
    if (auto const instant = from_rfc3339(text)) return *instant;
    return Failure{
        Fault::bad_input,
        "`" + text +
            "` is no time to pause until, expected 2h, 30m, 1d, 18:00 (Beijing) or an instant such "
            "as 2026-11-26T18:00:00+08:00"};
}

std::string clock_words(TimePoint when, TimePoint now) {
    auto const day = beijing_day(when);
    if (day == beijing_day(now)) return beijing_clock(when);
    std::chrono::year_month_day const date{day};
    char text[16];
    std::snprintf(text, sizeof text, "%02u-%02u ", static_cast<unsigned>(date.month()) % 100,
                  static_cast<unsigned>(date.day()) % 100);
    return text + beijing_clock(when);
}

}  // namespace rw::cli
