// What a scenario file says.
#pragma once

#include "weibo-sim/cards.hpp"
#include "weibo-sim/director.hpp"
#include "weibo-sim/faults.hpp"
#include "weibo-sim/life_part.hpp"
#include "weibo-sim/people.hpp"
#include "weibo-sim/tokens.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rw::sim {

struct SimPart {
    std::int64_t seed = 1;
    double speed = 1;  ///< how much faster than the clock generated life goes
    std::int64_t quota_ip_hour = 15000;
    double drop_share = 0;        ///< items that vanish after the page was cut
    double zero_width_share = 0;  ///< texts that end in U+200B
    Year year = Year::y2018;
    double skew_share = 0.24;  ///< dates a second or more beside the time of the id
    double clock_speed = 1;    ///< how much faster than the machine's clock all of the platform's time goes
    bool writes = false;
    bool gzip = true;
    bool chunked = false;
};

/// Where the fans service brings private messages (weibo-api 8).
struct PushPart {
    std::string url;  ///< on this machine only
    std::string app_secret;
    bool mentions = false;
};

struct TokenPart {
    std::string token;
    TokenState state = TokenState::valid;
    std::int64_t quota_hour = 0;
    std::int64_t quota_day = 0;
    Span expires_in = 24h * 30;
    bool biz = false;
    std::vector<std::string> forbidden;
    std::map<std::string, double> by_path;  ///< calls an hour for one interface
};

struct StaffPart {
    Uid uid;
    std::string name;
};

struct BrandPart {
    std::string key;
    std::string name;
    Uid uid;
    std::int64_t followers = 50000;
    std::string reason;      ///< what the badge says
    double per_minute = -1;  ///< generated messages; below 0: as `[life]` says
    double per_hour = -1;    ///< the same, by the hour
    Cycle cycle;             ///< empty: as `[life]` says
    Badges counters = Badges::truly;
    std::optional<PushPart> push;
    std::vector<TokenPart> tokens;
    std::vector<StaffPart> staff;
    std::vector<StaffPart> executives;
    std::vector<std::string> codes;     ///< OAuth codes, each good for one token
    std::vector<std::string> products;  ///< what `{product}` stands for
    std::vector<std::string> posts;     ///< statuses of generated life, in turn
};

struct CrowdPart {
    std::int64_t count = 0;
    double authorised_share = 1;
    std::vector<std::string> heads;
    std::vector<std::string> tails;
    std::vector<std::string> places;
};

struct SayPart {
    Span at{0};  ///< from the start; below zero: before it
    Line line;
};

struct Scenario {
    SimPart sim;
    std::vector<BrandPart> brands;
    std::vector<Character> fans;
    CrowdPart crowd;
    std::vector<SayPart> says;  ///< in the order in which they happen
    LifePart life;
    std::vector<PoolPart> texts;
    std::vector<PoolPart> replies;
    Chance faults;
    std::vector<BurstPart> bursts;
};

/// Reads a scenario. On failure `doing` holds every complaint, a line each: `FILE:LINE:COLUMN: what is wrong
/// and what was expected`.
Result<Scenario> read_scenario(std::string_view text, std::string const& file);

}  // namespace rw::sim
