// Brings private messages to the brands' addresses as the fans service does: a check of the address first,
// then signed POSTs, 5 s for each, three attempts (weibo-api 8.1, 8.2).
#pragma once

#include "net/clock.hpp"
#include "net/http_client.hpp"
#include "net/loop.hpp"
#include "weibo-sim/play.hpp"

#include <deque>
#include <map>
#include <memory>
#include <string>

namespace rw::sim {

class PushSender {
public:
    /// `platform` is the time of the world, `clock` the one by which answers are awaited. All references must
    /// outlive the loop's tasks.
    struct World {
        net::Loop& loop;
        net::Clock& clock;
        net::Clock& platform;
        net::Dialer& dialer;
    };
    PushSender(World world, Play& play);

    /// Takes what is to be pushed and sends it, in order for each brand, until `stop`.
    net::Task<void> run();
    void stop() { stopping_ = true; }

private:
    struct Address {
        PushPart const* part;
        PushTally* tally;
        std::deque<std::string> waiting{};
        std::string echo{};
        bool busy = false;
    };
    void collect();
    net::Task<void> empty(Address& address);
    net::Task<bool> deliver(Address& address, std::string body);
    net::Task<bool> verify(Address& address);
    net::Task<Result<net::Response>> send(Address& address, std::string method, std::string body);
    std::string query(Address& address, bool with_echo);

    World world_;
    Play& play_;
    net::HttpClient http_;
    Dice dice_;
    std::map<std::string, Address> addresses_;
    bool stopping_ = false;
};

}  // namespace rw::sim
