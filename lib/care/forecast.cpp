#include "care/forecast.hpp"

#include <algorithm>

namespace rw::care {
namespace {

double in_hours(Span span) {
    return std::chrono::duration<double, std::ratio<3600>>(span).count();
}

}  // namespace

std::optional<Forecast> forecast(std::span<Wait const> waits, Workday const& day) {
    if (day.worked < 1h) return std::nullopt;
    Forecast made;
    int arrived = 0;
    for (auto const& wait : waits) {
        if (wait.asked_at > day.now) continue;
        bool const over = wait.end != Wait::End::open && wait.ended_at && *wait.ended_at <= day.now;
        if (!over) ++made.queue;
        if (over && *wait.ended_at >= day.opened) ++made.sample;
        if (wait.asked_at >= day.opened) ++arrived;
    }
    made.arriving = arrived / in_hours(day.worked);
    made.handled = made.sample / in_hours(day.worked);
    auto const shrinking = made.handled - made.arriving;
    made.left_at_close = std::max(0.0, made.queue - shrinking * in_hours(day.left));
    if (made.queue == 0) made.empty_in = Span{0};
    if (made.queue > 0 && shrinking > 0)
        made.empty_in = Span{static_cast<std::int64_t>(made.queue / shrinking * 3'600'000)};
    return made;
}

std::optional<Finding> queue_too_long(Forecast const& forecast, std::string day,
                                      ForecastPolicy const& policy) {
    if (forecast.sample < policy.minimum || forecast.left_at_close <= policy.slack) return std::nullopt;
    auto finding = found(Trouble::queue_too_long, Level::yellow, "team", std::move(day));
    finding.evidence = {{"queue", static_cast<double>(forecast.queue)},
                        {"arriving", forecast.arriving},
                        {"handled", forecast.handled},
                        {"left", forecast.left_at_close}};
    finding.sample = forecast.sample;
    finding.minimum = policy.minimum;
    return finding;
}

}  // namespace rw::care
