// What one token, or one address, may still ask (weibo-api 7).
#pragma once

#include "core/time.hpp"
#include "weibo/objects.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace rw::weibo {

/// Counts calls in the platform's windows: the full hour, and the day in Beijing. A value: it is told what
/// happened.
class Quota {
public:
    struct Limits {
        std::int64_t hour = 0;  ///< 0: none known
        std::int64_t day = 0;   ///< 0: none known
    };
    explicit Quota(Limits limits) : limits_{limits} {}

    /// The first instant from `now` on at which one more call may be made. A tenth of each window is kept
    /// back for people's own requests.
    TimePoint next(TimePoint now) const;
    /// What is left of the tightest window that is known; -1 when none is.
    std::int64_t left(TimePoint now) const;
    void spent(TimePoint now);

    /// What the platform itself says it has counted; the greater count holds.
    void reconcile(RateLimits const& told, TimePoint now);
    /// The platform has refused: nothing until the full hour and a little more, or as long as it says.
    void refused(Span wait, TimePoint now);

    std::string pack() const;
    /// What `pack` gave; an unreadable text changes nothing.
    void unpack(std::string_view packed);

private:
    struct Window {
        std::int64_t number = 0;  ///< which hour or day since 1970 in Beijing
        std::int64_t spent = 0;
        std::int64_t in(std::int64_t now) const { return number == now ? spent : 0; }
    };
    Limits limits_;
    Window hour_;
    Window day_;
    TimePoint closed_until_{};
};

/// The next full hour, when hourly windows begin anew.
TimePoint next_full_hour(TimePoint now);

}  // namespace rw::weibo
