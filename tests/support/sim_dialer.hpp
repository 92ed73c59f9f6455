// Weibo without a socket: streams that end in the simulator's API, under whatever clock the test moves. One
// world plays every host; whose name is dialled decides nothing.
#pragma once

#include "net/clock.hpp"
#include "net/http_client.hpp"
#include "net/stream.hpp"
#include "weibo-sim/control.hpp"
#include "weibo-sim/play.hpp"

#include <memory>

namespace rw::test {

class SimDialer final : public net::Dialer {
public:
    /// The world's time is `clock`'s. Both must outlive the streams.
    SimDialer(sim::Play& play, net::Clock& clock);

    net::Task<Result<std::unique_ptr<net::Stream>>> dial(net::Endpoint where, Span limit) override;

    /// While the house is shut, connections are refused and open ones end with their next request.
    void shut(bool yes) { door_->shut = yes; }
    sim::Api& api() { return door_->api; }
    sim::Control& control() { return door_->control; }
    std::size_t dialled() const { return dialled_; }

    /// What the streams share.
    struct Door {
        Door(sim::Play& p, net::Clock& c);
        sim::Play& play;
        net::Clock& clock;
        sim::Api api;
        sim::Control control;
        bool shut = false;
    };

private:
    std::shared_ptr<Door> door_;
    std::size_t dialled_ = 0;
};

}  // namespace rw::test
