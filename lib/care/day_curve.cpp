#include "care/day_curve.hpp"

#include "care/tally.hpp"

namespace rw::care {
namespace {

constexpr int weeks_back = 4;

struct Place {
    std::chrono::sys_days day{};
    std::size_t hour = 0;
};

Place place_of(TimePoint when, Zone const& zone) {
    auto const local = zone.local(when).time_since_epoch();
    auto const day = std::chrono::floor<std::chrono::days>(local);
    auto const hour = std::chrono::floor<std::chrono::hours>(local - day).count();
    return {std::chrono::sys_days{day}, static_cast<std::size_t>(hour)};
}

bool is_complaint(Class kind) {
    return kind == Class::complaint || kind == Class::vip_complaint || kind == Class::safety ||
           kind == Class::legal;
}

/// Which of the weeks before `day` the other day is in, 1 to 4; 0 when it is the day itself, -1 otherwise.
int weeks_before(std::chrono::sys_days day, std::chrono::sys_days other) {
    auto const apart = (day - other).count();
    bool const same_weekday = apart >= 0 && apart % 7 == 0 && apart / 7 <= weeks_back;
    return same_weekday ? static_cast<int>(apart / 7) : -1;
}

}  // namespace

DayCurve day_curve(History const& history, std::chrono::sys_days day, TimePoint now, Zone const& zone) {
    DayCurve curve;
    curve.day = day;
    std::array<Waits, 24> waits;
    for (auto const& wait : history.waits) {
        auto const place = place_of(wait.asked_at, zone);
        auto const weeks = weeks_before(day, place.day);
        auto& line = curve.hours[place.hour];
        if (weeks > 0 && is_complaint(wait.kind)) line.complaints_usual += 1.0 / weeks_back;
        if (weeks != 0) continue;
        waits[place.hour].push_back(&wait);
        line.complaints += is_complaint(wait.kind) ? 1 : 0;
    }
    for (std::size_t hour = 0; hour < waits.size(); ++hour) {
        auto const all = tally(waits[hour], now);
        auto& line = curve.hours[hour];
        line.asked = all.wanted;
        line.answered = all.answered;
        line.median = all.median;
        line.p90 = all.p90;
    }
    for (auto const& answer : history.answers) {
        auto const place = place_of(answer.at, zone);
        if (place.day == day) ++curve.replies[answer.operator_name][place.hour];
    }
    return curve;
}

}  // namespace rw::care
