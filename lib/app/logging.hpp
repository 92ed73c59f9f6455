// Where log lines go: standard error, as logfmt or JSON, with the priorities that the journal understands.
#pragma once

#include "config/config.hpp"
#include "core/log.hpp"

namespace rw::app {

/// Takes over the process' log. Lines below `level` are dropped.
void log_to_stderr(log::Level level, config::LogFormat format);

/// `ts=… level=warn event=poll.failed list=mentions why="connection refused"`.
std::string logfmt(TimePoint when, log::Level level, std::string_view event, log::Fields fields);
std::string log_json(TimePoint when, log::Level level, std::string_view event, log::Fields fields);

}  // namespace rw::app
