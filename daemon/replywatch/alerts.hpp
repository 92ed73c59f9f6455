// Silences, channels, and what was sent: over the daemon's API.
#pragma once

#include "commands.hpp"

#include <string>
#include <vector>

namespace rw::cli {

struct SilenceOptions {
    std::vector<std::string> conditions;  ///< `level=~"orange|red"`
    std::string from;                     ///< as `until_of` reads it; empty: now
    std::string until;
    std::string comment;
    bool preview = false;
    bool all = false;  ///< list: the ended ones too
};
int add_silence(Options const& options, SilenceOptions const& silence);
int list_silences(Options const& options, SilenceOptions const& silence);
int expire_silence(Options const& options);

/// Sends a test through the channel `options.id` now. 1 when it did not arrive.
int test_channel(Options const& options);
/// What was sent and what was not; `options.state` as `dead` or `sent`. 1 when something was given up.
int list_notifications(Options const& options);
/// What was given up is sent again.
int retry_notification(Options const& options);

int unacknowledge(Options const& options);
int resolve(Options const& options);
/// Writes `options.reason` into the incident's history.
int note(Options const& options);

}  // namespace rw::cli
