// The outbox is emptied here: at least once, in order of gravity, within each channel's budget.
#pragma once

#include "notify/channel.hpp"

#include "core/meters.hpp"
#include "net/loop.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace rw::notify {

/// The durable side of delivery. What `save` was told is true after any crash.
class Outbox {
public:
    struct Item {
        alert::Notice notice;
        alert::Incident incident;
    };
    virtual ~Outbox() = default;

    /// Notices of the accounts in our care that are due by `until`, with their incidents; at most `limit`.
    /// Also those found `sending` that this process is not sending: left behind by a crash.
    virtual net::Task<Result<std::vector<Item>>> due(TimePoint until, std::size_t limit) = 0;
    /// Stores the new form of these notices, and what it means to their incidents (announced, timeline).
    virtual net::Task<Result<void>> save(std::vector<alert::Notice> notices) = 0;
    /// The allowance of a robot, which others may use too; empty: none was kept.
    virtual net::Task<Result<std::string>> load_budget(ChannelId robot) = 0;
    /// Keeps `to` in the place of `from`; `conflict` when something else is there.
    virtual net::Task<Result<void>> swap_budget(ChannelId robot, std::string from, std::string to) = 0;
};

class Dispatcher {
public:
    /// What stands after `/a/` when the incident of a notice is to be acknowledged as somebody; empty:
    /// nothing.
    using AckLink = std::function<std::string(alert::Notice const& notice, std::string const& person)>;
    struct Settings {
        std::vector<ChannelSettings> channels;
        std::vector<alert::Person> people;
        std::string public_url;
        AckLink ack_link{};
    };
    struct World {
        Outbox& outbox;
        net::Loop& loop;
        net::HttpClient& client;
        net::Dialer& dialer;
        net::Clock& clock;
        Meters& meters;
        std::ostream& console;
    };
    explicit Dispatcher(World world);
    ~Dispatcher();

    /// Takes a new set of channels as a whole, or none of it and says why.
    Result<void> configure(Settings settings);
    /// Runs until `stop`: then what is being sent is finished, and nothing new begun.
    net::Task<void> run();
    void stop();
    /// Steady time at which the outbox has last been read.
    Span looked_at() const;
    /// Something is being sent.
    bool busy() const;
    /// Something was put into the outbox: look now rather than at the next tick.
    void wake();
    /// Sends a test through a channel now, past the outbox. `gone` when there is no such channel.
    net::Task<Result<alert::Taken>> try_channel(ChannelId channel);
    /// A channel that refused for good since the last call (C of delivery 4), with the platform's words.
    std::map<ChannelId, std::string> take_misconfigured();

    struct State;

private:
    std::shared_ptr<State> state_;
};

}  // namespace rw::notify
