// From a file to a whole, checked configuration; or to everything that is wrong with it.
#pragma once

#include "config/complaint.hpp"
#include "config/config.hpp"
#include "config/reading.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw::config {

struct Loaded {
    std::optional<Config> config;       ///< there exactly when nothing was complained of
    std::vector<Complaint> complaints;  ///< every one, in the order of the file
    std::vector<Complaint> warnings;    ///< what may be, but should be looked at; likewise in order
};

/// Reads the file at `path` and every file it names (tokens, secrets, users, VIPs, holidays), and changes
/// nothing. `credential:NAME` is looked for in $CREDENTIALS_DIRECTORY. May be called again at any time: a
/// reload takes the new configuration as a whole or not at all (contract 2).
Loaded load(std::string const& path, Purpose purpose = Purpose::run);

/// The text of config/reference.md: every key with its type, default and meaning.
std::string reference();
/// The same as a page of the manual, replywatch.toml(5), in mdoc.
std::string manual();

/// What will be wrong soon though the configuration is good: holidays that nobody has told yet, and times of
/// the next 14 days at which a schedule reaches nobody. For check-config and the daemon; both have a clock.
std::vector<std::string> warnings_at(Config const& config, TimePoint now);

}  // namespace rw::config
