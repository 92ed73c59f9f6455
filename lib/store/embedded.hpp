// A private redis-server: started, watched, restarted and ended by the daemon, and reachable by nobody else.
#pragma once

#include "net/clock.hpp"
#include "net/loop.hpp"
#include "net/process.hpp"

#include <memory>
#include <string>

namespace rw::store {

class EmbeddedRedis {
public:
    EmbeddedRedis(net::Clock& clock, std::string state_dir);
    ~EmbeddedRedis();

    /// Makes the directory (mode 0700), its configuration and the lock that keeps a second daemon away.
    /// `bad_input` says what is wrong with the place.
    Result<void> prepare();
    /// The server's unix socket.
    std::string socket() const;

    /// Starts the server and starts it again with backoff whenever it dies, until `stop`.
    net::Task<void> run();
    /// Ends the server: it writes out what it has first. Returns when it is gone.
    net::Task<void> stop();
    int restarts() const;
    int pid() const;  ///< 0 while it does not run

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace rw::store
