// What a scenario says of generated life.
#pragma once

#include "core/time.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace rw::sim {

/// How busy each hour of a day in Beijing is; 1 is the rate as given.
using Cycle = std::vector<double>;

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

}  // namespace rw::sim
