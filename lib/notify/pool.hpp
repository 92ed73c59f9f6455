// The robots of one channel. They speak into the same group; each has its platform's allowance and its own
// health, so that several carry more than one, and one that was removed does not silence the group.
#pragma once

#include "alert/delivery.hpp"
#include "notify/channel.hpp"

#include <memory>
#include <string>
#include <vector>

namespace rw::notify {

struct Robot {
    std::unique_ptr<Channel> channel;
    /// Under which its allowance is kept: made of its address, so that daemons that use the same robot,
    /// by whatever name, keep to it together.
    ChannelId purse;
    alert::Budget budget{alert::Pace{}};
    std::string stored;  ///< the allowance as it was last kept or read
    TimePoint ill_until{};

    bool well(TimePoint now) const { return ill_until <= now; }
};

class Pool {
public:
    /// Of one robot or more.
    explicit Pool(std::vector<Robot> robots) : robots_{std::move(robots)} {}

    /// What all of them have in common.
    Channel const& channel() const { return *robots_.front().channel; }
    std::vector<Robot>& robots() { return robots_; }

    /// How many may be sent at once by those that are well.
    int free(TimePoint now) const;
    /// The first instant from `now` on at which one of them may send.
    TimePoint next(TimePoint now) const;
    /// Whether the platform has told all of them to stop.
    bool stopped(TimePoint now) const;
    /// The one with the most left; nullptr: none may send now.
    Robot* pick(TimePoint now);
    /// It was refused for good: while others are well it is not asked for ten minutes. False: it is the only
    /// one, which is asked nevertheless.
    bool rest(Robot& robot, TimePoint now);

private:
    std::vector<Robot> robots_;
};

/// The robots that a channel's settings name. Fails as `make_channel` does.
Result<Pool> make_pool(ChannelSettings const& settings, Wires wires);

}  // namespace rw::notify
