// The only door to time. Rules are given instants; the shell asks here and waits here.
#pragma once

#include "core/time.hpp"
#include "net/task.hpp"

namespace rw::net {

class Clock {
public:
    virtual ~Clock() = default;

    /// Wall time for deadlines. Never jumps by more than the real clock's trusted step (K25).
    virtual TimePoint now() const = 0;
    /// Steady time for measuring and waiting; its epoch means nothing.
    virtual Span steady() const = 0;
    /// Returns once `span` of steady time has passed, or at once when the task is cancelled.
    virtual Task<void> sleep(Span span) = 0;
};

}  // namespace rw::net
