// What happens in a conversation. An event is a fact; what it amounts to is for the fold (standing.hpp) to
// say.
#pragma once

#include "core/id.hpp"
#include "core/time.hpp"
#include "core/utterance.hpp"
#include "tone/verdict.hpp"

#include <optional>
#include <string>
#include <variant>

namespace rw::care {

/// The fan wrote. Texts are kept masked. A message that only asks where the answer is, is a prod (K4).
struct Asked {
    WeiboId id;
    Kind kind = Kind::comment;
    TimePoint seen_at{};
    std::string text;
    tone::FanVerdict verdict;
    bool history = false;  ///< known from before the cold start fence: no clock (K2)
    friend bool operator==(Asked const&, Asked const&) = default;
};
/// The fan changed his words: judged again, without a new clock (K16). `at` is when he did.
struct Edited {
    WeiboId id;
    TimePoint seen_at{};
    std::string text;
    tone::FanVerdict verdict;
    friend bool operator==(Edited const&, Edited const&) = default;
};

/// How a reply was found to belong here. The order is stored: append only.
enum class MatchedBy : std::uint8_t {
    parent_comment,  ///< `reply_comment.id`
    parent_author,   ///< root and fan
    fans_own_post,   ///< a comment right under the fan's own post
    repost,          ///< a repost of the fan's post
    named,           ///< it calls the fan by name: `@fan`, `//@fan:`
    by_text,         ///< it answers nobody by id, but fits what the fan asks
};
std::string_view to_text(MatchedBy how);
/// From 0 to 1. Below `sure` the reply is shown as a probable answer, and ends no risk clock (K9).
double confidence(MatchedBy how);
inline constexpr double sure = 0.7;

/// What gave away that no person wrote it (K6). The order is stored: append only.
enum class Automatic : std::uint8_t {
    no,
    marked,  ///< it says so: 【自动回复】
    source,  ///< its client is known to be a robot
    text,    ///< it is one of the account's configured automatic texts, or nearly so
    quick,   ///< within seconds of the question, and without a word of it
};
std::string_view to_text(Automatic why);

/// One of the brand's people wrote (K7).
struct Replied {
    WeiboId id;
    Uid by;
    Uid to;  ///< the fan under whose words it stands; none: nobody's
    TimePoint seen_at{};
    std::string text;
    MatchedBy how = MatchedBy::parent_comment;
    Automatic automatic = Automatic::no;  ///< else recorded, never fulfils (K6)
    std::string signed_by;                ///< its sign-off: 王 of `^王` (K8)
    std::string on_duty;                  ///< who alone was on the roster then; empty: nobody, or several
    std::optional<TimePoint> promises;    ///< by when it promises another word (B14)
    std::string strange_client;  ///< what it was written with, when the account does not list it (B20)
    tone::ReplyVerdict verdict;
    WeiboId judged_with;  ///< the fan's message it was judged with; none: we knew none
    friend bool operator==(Replied const&, Replied const&) = default;
};
/// The reply calls another fan by name who waits under the same post: it was meant for him (K12).
struct Misdirected {
    WeiboId id;  ///< of the reply
    friend bool operator==(Misdirected const&, Misdirected const&) = default;
};

struct Claimed {
    std::string by;
    std::string given_by;  ///< who assigned it; empty: taken
    TimePoint until{};     ///< the claim ends then by itself; the epoch: never
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
/// Somebody found it closed, or covered, too early: what was open then is open again, with its old clock.
struct Reopened {
    std::string by;
    friend bool operator==(Reopened const&, Reopened const&) = default;
};
/// The clocks stand until then, or until the fan writes (K18). Not those of the risk classes.
struct Paused {
    std::string by;
    TimePoint until{};
    std::string reason;
    friend bool operator==(Paused const&, Paused const&) = default;
};
struct Resumed {
    std::string by;
    friend bool operator==(Resumed const&, Resumed const&) = default;
};
/// A statement to all answers him too (K11): he waits no longer, unless he comes back angry.
struct Covered {
    std::string by;
    std::string statement;  ///< its address or id
    friend bool operator==(Covered const&, Covered const&) = default;
};
/// Answered in private: the public sees silence, so the public wait goes on until a word there (K10).
struct MovedToPrivate {
    std::string by;
    friend bool operator==(MovedToPrivate const&, MovedToPrivate const&) = default;
};
/// A person says that a message was judged wrong: it bears this label alone from now on.
struct Reclassified {
    std::string by;
    WeiboId id;
    tone::FanLabel label = tone::FanLabel::chitchat;
    friend bool operator==(Reclassified const&, Reclassified const&) = default;
};
/// A person says that a reply was judged wrong: it bears this label alone from now on, or none.
struct Rejudged {
    std::string by;
    WeiboId id;
    std::optional<tone::ReplyLabel> label;  ///< none: nothing was wrong with it
    friend bool operator==(Rejudged const&, Rejudged const&) = default;
};

/// A deadline has passed; each is said once (K26). `asked` is the message that it belongs to: the one waited
/// for; of `expiry`, the fan's last; of `promise`, the reply that promised; of
/// `told`, a risk about that item has been told.
struct Passed {
    enum class Which : std::uint8_t { warn, ceiling, expiry, aged, promise, told };  // stored: append only
    Which which = Which::warn;
    WeiboId asked;
    bool observed = true;  ///< false: we could not see then, so an answer may have been there (K30)
    friend bool operator==(Passed const&, Passed const&) = default;
};
/// A wait has ended, and under which policy it was judged: a later one does not judge it again (K24).
struct Settled {
    WeiboId asked;
    std::string policy;
    TimePoint due_at{};
    friend bool operator==(Settled const&, Settled const&) = default;
};

/// The fan's words are gone from Weibo (K13): they need no answer any more.
struct Withdrawn {
    WeiboId id;
    friend bool operator==(Withdrawn const&, Withdrawn const&) = default;
};
/// The brand's answer is gone: what it answered waits again, from when it was asked (K15).
struct ReplyWithdrawn {
    WeiboId id;
    friend bool operator==(ReplyWithdrawn const&, ReplyWithdrawn const&) = default;
};
/// The fan's words are gone while his others remain, from under the brand's own post: likely by the brand
/// (K14).
struct RemovedByBrand {
    WeiboId id;
    friend bool operator==(RemovedByBrand const&, RemovedByBrand const&) = default;
};

/// How many had liked and passed on words of this talk, the fan's, the brand's, or the gravest of the
/// crowd's, when they were last looked at: the most that were seen (B12, F23). Comments cannot be passed on.
struct Spread {
    WeiboId id;
    std::int64_t likes = 0;
    std::int64_t reposts = 0;
    /// A few more of many are no news.
    bool tells_more_than(Spread const& known) const {
        return likes > known.likes + known.likes / 10 || reposts > known.reposts + known.reposts / 10;
    }
    friend bool operator==(Spread const&, Spread const&) = default;
};

/// An event of a newer version: kept as it is, ignored by the fold.
struct Unknown {
    std::uint64_t kind = 0;
    std::string bytes;
    friend bool operator==(Unknown const&, Unknown const&) = default;
};

struct Event {
    TimePoint at{};  ///< when it happened at Weibo or by our clock, not when we learnt of it (K1)
    /// Of what happens at the same instant the earlier in this list comes first.
    std::variant<Asked, Edited, Replied, Misdirected, Claimed, Released, Closed, Reopened, Paused, Resumed,
                 Covered, MovedToPrivate, Reclassified, Passed, Settled, Withdrawn, ReplyWithdrawn,
                 RemovedByBrand, Rejudged, Spread, Unknown>
        what;
    friend bool operator==(Event const&, Event const&) = default;
};

/// asked, prodded, edited, withdrawn, replied, auto_replied, reply_withdrawn, claimed, … : as timelines name
/// it.
std::string_view name_of(Event const& event);

}  // namespace rw::care
