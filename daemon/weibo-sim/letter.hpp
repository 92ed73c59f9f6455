// What reaches a brand by the fans service (weibo-api 8): private messages, events, and news of mentions.
#pragma once

#include "core/id.hpp"
#include "core/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rw::sim {

/// `form`: text, position, voice or image; follow, unfollow, subscribe, unsubscribe, scan, scan_follow, click
/// or view for events; status or comment for a mention.
struct Letter {
    Uid from;
    Uid to;
    std::string form = "text";
    std::string text;
    std::string key;  ///< of a mention: the id of what mentions
    TimePoint at{};
};

/// What badges tell an app (weibo-api 4.3).
enum class Badges {
    truly,   ///< they count
    stuck,   ///< they never move
    absent,  ///< the endpoint refuses
    human    ///< they count, and the staff open the app now and then
};

/// `true`, `stuck`, `absent` or `human`.
std::optional<Badges> parse_badges(std::string_view text);

}  // namespace rw::sim
