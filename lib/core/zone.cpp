#include "core/zone.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace rw {
namespace {
using namespace std::chrono;
}

std::string offset_name(Span offset) {
    if (offset == Span{0}) return "UTC";
    auto const minutes = duration_cast<std::chrono::minutes>(abs(offset)).count();
    std::array<char, 16> out{};
    auto const size = std::snprintf(out.data(), out.size(), "%c%02d:%02d", offset < Span{0} ? '-' : '+',
                                    static_cast<int>(minutes / 60) % 100, static_cast<int>(minutes % 60));
    return {out.data(), static_cast<std::size_t>(size)};
}

Zone::Zone(std::string name, Span offset, std::vector<Change> changes)
    : name_{std::move(name)}, offset_{offset}, changes_{std::move(changes)} {}

Span Zone::offset_at(TimePoint when) const {
    auto const next = std::ranges::upper_bound(changes_, when, {}, &Change::at);
    return next == changes_.begin() ? offset_ : std::prev(next)->offset;
}

TimePoint Zone::instant_of(LocalTime local) const {
    constexpr auto farthest = 48h;  // no place is farther from UTC
    auto const as_utc = TimePoint{local.time_since_epoch()};
    auto next = std::ranges::upper_bound(changes_, as_utc - farthest, {}, &Change::at);
    auto begin = TimePoint::min();
    auto offset = next == changes_.begin() ? offset_ : std::prev(next)->offset;
    for (; next != changes_.end(); ++next) {
        if (as_utc - offset < next->at) break;
        begin = next->at;
        offset = next->offset;
    }
    return std::max(as_utc - offset, begin);
}

std::optional<LocalTime> parse_local_time(std::string_view text) {
    bool const to_the_minute = text.size() == std::string_view{"2026-10-10T23:30"}.size();
    auto const read = from_rfc3339(std::string{text} + (to_the_minute ? ":00Z" : "Z"));
    return read ? std::optional{LocalTime{read->time_since_epoch()}} : std::nullopt;
}

std::optional<LocalDay> parse_local_day(std::string_view text) {
    auto const read = from_rfc3339(std::string{text} + "T00:00:00Z");
    return read ? std::optional{LocalDay{floor<days>(*read).time_since_epoch()}} : std::nullopt;
}

std::string to_text(LocalDay day) {
    return to_rfc3339(TimePoint{day.time_since_epoch()}).substr(0, 10);
}

std::string to_text(LocalTime time) {
    bool const whole = floor<minutes>(time) == time;
    return to_rfc3339(TimePoint{time.time_since_epoch()}).substr(0, whole ? 16 : 19);
}

}  // namespace rw
