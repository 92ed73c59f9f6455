// The whole daemon: everything wired together, its life from start to end.
#pragma once

#include "config/config.hpp"
#include "web/files.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <string>

namespace rw::app {

/// What the outside tells and hears; a test puts its own in place.
struct Surroundings {
    std::ostream& console;
    /// systemd: `READY=1`, `RELOADING=1`, `STOPPING=1`, `WATCHDOG=1`, `STATUS=…`
    std::function<void(std::string const&)> notify;
    Span watchdog{0};  ///< how often systemd wants to hear from us; zero: never
    /// Reads the configuration again; nothing when it is not valid (the reasons have been logged then).
    std::function<std::optional<config::Config>()> reload;
    std::string version;
    std::vector<web::File> pages{};  ///< the dashboard
};

enum class Ended {
    well = 0,
    failed = 1,      ///< something broke that a restart may mend
    bad_setup = 78,  ///< EX_CONFIG: a restart changes nothing
};

/// Runs until SIGTERM or SIGINT; SIGHUP reloads. Returns within ten seconds of being asked to end.
Ended run_daemon(config::Config config, Surroundings surroundings);

}  // namespace rw::app
