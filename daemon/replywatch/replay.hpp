// Recordings: taken from the daemon, and run through other rules without it.
#pragma once

#include "commands.hpp"

#include <string>

namespace rw::cli {

struct ReplayOptions {
    std::string file;     ///< JSON lines, as `export_recording` prints them
    std::string config;   ///< whose rules
    std::string against;  ///< compared with these; empty: not compared
    bool json = false;
};
/// Offline. Exit 0: nothing differs, or nothing was compared; 1: something does; 2: could not.
int replay(ReplayOptions const& options);

/// Prints everything that the daemon knows of an account, or of all, as JSON lines.
int export_recording(Options const& options);
/// Prints what people have judged otherwise, as labelled JSON lines for `tone-train --with`.
int print_cases(Options const& options);

}  // namespace rw::cli
