// Whether the queue can be emptied by closing time, asked in the afternoon (A15).
#pragma once

#include "care/finding.hpp"
#include "care/history.hpp"

#include <optional>
#include <span>

namespace rw::care {

/// The day so far and what is left of it. Spans are open time: a lunch break is none.
struct Workday {
    TimePoint opened{};
    TimePoint now{};
    Span worked{0};
    Span left{0};
};

struct Forecast {
    int queue = 0;        ///< open now
    double arriving = 0;  ///< waits an hour, today since opening
    double handled = 0;   ///< waits that ended an hour, likewise
    double left_at_close = 0;
    std::optional<Span> empty_in;  ///< open time until the queue is empty at this pace; none: it never is
    int sample = 0;                ///< waits that ended today
    bool emptied() const { return left_at_close < 0.5; }
};
/// Nothing before an hour has been worked: rates would be guesses.
std::optional<Forecast> forecast(std::span<Wait const> waits, Workday const& day);

struct ForecastPolicy {
    int minimum = 10;  ///< waits that ended today
    double slack = 3;  ///< items that may be left without a word
};
/// One finding a day (`day` is its text) when the queue will not be emptied.
std::optional<Finding> queue_too_long(Forecast const& forecast, std::string day,
                                      ForecastPolicy const& policy);

}  // namespace rw::care
