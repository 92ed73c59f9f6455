// Walks a conversation's log once, event by event; inside `care`, for the fold and for statistics.
#pragma once

#include "care/standing.hpp"

#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace rw::care {

/// A message that is not answered yet.
struct Open {
    TimePoint at{};
    Asked const* asked = nullptr;
    std::string const* text = nullptr;  ///< as it reads now, edited or not
    tone::FanVerdict verdict;           ///< likewise
    Class kind = Class::chitchat;
};

/// A wait from its first message to its end.
struct PastWait {
    std::vector<Open> open;  ///< what was unanswered at its end
    int messages = 0;
    State end = State::answered;
    TimePoint ended_at{};
    Author author;
    Replied const* reply = nullptr;  ///< that ended it
    std::string outcome;
    std::optional<TimePoint> claimed_at;
};

/// A reply of a person, whether it ended a wait or not.
struct Given {
    Replied const* reply = nullptr;
    TimePoint at{};
    Author author;
    Class to = Class::chitchat;
    std::size_t letters_read = 0;  ///< code points of what it answers
    std::optional<TimePoint> claimed_at;
};

class Walk {
public:
    Walk(Conversation const& conversation, Policy const& policy);

    Standing& standing() { return standing_; }
    std::vector<Open> const& open() const { return open_; }
    std::vector<PastWait> const& past() const { return past_; }
    std::vector<Given> const& given() const { return given_; }
    std::vector<Pause> const& pauses() const { return pauses_; }
    Asked const* last_asked() const { return last_; }
    TimePoint last_asked_at() const { return last_at_; }
    bool any_risk() const { return !gone_.empty() || !misdirected_.empty() || replied_; }
    int messages() const { return messages_; }  ///< of the wait at hand
    /// The time to answer the fan's last message in private has run out already.
    bool is_expired() const { return last_ && expired_ == last_->id; }

private:
    void take(Event const& event);
    void take(Asked const& asked, TimePoint at);
    void take(Edited const& edited, TimePoint at);
    void take(Replied const& reply, TimePoint at);
    void take(Claimed const& claimed, TimePoint at);
    void take(Released const& released, TimePoint at);
    void take(Closed const& closed, TimePoint at);
    void take(Reopened const& reopened, TimePoint at);
    void take(Paused const& paused, TimePoint at);
    void take(Resumed const& resumed, TimePoint at);
    void take(Covered const& covered, TimePoint at);
    void take(MovedToPrivate const& moved, TimePoint at);
    void take(Passed const& passed, TimePoint);
    void take(Withdrawn const& gone, TimePoint at);
    void take(RemovedByBrand const& gone, TimePoint at);
    void take(Misdirected const&, TimePoint) {}
    void take(Reclassified const&, TimePoint) {}
    void take(Rejudged const&, TimePoint) {}
    void take(Spread const&, TimePoint) {}
    void take(Settled const&, TimePoint) {}
    void take(ReplyWithdrawn const&, TimePoint) {}
    void take(Unknown const&, TimePoint) {}

    tone::FanVerdict verdict_of(Asked const& asked) const;
    bool is_quick(Replied const& reply, TimePoint at) const;
    void end_pause(TimePoint at);
    void expire(TimePoint now);
    void begin_wait();
    void answer(Replied const& reply, TimePoint at);
    void end_wait(State state, TimePoint at, Replied const* reply);
    void lose(WeiboId id, State state, TimePoint at);
    void note(Replied const& reply, TimePoint at);
    Author author_of(Replied const& reply, TimePoint at) const;
    void keep_promises(TimePoint at);

    Conversation const& conversation_;
    Policy const& policy_;
    Standing standing_;
    std::unordered_set<WeiboId> gone_;
    std::unordered_set<WeiboId> misdirected_;
    std::unordered_map<WeiboId, tone::FanLabel> corrected_;
    std::vector<Open> open_;
    std::vector<PastWait> past_;
    std::vector<Given> given_;
    std::vector<Pause> pauses_;
    Asked const* last_ = nullptr;
    TimePoint last_at_{};
    WeiboId expired_;                 ///< the fan's last word of a wait whose window has shut
    bool last_was_negative_ = false;  ///< the fan's last message before the brand's last answer
    bool fan_is_negative_ = false;    ///< the fan's last message
    bool replied_ = false;            ///< the brand has said something, well or badly
    Class last_kind_ = Class::chitchat;
    int messages_ = 0;
    std::optional<TimePoint> claimed_at_;
};

/// The deadlines of a message under the policy, its pauses and the risk clock considered.
Deadlines deadlines_of(Open const& open, Tier tier, Policy const& policy, std::vector<Pause> const& pauses);

}  // namespace rw::care
