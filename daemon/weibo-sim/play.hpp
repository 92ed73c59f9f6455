// A scenario on the stage: the world it begins with, its script, and its life, as time goes on.
#pragma once

#include "weibo-sim/agenda.hpp"
#include "weibo-sim/api.hpp"
#include "weibo-sim/director.hpp"
#include "weibo-sim/life.hpp"
#include "weibo-sim/push.hpp"
#include "weibo-sim/scenario.hpp"

#include <memory>
#include <string>
#include <vector>

namespace rw::sim {

class Play {
public:
    /// Everything before `start` (lines with negative times, backfilled life) has happened when this returns.
    Play(Scenario scenario, TimePoint start);
    Play(Play const&) = delete;
    Play& operator=(Play const&) = delete;

    void advance(TimePoint now);

    Scenario const& scenario() const { return scenario_; }
    World& world() { return world_; }
    Tokens& tokens() { return tokens_; }
    Director& director() { return director_; }
    Manners manners() const;
    /// What could not be done as the script has it, since the last call.
    std::vector<std::string> take_troubles() { return std::exchange(troubles_, {}); }

    /// How the badges of `uid` behave from now on; see `Badges`.
    void set_badges(Uid uid, Badges mode, TimePoint now);

    /// What is to be pushed since the last call; only for brands that have an address.
    std::vector<Push> take_pushes();
    /// By the key of the brand; only brands that have an address are in it.
    std::map<std::string, PushTally>& push_tallies() { return tallies_; }

private:
    void cast(TimePoint start);
    void cast_brand(BrandPart const& brand, TimePoint start);
    void cast_token(BrandPart const& brand, TokenPart const& part, TimePoint start);
    void begin_life(TimePoint start);
    void look_in(Uid uid, TimePoint at);

    Scenario scenario_;
    World world_;
    Tokens tokens_;
    Director director_;
    Agenda agenda_;
    Dice staff_dice_;
    std::vector<std::string> troubles_;
    std::unique_ptr<Life> life_;
    std::map<std::string, PushTally> tallies_;
};

}  // namespace rw::sim
