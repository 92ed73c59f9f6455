// What the brand's own public words are worth to whoever is to be told: how grave a misstep is, what its
// place in the talk adds, and how the fan took it (domain 5.2, 5.3).
#pragma once

#include "care/calendar.hpp"
#include "care/conversation.hpp"
#include "care/level.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace rw::care {

/// By the gravest label (5.3): B05, B07, B11, B16, B17 red; B01, B04, B06 orange; others yellow; and by how
/// grave it is here: severity 3 is red, 1 at most yellow. none: no misstep.
Level level_of(tone::ReplyVerdict const& verdict);

/// What shows only in the talk, not in the words alone.
struct Sign {
    enum class What : std::uint8_t {
        repeated,        ///< nearly the same words to the same fan again (B10)
        late_and_cold,   ///< after more than a day without a word about the wait (B28)
        argue_loop,      ///< the third public turn with the same angry fan (B25)
        restated,        ///< taken back, and said again nearly alike (B19)
        strange_client,  ///< written with a client that the account does not list (B20)
        turned,          ///< the fan is angrier since, or a critic better liked than we are (F23)
        odd_hour,  ///< between midnight and six, outside of hours, after a wait of more than a day (B21)
    };
    What what = What::repeated;
    WeiboId reply;
    WeiboId other;  ///< the reply that it repeats; of others none
    friend bool operator==(Sign const&, Sign const&) = default;
};
std::string_view rule_of(Sign::What what);
/// In order of the replies; of one reply each kind once. Automatic replies give none.
std::vector<Sign> signs_of(Conversation const& talk, Calendar const& calendar);

/// How a fan spoke before and after a reply (F23): the risk of his last words before and of his first ones
/// after.
struct Effect {
    int before = 0;
    std::optional<int> after;  ///< nothing: he has not spoken since
    bool worse() const { return after && *after > before; }
};
Effect effect_of(Conversation const& talk, WeiboId reply);

/// As far as an item of a talk is known to have spread.
Spread spread_of(Conversation const& talk, WeiboId item);

/// Of the words of a talk, the fan's or ours, that were passed on most.
std::int64_t most_reposts(Conversation const& talk);

/// Of the best liked critical words in a talk, the fan's or the crowd's gravest.
std::int64_t likes_against(Conversation const& talk);

/// With whom the public sides (F23): likes of the best liked critical words since a reply, the fan's or the
/// crowd's gravest, and of the reply. Where the platform does not tell them nobody is louder.
struct Applause {
    std::int64_t critic = 0;
    std::int64_t ours = 0;
    bool for_the_critic() const;
};
Applause applause_of(Conversation const& talk, WeiboId reply);

}  // namespace rw::care
