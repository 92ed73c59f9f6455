// What to do next with one notice: a machine that is told what the channel answered and the time.
#pragma once

#include "alert/notice.hpp"
#include "core/time.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rw::alert {

/// How a channel took a notice; the classes of delivery 4.
struct Taken {
    enum class How : std::uint8_t {
        accepted,       ///< the platform's own success
        retry,          ///< R: later again
        rate_limited,   ///< RL: the whole channel pauses for `wait`
        refused,        ///< P: never for this message
        misconfigured,  ///< C: never for any message, until somebody mends the channel
        too_long,       ///< S: shorter, then again
        ambiguous,      ///< sent, answer lost: it may have arrived
    };
    How how = How::accepted;
    std::string detail;          ///< the platform's code and words, without secrets
    std::optional<Span> wait{};  ///< Retry-After and the like
    Span took{0};                ///< from handing it over to the answer
};

std::string_view to_text(Taken::How how);  ///< `accepted`, `rate_limited`, …

/// What a channel promises about doubles, and how long it is tried.
struct Persistence {
    bool idempotent = false;  ///< a second copy is recognised by its id (webhook, PagerDuty, Alertmanager)
    int attempts = 12;
    Span give_up = 24h;
};

/// The notice after the channel answered: sent, dead, or due again with backoff and jitter. Jitter follows
/// from the notice's id and attempt, so that the same history gives the same times.
Notice after_attempt(Persistence const& persistence, Notice notice, Taken const& taken, TimePoint now);

/// The notice when it was found `sending` after a crash, or its answer was lost: idempotent channels get it
/// again at once; a chat gets it again once, marked as possibly repeated; then it counts as sent.
Notice after_unknown(Persistence const& persistence, Notice notice, TimePoint now);

/// Where a notice goes when its channel does not deliver it.
struct Fallback {
    ChannelId channel;  ///< none: nowhere
    Span after = 5min;  ///< since the notice was made; at once when it was refused for good
};
/// The notice that goes out in its place, once; nothing while it may still be delivered in time.
std::optional<Notice> pass_on(Fallback const& fallback, Notice& notice, TimePoint now);

/// At most `count` within any `window`.
struct Limit {
    int count = 0;  ///< 0: unlimited
    Span window{0};
};
/// How fast a channel may be used.
struct Pace {
    std::vector<Limit> limits;
    Span shuns_half_hours{0};  ///< nothing for so long after each full and half hour
};

/// How much one channel may send: sliding windows, and a pause when the platform said stop. Stored between
/// runs.
class Budget {
public:
    explicit Budget(Limit limit) : pace_{{limit}, Span{0}} {}
    explicit Budget(Pace pace) : pace_{std::move(pace)} {}

    /// Whether anything has to be kept of it: a limit, or a pause that the platform asked for.
    bool limited() const;

    /// How many may be sent at once at `now`; a great number when there is no limit.
    int free(TimePoint now) const;
    /// The first instant from `now` on at which one more may be sent.
    TimePoint next(TimePoint now) const;
    void spent(TimePoint now);
    void pause_until(TimePoint until);
    TimePoint paused_until() const { return paused_until_; }

    std::string pack() const;
    /// What `pack` gave; an unreadable text leaves the budget as it is.
    void unpack(std::string_view packed);

private:
    /// The first instant from `now` on that neither a pause nor a half hour forbids.
    TimePoint open_from(TimePoint now) const;
    Span longest_window() const;

    Pace pace_;
    std::vector<TimePoint> sent_;  ///< within the longest window, oldest first
    TimePoint paused_until_{};
};

}  // namespace rw::alert
