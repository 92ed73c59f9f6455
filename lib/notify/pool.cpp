#include "notify/pool.hpp"

#include "net/digest.hpp"

#include <algorithm>
#include <climits>

namespace rw::notify {
namespace {

constexpr Span illness = 10min;

Result<Robot> make_robot(ChannelSettings settings, Wires wires) {
    auto const where = net::parse_url(settings.url.reveal());  // its token stands behind the host
    auto const name =
        where ? settings.type + "-" + net::sha256_hex(where->target).substr(0, 20) : settings.name.text();
    auto made = make_channel(std::move(settings), wires);
    if (!made) return made.error();
    Robot robot;
    robot.channel = *std::move(made);
    robot.purse = ChannelId{name};
    robot.budget = alert::Budget{robot.channel->pace()};
    return robot;
}

}  // namespace

int Pool::free(TimePoint now) const {
    int all = 0;
    for (auto const& robot : robots_) {
        auto const more = robot.well(now) ? robot.budget.free(now) : 0;
        all = more > INT_MAX - all ? INT_MAX : all + more;
    }
    return all;
}

TimePoint Pool::next(TimePoint now) const {
    auto first = TimePoint::max();
    for (auto const& robot : robots_)
        first = std::min(first, robot.budget.next(std::max(now, robot.ill_until)));
    return first;
}

bool Pool::stopped(TimePoint now) const {
    return std::ranges::all_of(robots_,
                               [now](Robot const& robot) { return robot.budget.paused_until() > now; });
}

Robot* Pool::pick(TimePoint now) {
    Robot* best = nullptr;
    int most = 0;
    for (auto& robot : robots_) {
        auto const free = robot.well(now) ? robot.budget.free(now) : 0;
        if (free <= most) continue;
        best = &robot;
        most = free;
    }
    return best;
}

bool Pool::rest(Robot& robot, TimePoint now) {
    bool const others =
        std::ranges::any_of(robots_, [&](Robot const& other) { return &other != &robot && other.well(now); });
    if (others) robot.ill_until = now + illness;
    return others;
}

Result<Pool> make_pool(ChannelSettings const& settings, Wires wires) {
    std::vector<Robot> robots;
    auto first = make_robot(settings, wires);
    if (!first) return first.error();
    robots.push_back(*std::move(first));
    for (auto const& more : settings.robots) {
        auto one = settings;
        one.url = more.url;
        one.secret = more.secret;
        auto robot = make_robot(std::move(one), wires);
        if (!robot) return robot.error();
        robots.push_back(*std::move(robot));
    }
    return Pool{std::move(robots)};
}

}  // namespace rw::notify
