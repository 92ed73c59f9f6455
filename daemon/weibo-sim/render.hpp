// The JSON of users, statuses and comments: the key set and order of 2018 (weibo-api 3.8).
#pragma once

#include "core/json.hpp"
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
    Render(World const& world, Json& json) : world_{world}, json_{json} {}

    /// `known`: the user has authorised the app; of others `users/show` tells less (weibo-api 10.14).
    void user(Character const& who, bool known = true);
    void status(Item const& item, Look look);
    void comment(Item const& item, bool trim_user);

private:
    void user_head(Character const& who, bool known);
    void user_counts(Character const& who, bool known);
    void user_badge(Character const& who, bool known);
    void user_tail(Character const& who);
    void author(Item const& item, bool trim_user);
    void status_text(Item const& item, Look look);
    void status_tail(Item const& item, Look look);
    void tombstone(Item const& item);
    void comment_body(Item const& item, bool trim_user);
    void ids(Item const& item);

    World const& world_;
    Json& json_;
};

/// `text` without the `回复@name:` in front.
std::string_view without_reply_prefix(std::string_view text);

}  // namespace rw::sim
