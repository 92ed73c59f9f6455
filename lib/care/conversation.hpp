// A conversation is one fan under one root post: a log of events, and a standing folded from it.
#pragma once

#include "care/bands.hpp"
#include "care/crowd.hpp"
#include "core/id.hpp"
#include "core/time.hpp"
#include "core/utterance.hpp"
#include "tone/verdict.hpp"

#include <optional>
#include <string>
#include <unordered_set>
#include <variant>
#include <vector>

namespace rw::care {

/// The fan wrote. Texts are kept masked.
struct Asked {
    WeiboId id;
    Kind kind = Kind::comment;
    TimePoint seen_at{};
    std::string text;
    tone::FanVerdict verdict;
    bool history = false;  ///< known from before the cold start fence: no clock (K2)
    friend bool operator==(Asked const&, Asked const&) = default;
};

/// How a reply was found to belong here. The order is stored: append only.
enum class MatchedBy : std::uint8_t { parent_comment, parent_author, fans_own_post, repost };
std::string_view to_text(MatchedBy how);

/// One of the brand's people wrote (K7).
struct Replied {
    WeiboId id;
    Uid by;
    TimePoint seen_at{};
    std::string text;
    MatchedBy how = MatchedBy::parent_comment;
    bool automatic = false;  ///< recorded, never fulfils (K6)
    friend bool operator==(Replied const&, Replied const&) = default;
};

struct Claimed {
    std::string by;
    friend bool operator==(Claimed const&, Claimed const&) = default;
};
struct Released {
    std::string by;
    friend bool operator==(Released const&, Released const&) = default;
};
struct Closed {
    std::string by;
    std::string outcome;
    friend bool operator==(Closed const&, Closed const&) = default;
};

/// A deadline of the wait that began with `asked` has passed; each is said once (K26). `expiry` is counted
/// from the fan's last message, which is `asked` then; it ends the conversation, unless a later message is
/// known.
struct Passed {
    enum class Which : std::uint8_t { warn, ceiling, expiry };  // stored: append only
    Which which = Which::warn;
    WeiboId asked;
    bool observed = true;  ///< false: we could not see then, so an answer may have been there (K30)
    friend bool operator==(Passed const&, Passed const&) = default;
};

/// The fan's words are gone from Weibo, by whomever (K13): they need no answer any more.
struct Withdrawn {
    WeiboId id;
    friend bool operator==(Withdrawn const&, Withdrawn const&) = default;
};
/// The brand's answer is gone: what it answered waits again, from when it was asked (K15).
struct ReplyWithdrawn {
    WeiboId id;
    friend bool operator==(ReplyWithdrawn const&, ReplyWithdrawn const&) = default;
};

/// An event of a newer version: kept as it is, ignored by the fold.
struct Unknown {
    std::uint64_t kind = 0;
    std::string bytes;
    friend bool operator==(Unknown const&, Unknown const&) = default;
};

struct Event {
    TimePoint at{};  ///< when it happened at Weibo or by our clock, not when we learnt of it (K1)
    std::variant<Asked, Replied, Claimed, Released, Closed, Passed, Withdrawn, ReplyWithdrawn, Unknown> what;
    friend bool operator==(Event const&, Event const&) = default;
};

struct Conversation {
    ConversationId id;
    WeiboId root;
    Uid root_author;
    Person fan;
    Kind kind = Kind::comment;  ///< of its first message
    std::vector<Event> events;  ///< by (at, item id); `add` keeps the order and drops doubles
    std::uint32_t dropped = 0;  ///< old answered events that were let go to stay bounded
    Crowd crowd;                ///< what others say under the same post

    friend bool operator==(Conversation const&, Conversation const&) = default;
};

/// The id follows from account, root and fan, so a reply finds its conversation without an index.
ConversationId conversation_id(AccountId const& account, WeiboId root, Uid fan);

/// What has gone from Weibo since it was read, of either side.
std::unordered_set<WeiboId> withdrawn_items(Conversation const& conversation);

/// Adds an event at its place. An item that is there already is not added again: returns false.
bool add(Conversation& conversation, Event event);

enum class State : std::uint8_t { waiting, answered, covered, closed, withdrawn, removed };
std::string_view to_text(State state);

/// What the log amounts to. Any order of arrival of the same facts gives the same standing.
struct Standing {
    State state = State::answered;
    std::optional<TimePoint> waiting_since;  ///< the oldest unanswered message that wants an answer (K3)
    WeiboId waiting_for;                     ///< that message
    WeiboId last_asked;                      ///< the fan's last message, wanting an answer or not
    Class kind = Class::chitchat;  ///< the most serious class among the unanswered ones, else of the last
    tone::FanVerdict verdict;      ///< of the message that set `kind`
    std::string text;              ///< of that message
    TimePoint seen_at{};           ///< when the message waited for was read
    Deadlines deadlines;           ///< the earliest of each over the unanswered messages; only while waiting
    bool warned = false;
    bool late = false;
    bool observed = true;  ///< false: a deadline of this wait passed while we could not see (K30)
    int messages = 0;
    int prods = 0;
    std::string claimed_by;
    std::string outcome;
    std::optional<TimePoint> answered_at;
    Uid answered_by;
    std::optional<Span> last_wait;  ///< from the oldest question to the answer, of the last answered wait
};

/// Folds the log under the policy in force.
Standing fold(Conversation const& conversation, Bands const& bands, Calendar const& calendar);

/// none until a deadline has passed, then by class and stage.
Level level_of(Standing const& standing);

/// A private thread can be answered for 48 hours after the fan's last message (weibo-api 8.4); the warning
/// comes 4 hours before that at the latest.
inline constexpr Span reply_window = 48h;
inline constexpr Span reply_window_warn = 4h;

/// The next deadline that has not been said yet; nothing when none is left.
std::optional<TimePoint> next_deadline(Standing const& standing);
/// What is to be said of it once it has passed; nothing before.
std::optional<Passed> passed_deadline(Standing const& standing, TimePoint now);

}  // namespace rw::care
