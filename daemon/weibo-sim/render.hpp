// The JSON of users, statuses and comments: the key set and order of the year (weibo-api 3.2 to 3.8).
#pragma once

#include "weibo-sim/cards.hpp"
#include "weibo-sim/json_text.hpp"
#include "weibo-sim/world.hpp"

namespace rw::sim {

/// How much of an object the place it stands in shows.
struct Look {
    bool trim_user = false;     ///< `user` is only an id
    bool with_counters = true;  ///< inside a comment the status' counters are always 0 (weibo-api 10.7)
    bool whole_text = false;    ///< `isGetLongText`
};

class Render {
public:
    Render(World const& world, JsonText& json, Cards& cards) : world_{world}, json_{json}, cards_{cards} {}

    /// `known`: the user has authorised the app; of others `users/show` tells less (weibo-api 10.14).
    void user(Character const& who, bool known = true);
    void status(Item const& item, Look look);
    void comment(Item const& item, bool trim_user);

private:
    bool before(Year year) const { return cards_.year() < year; }
    void user_head(Character const& who, bool known);
    void user_counts(Character const& who, bool known);
    void user_badge(Character const& who, bool known);
    void user_tail(Character const& who);
    void author(Item const& item, bool trim_user);
    void status_text(Item const& item, Look look);
    void reply_fields();
    void long_text(Item const& item);
    void status_tail(Item const& item, Look look);
    void status_tail_2018();
    void tombstone(Item const& item, bool trim_user);
    void comment_head(Item const& item, bool trim_user);
    void begin(Item const& item);
    void ids(Item const& item);

    World const& world_;
    JsonText& json_;
    Cards& cards_;
};

/// Length as the platform counts it: an ASCII character is one unit, any other two (weibo-api 3.6).
std::int64_t half_width_units(std::string_view text);
/// `text` without the `回复@name:` in front.
std::string_view without_reply_prefix(std::string_view text);

}  // namespace rw::sim
