// What a scenario file says.
#pragma once

#include "weibo-sim/cards.hpp"
#include "weibo-sim/director.hpp"
#include "weibo-sim/faults.hpp"
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

/// How busy each hour of a day in Beijing is; 1 is the rate as given.
using Cycle = std::vector<double>;

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

/// What people do to their texts, accounts and posts beside what the pools say: shares from 0 to 1.
struct Garnish {
    double links = 0;         ///< texts with a t.cn link
    double emoticons = 0;     ///< texts with `[doge]` and the like, or an emoji
    double variants = 0;      ///< replies whose prefix was typed by hand: `回复 @name：`
    double long_texts = 0;    ///< mentions of more than 140 characters
    double authorless = 0;    ///< authors whose account is gone
    double edited_posts = 0;  ///< posts of the brand that are edited later
    double renames = 0;       ///< messages after which the author changes the name
};

struct LifePart {
    bool on = false;
    Span backfill{0};                     ///< life before the start
    double per_minute = 8;                ///< messages of fans per brand
    std::map<std::string, double> mix;    ///< class to weight
    std::map<std::string, double> kinds;  ///< comment, mention, comment_mention, repost, message to weight
    std::map<std::string, double> forms;  ///< reply, deep, fresh, second_account, repost to weight
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
    Cycle cycle;
    double bursts_per_day = 0;  ///< of each brand, at random times
    double burst_factor = 8;    ///< how many times busier a burst begins
    Span burst_decay{30min};
    Span staff_look_every{4h};  ///< brands whose counters are "human"
    Garnish garnish;
};

/// Messages that suddenly come to one brand: many at first, fewer and fewer.
struct BurstPart {
    Span at{0};
    std::string brand;
    std::int64_t count = 0;
    Span over{10min};
    std::string of;  ///< class; empty: as `[life.mix]` says
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
    Chance faults;
    std::vector<BurstPart> bursts;
};

/// Reads a scenario. On failure `doing` holds every complaint, a line each: `FILE:LINE:COLUMN: what is wrong
/// and what was expected`.
Result<Scenario> read_scenario(std::string_view text, std::string const& file);

}  // namespace rw::sim
