#include "core/log.hpp"
#include "weibo-sim/push_sender.hpp"
#include "weibo-sim/server.hpp"

#include <CLI/CLI.hpp>

#include <csignal>
#include <fstream>
#include <iostream>
#include <sstream>

namespace {

using namespace rw;

rw::Result<sim::Scenario> load(std::string const& file) {
    std::ifstream in{file, std::ios::binary};
    if (!in) return Failure{Fault::bad_input, file + ":1:1: cannot be read; expected a scenario in TOML"};
    std::ostringstream text;
    text << in.rdbuf();
    return sim::read_scenario(text.str(), file);
}

void to_stderr(log::Level, std::string_view event, log::Fields fields) {
    std::cerr << event;
    for (auto const& field : fields)
        std::cerr << ' ' << field.key << "=\"" << field.value << '"';
    std::cerr << '\n';
}

int serve(std::string const& address, std::string const& file, double clock_speed) {
    auto scenario = load(file);
    if (!scenario) {
        std::cerr << scenario.error().doing << '\n';
        return 1;
    }
    auto const clock = net::make_real_clock();
    if (clock_speed > 0) scenario->sim.clock_speed = clock_speed;
    sim::FastClock platform{*clock, scenario->sim.clock_speed};
    sim::Play play{*std::move(scenario), platform.now()};
    auto const dialer = net::make_dialer({}).value();
    net::Loop loop;
    sim::Server server{loop, *clock, platform, play};
    sim::PushSender pushes{{loop, *clock, platform, *dialer}, play};
    if (auto const bound = server.listen(address); !bound) {
        std::cerr << "weibo-sim: " << bound.error().doing << '\n';
        return 1;
    }
    std::cerr << "weibo-sim: listening on http://" << server.address() << " with " << file << std::endl;
    loop.on_signals({SIGTERM, SIGINT}, [&](int) {
        server.stop();
        pushes.stop();
        loop.stop();
    });
    loop.spawn("server", server.run());
    loop.spawn("pushes", pushes.run());
    bool const well = loop.run();
    loop.clear();
    return well ? 0 : 2;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"A Weibo API for demos and tests: brands, fans and staff made up by a scenario."};
    std::string listen;
    std::string scenario;
    app.add_option("--listen", listen, "Where to serve: HOST:PORT (port 0: any free one) or unix:PATH")
        ->required();
    app.add_option("--scenario", scenario, "The scenario, a TOML file")->required();
    double clock_speed = 0;
    app.add_option("--clock-speed", clock_speed,
                   "How much faster than this machine's clock time goes, instead of [sim]")
        ->check(CLI::Range(0.01, 100'000.0));
    app.set_version_flag("--version", "weibo-sim " RW_VERSION);
    CLI11_PARSE(app, argc, argv);
    log::set_sink(to_stderr);
    return serve(listen, scenario, clock_speed);
}
