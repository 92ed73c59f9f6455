// The HTTP shell round the world: real connections, real time, and trouble on the wire.
#pragma once

#include "net/clock.hpp"
#include "net/http.hpp"
#include "net/listener.hpp"
#include "net/loop.hpp"
#include "weibo-sim/control.hpp"
#include "weibo-sim/fast_clock.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace rw::sim {

class Server {
public:
    /// `platform` is the time of the world; connections and delays go by `clock`. All references must outlive
    /// the loop's tasks.
    Server(net::Loop& loop, net::Clock& clock, FastClock& platform, Play& play);

    /// Binds `HOST:PORT` (port 0: any) or `unix:PATH`.
    Result<void> listen(std::string_view address);
    std::string address() const;

    /// Accepts and serves until `stop`.
    net::Task<void> run();
    void stop();

private:
    net::Task<void> serve(std::unique_ptr<net::Stream> stream, std::string peer);
    net::Task<net::Response> answer(std::shared_ptr<Wire> wire, net::Request request);

    net::Loop& loop_;
    net::Clock& clock_;
    FastClock& platform_;
    Play& play_;
    Api api_;
    Control control_;
    std::unique_ptr<net::Listener> listener_;
    std::size_t connections_ = 0;
    bool stopping_ = false;
};

}  // namespace rw::sim
