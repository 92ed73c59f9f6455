// What a scenario file says.
#pragma once

#include "weibo-sim/director.hpp"
#include "weibo-sim/people.hpp"
#include "weibo-sim/tokens.hpp"

#include <map>
#include <string>
#include <vector>

namespace rw::sim {

struct SimPart {
    std::int64_t seed = 1;
    double speed = 1;  ///< how much faster than the clock generated life goes
    std::int64_t quota_ip_hour = 15000;
    double drop_share = 0;        ///< items that vanish after the page was cut
    double zero_width_share = 0;  ///< texts that end in U+200B
};

struct TokenPart {
    std::string token;
    TokenState state = TokenState::valid;
    std::int64_t quota_hour = 0;
    std::int64_t quota_day = 0;
    Span expires_in = 24h * 30;
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

/// What becomes of a message.
struct Fate {
    double in_time = 1;
    double late = 0;
    double never = 0;
    double badly = 0;
};

struct Delay {
    Span median{60s};
    double spread = 0.6;
};

struct LifePart {
    bool on = false;
    Span backfill{0};                     ///< life before the start
    double per_minute = 8;                ///< messages of fans per brand
    std::map<std::string, double> mix;    ///< class to weight
    std::map<std::string, double> kinds;  ///< comment, mention, comment_mention, repost to weight
    std::map<std::string, double> forms;  ///< reply, fresh, second_account, repost to weight
    std::map<std::string, Fate> fates;    ///< class to fate; "default" for the rest
    Delay in_time{90s, 0.6};
    Delay late{12min, 0.5};
    Delay prod{3min, 0.5};
    double prod_share = 0.4;
    double closing_share = 0.3;
    double fan_delete_share = 0.01;
    double brand_delete_share = 0.05;
    double late_share = 0;  ///< messages that become visible later than written
    Span late_most{90s};
    Span post_every{10min};
};

struct PoolPart {
    std::string of;     ///< class of message
    std::string tone;   ///< replies: `good`, or what is wrong with them; empty for messages
    std::string brand;  ///< key; empty: any
    std::string topic;  ///< what it is about; a reply with a topic answers only messages with the same
    std::vector<std::string> texts;
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
};

/// Reads a scenario. On failure `doing` holds every complaint, a line each: `FILE:LINE:COLUMN: what is wrong
/// and what was expected`.
Result<Scenario> read_scenario(std::string_view text, std::string const& file);

}  // namespace rw::sim
