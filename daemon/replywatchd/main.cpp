// replywatchd: watches a brand's talk with its fans on Weibo.
#include "app/daemon.hpp"
#include "app/logging.hpp"
#include "config/load.hpp"
#include "dashboard/dashboard.hpp"
#include "net/loop.hpp"

#include <CLI/CLI.hpp>
#ifdef RW_SYSTEMD
#include <systemd/sd-daemon.h>
#endif

#include <csignal>
#include <exception>
#include <iostream>

namespace {

using namespace rw;

void tell_systemd([[maybe_unused]] std::string const& state) {
#ifdef RW_SYSTEMD
    sd_notify(0, state.c_str());
#endif
}

Span watchdog_interval() {
    std::uint64_t micros = 0;
#ifdef RW_SYSTEMD
    if (sd_watchdog_enabled(0, &micros) <= 0) return Span{0};
#endif
    return std::chrono::duration_cast<Span>(std::chrono::microseconds{micros});
}

/// Every complaint on a line of its own; the configuration only when there is none.
std::optional<config::Config> load(std::string const& path) {
    auto loaded = config::load(path);
    for (auto const& warning : loaded.warnings)
        std::cerr << warning << " (warning)\n";
    for (auto const& complaint : loaded.complaints)
        std::cerr << complaint << "\n";
    if (loaded.config) {
        for (auto const& warning : config::warnings_at(*loaded.config, net::make_real_clock()->now()))
            std::cerr << path << ": " << warning << " (warning)\n";
    }
    return std::move(loaded.config);
}

int run(int count, char** arguments) {
    CLI::App cli{"Watches a brand's talk with its fans on Weibo."};
    std::string path;
    std::string to_check;
    bool check = false;
    cli.add_option("--config", path, "The configuration file")->type_name("FILE");
    cli.add_flag("--check-config", check,
                 "Say what is wrong with the configuration, and end (0 good, 1 not)");
    cli.add_option("file", to_check, "The configuration file to check")->type_name("FILE");
    cli.set_version_flag("--version", "replywatchd " RW_VERSION);
    CLI11_PARSE(cli, count, arguments);
    if (path.empty()) path = to_check;
    if (path.empty()) {
        std::cerr << "replywatchd: say which configuration: --config FILE\n";
        return 2;
    }
    auto config = load(path);
    if (check) return config ? 0 : 1;
    if (!config) return static_cast<int>(app::Ended::bad_setup);
    std::signal(SIGPIPE, SIG_IGN);
    app::log_to_stderr(config->daemon.log_level, config->daemon.log_format);
    app::Surroundings surroundings{std::cout,           tell_systemd,
                                   watchdog_interval(), [path] { return load(path); },
                                   RW_VERSION,          dashboard::files()};
    return static_cast<int>(app::run_daemon(*std::move(config), std::move(surroundings)));
}

}  // namespace

int main(int count, char** arguments) {
    try {
        return run(count, arguments);
    } catch (std::exception const& bug) {
        std::cerr << "replywatchd: a fault of ours: " << bug.what() << "\n";
        return 1;
    }
}
