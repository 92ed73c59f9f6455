// What the command line does for whoever types: completion, the nearest command, and looking again.
#pragma once

#include <CLI/CLI.hpp>

#include <functional>
#include <string>

namespace rw::cli {

/// A script that completes every command and option of `cli` in bash, zsh or fish.
std::string completion(CLI::App const& cli, std::string const& shell);

/// `there is no command `quue`: did you mean `queue`?`; empty when the words are another mistake.
std::string nearest_command(CLI::App const& cli, int count, char const* const* words);

/// Does `act` again and again, on a terminal each time on a clean screen, until it is interrupted. Gives what
/// the last one gave.
int watch(int seconds, std::function<int()> const& act);

/// Starts the demo that is installed beside the programs, or is in the source tree.
int demo(std::string const& program);

}  // namespace rw::cli
