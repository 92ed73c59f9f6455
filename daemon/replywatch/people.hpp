// What people do with a conversation. Whoever was faster is named on standard error, and the exit code is 2.
#pragma once

#include "commands.hpp"

namespace rw::cli {

int claim(Options const& options);
int release(Options const& options);
int assign(Options const& options);
int close(Options const& options);
int reopen(Options const& options);
int pause(Options const& options);
int resume(Options const& options);
int answered_in_private(Options const& options);
int judged_wrong(Options const& options);

/// Each of `options.ids`; goes on after one that is refused, and says each. 2 when any was refused.
int cover(Options const& options);

inline constexpr int most_tries = 20;
/// Claims the first of the queue whom nobody holds and whose clocks are not paused, and shows it; when
/// somebody was faster, the following one. 1 when nobody waits, 2 after `most_tries`.
int next(Options const& options);

}  // namespace rw::cli
