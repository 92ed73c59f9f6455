#include "weibo/quota.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace rw::weibo {
namespace {

constexpr Span beijing = 8h;
constexpr Span after_the_hour = 5s;  // the platform's clock and ours are not one

std::int64_t hour_number(TimePoint now) {
    return std::chrono::floor<std::chrono::hours>(now.time_since_epoch() + beijing).count();
}
std::int64_t day_number(TimePoint now) {
    return std::chrono::floor<std::chrono::days>(now.time_since_epoch() + beijing).count();
}
TimePoint next_day(TimePoint now) {
    return TimePoint{std::chrono::days{day_number(now) + 1}} - beijing;
}

/// What the daemon may spend of a limit by itself.
std::int64_t share(std::int64_t limit) {
    return limit - std::max<std::int64_t>(limit / 10, limit > 1 ? 1 : 0);
}

}  // namespace

TimePoint next_full_hour(TimePoint now) {
    return std::chrono::floor<std::chrono::hours>(now) + 1h;
}

TimePoint Quota::next(TimePoint now) const {
    auto when = std::max(now, closed_until_);
    bool const hour_spent = limits_.hour > 0 && hour_.in(hour_number(when)) >= share(limits_.hour);
    if (hour_spent) when = next_full_hour(when) + after_the_hour;
    bool const day_spent = limits_.day > 0 && day_.in(day_number(when)) >= share(limits_.day);
    if (day_spent) when = next_day(when) + after_the_hour;
    return when;
}

std::int64_t Quota::left(TimePoint now) const {
    std::int64_t left = -1;
    if (limits_.hour > 0) left = std::max<std::int64_t>(limits_.hour - hour_.in(hour_number(now)), 0);
    if (limits_.day > 0) {
        auto const today = std::max<std::int64_t>(limits_.day - day_.in(day_number(now)), 0);
        left = left < 0 ? today : std::min(left, today);
    }
    return left;
}

void Quota::spent(TimePoint now) {
    auto const hour = hour_number(now);
    auto const day = day_number(now);
    hour_ = {hour, hour_.in(hour) + 1};
    day_ = {day, day_.in(day) + 1};
}

void Quota::reconcile(RateLimits const& told, TimePoint now) {
    if (told.user_limit <= 0 || told.user_left < 0) return;
    auto const counted = std::max<std::int64_t>(told.user_limit - told.user_left, 0);
    if (told.by_day) {
        auto const day = day_number(now);
        limits_.day = told.user_limit;
        day_ = {day, std::max(day_.in(day), counted)};
    } else {
        auto const hour = hour_number(now);
        limits_.hour = told.user_limit;
        hour_ = {hour, std::max(hour_.in(hour), counted)};
    }
}

void Quota::refused(Span wait, TimePoint now) {
    auto const until = wait > Span{0} ? now + wait : next_full_hour(now) + after_the_hour;
    closed_until_ = std::max(closed_until_, until);
}

std::string Quota::pack() const {
    std::string out = "v1";
    for (auto const value : {hour_.number, hour_.spent, day_.number, day_.spent, to_millis(closed_until_)}) {
        out += " " + std::to_string(value);
    }
    return out;
}

void Quota::unpack(std::string_view packed) {
    std::array<std::int64_t, 5> values{};
    if (!packed.starts_with("v1")) return;
    packed.remove_prefix(2);
    for (auto& value : values) {
        if (!packed.starts_with(' ')) return;
        packed.remove_prefix(1);
        auto const [end, error] = std::from_chars(packed.data(), packed.data() + packed.size(), value);
        if (error != std::errc{}) return;
        packed.remove_prefix(static_cast<std::size_t>(end - packed.data()));
    }
    hour_ = {values[0], values[1]};
    day_ = {values[2], values[3]};
    closed_until_ = from_millis(values[4]);
}

}  // namespace rw::weibo
