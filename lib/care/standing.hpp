// What a conversation's log amounts to: who waits, since when, until when. Any order of arrival of the same
// facts gives the same standing.
#pragma once

#include "care/conversation.hpp"
#include "care/policy.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw::care {

enum class State : std::uint8_t { waiting, answered, covered, closed, withdrawn, removed };
std::string_view to_text(State state);

/// Who of the brand's people wrote an answer, and how we know (K8). All replies may come from one uid.
struct Author {
    enum class By : std::uint8_t { unknown, claim, sign_off, roster };
    By by = By::unknown;
    std::string name;  ///< empty: unknown, never guessed
    friend bool operator==(Author const&, Author const&) = default;
};
std::string_view to_text(Author::By by);

/// "24小时内答复": kept by the next word of the brand, broken when none has come by then (B14).
struct Promise {
    WeiboId reply;
    TimePoint due_at{};
    std::optional<TimePoint> kept_at;
    bool said = false;  ///< that it is broken has been said
    friend bool operator==(Promise const&, Promise const&) = default;
};

/// Something that the public may hold against the brand, whatever was answered.
struct Risk {
    enum class What : std::uint8_t {
        removed,         ///< likely by the brand (K14)
        unsaid,          ///< the brand took back its own words (K15)
        misdirected,     ///< a reply meant for another fan (K12)
        edited,          ///< the fan changed his words after the answer (K16)
        misstep,         ///< the brand's own words (domain 5.2)
        repeated,        ///< the same words to the same fan again (B10)
        late_and_cold,   ///< after more than a day, without a word about it (B28)
        argue_loop,      ///< the third public turn with an angry fan (B25)
        restated,        ///< taken back and said again (B19)
        strange_client,  ///< written with a client that the account does not list (B20)
        canned,          ///< nearly the same words to the tenth fan of a day (B10)
        odd_hour,        ///< by night, outside of hours, to one who waited more than a day (B21)
        turned,          ///< the fan, or those who look on, took it ill, however it reads (F23)
    };
    What what = What::removed;
    WeiboId item;  ///< the words that it is about
    friend bool operator==(Risk const&, Risk const&) = default;
};

struct Standing {
    State state = State::answered;
    std::optional<TimePoint> waiting_since;  ///< the oldest unanswered message that wants an answer (K3)
    WeiboId waiting_for;                     ///< that message
    WeiboId last_asked;                      ///< the fan's last message, wanting an answer or not
    Class kind = Class::chitchat;  ///< the most serious class among the unanswered ones, else of the last
    WeiboId set_by;                ///< the message that set `kind`
    tone::FanVerdict verdict;      ///< of that message
    std::string text;              ///< of that message
    Tier tier = Tier::normal;
    TimePoint seen_at{};  ///< when the message waited for was read
    Deadlines deadlines;  ///< the earliest of each over the unanswered messages; only while waiting
    bool warned = false;
    bool late = false;
    bool aged = false;     ///< has waited half again as long as it may: offered early (A14)
    bool observed = true;  ///< false: a deadline of this wait passed while we could not see (K30)
    int messages = 0;
    int prods = 0;  ///< of this wait, or of the last (K4)

    std::string claimed_by;
    std::string assigned_by;  ///< empty: taken, not given
    std::optional<TimePoint> claimed_until;
    std::optional<TimePoint> paused_until;  ///< of the last pause, cut short by whatever ended it
    std::string paused_by;
    std::string pause_reason;
    bool moved_to_private = false;     ///< answered there; the public still sees silence (K10)
    bool probably_answered = false;    ///< by a reply of low confidence (K9)
    bool edited_after_answer = false;  ///< `bait-edit` (K16)
    std::string outcome;
    std::string statement;  ///< that covers it (K11)

    std::optional<TimePoint> answered_at;
    Uid answered_by;
    Author author;       ///< of that answer
    bool early = false;  ///< it came under the floor of small talk or praise: a note, no alert (A11)
    std::optional<Span> last_wait;   ///< from the oldest question to the answer, of the last answered wait
    std::vector<WeiboId> quick;      ///< replies that came too quickly for a person (K6)
    std::vector<Promise> promises;   ///< not kept yet
    std::vector<Risk> risks;         ///< not told yet; each is told once
    std::vector<Settled> unsettled;  ///< waits that have ended and are not marked as judged yet (K24)
};

/// Folds the log under the policy in force.
Standing fold(Conversation const& conversation, Policy const& policy);

/// Who has claimed it and still holds it at `now`; empty: nobody.
std::string const& holder(Standing const& standing, TimePoint now);
bool is_paused(Standing const& standing, TimePoint now);

/// none until a deadline has passed, then by class and stage; the second prod raises it (K4).
Level level_of(Standing const& standing);
/// How pressing it is to whoever takes the next one on: red once it has aged, so that no stream of nobler
/// matters can keep it waiting for ever (A14). Lists go by `level_of`.
Level rank_of(Standing const& standing);

/// A private thread can be answered for 48 hours after the fan's last message (weibo-api 8.4); the warning
/// comes 4 hours before that at the latest.
inline constexpr Span reply_window = 48h;
inline constexpr Span reply_window_warn = 4h;

/// The next deadline that has not been said yet, a promise's included; nothing when none is left.
std::optional<TimePoint> next_deadline(Standing const& standing);
/// What is to be said of it once it has passed; nothing before.
std::optional<Passed> passed_deadline(Standing const& standing, TimePoint now);

}  // namespace rw::care
