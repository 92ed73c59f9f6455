// The fold: from a conversation's log to how it stands.
#include "care/conversation.hpp"

#include <algorithm>
#include <unordered_set>

namespace rw::care {
namespace {

struct Open {
    TimePoint at{};
    Asked const* asked = nullptr;
    Class kind = Class::chitchat;
};

/// Walks the log once and remembers what is still unanswered.
class Walk {
public:
    Walk(Conversation const& conversation, Standing& standing) : fan_{conversation.fan}, standing_{standing} {
        standing_.messages = static_cast<int>(conversation.dropped);
        gone_ = withdrawn_items(conversation);
    }

    void take(Event const& event) {
        std::visit([&](auto const& what) { take(what, event.at); }, event.what);
    }
    std::vector<Open> const& open() const { return open_; }
    Asked const* last_asked() const { return last_; }
    TimePoint last_asked_at() const { return last_at_; }
    bool replied() const { return replied_; }

private:
    void take(Asked const& asked, TimePoint at) {
        ++standing_.messages;
        standing_.prods += asked.verdict.has(tone::FanLabel::prod) ? 1 : 0;
        last_ = &asked;
        last_at_ = at;
        bool const pleasantry = asked.verdict.has(tone::FanLabel::closing);  // K5
        if (asked.history || pleasantry) return;
        if (standing_.state != State::waiting) {  // a new wait begins; the old one keeps its result (K17)
            standing_.claimed_by.clear();
            standing_.outcome.clear();
        }
        standing_.state = State::waiting;
        open_.push_back(Open{at, &asked, classify(asked.verdict, fan_.followers, fan_.verified_type)});
    }
    void take(Replied const& reply, TimePoint at) {
        if (reply.automatic || gone_.contains(reply.id)) return;  // K6, K15
        replied_ = true;
        if (!open_.empty()) standing_.last_wait = std::max(at - open_.front().at, Span{0});
        if (standing_.state != State::closed) standing_.state = State::answered;
        standing_.answered_at = at;
        standing_.answered_by = reply.by;
        open_.clear();
    }
    void take(Closed const& closed, TimePoint) {
        standing_.state = State::closed;
        standing_.outcome = closed.outcome;
        open_.clear();
    }
    void take(Claimed const& claimed, TimePoint) { standing_.claimed_by = claimed.by; }
    void take(Released const&, TimePoint) { standing_.claimed_by.clear(); }
    /// Words that were answered, or that needed no answer, may go without anything changing (K13).
    void take(Withdrawn const& withdrawn, TimePoint) {
        auto const gone =
            std::erase_if(open_, [&](Open const& one) { return one.asked->id == withdrawn.id; });
        if (gone > 0 && open_.empty() && standing_.state == State::waiting)
            standing_.state = State::withdrawn;
    }
    void take(ReplyWithdrawn const&, TimePoint) {}
    void take(Passed const& passed, TimePoint) {
        bool const expired =
            passed.which == Passed::Which::expiry && last_ && last_->id == passed.asked && !open_.empty();
        if (!expired) return;
        standing_.state = State::closed;
        standing_.outcome = "expired";
        open_.clear();
    }
    void take(Unknown const&, TimePoint) {}

    Person const& fan_;
    Standing& standing_;
    std::vector<Open> open_;
    std::unordered_set<WeiboId> gone_;
    Asked const* last_ = nullptr;
    TimePoint last_at_{};
    bool replied_ = false;
};

void tell_of(Standing& standing, Asked const& asked, Class kind) {
    standing.kind = kind;
    standing.verdict = asked.verdict;
    standing.text = asked.text;
}

/// A deadline that was said of any message of this wait has been said (K26): an older message of the same
/// wait that comes to light later does not say it again.
void mark_passed(Standing& standing, std::vector<Open> const& open, std::vector<Event> const& events) {
    for (auto const& event : events) {
        auto const* passed = std::get_if<Passed>(&event.what);
        if (!passed || passed->which == Passed::Which::expiry) continue;
        bool const of_this_wait =
            std::ranges::any_of(open, [&](Open const& one) { return one.asked->id == passed->asked; });
        if (!of_this_wait) continue;
        (passed->which == Passed::Which::warn ? standing.warned : standing.late) = true;
        standing.observed = standing.observed && passed->observed;
    }
}

/// Every unanswered message has deadlines of its own; the earliest of each kind holds.
void set_deadlines(Standing& standing, std::vector<Open> const& open, Bands const& bands,
                   Calendar const& calendar) {
    standing.deadlines = deadlines(bands.of(open.front().kind), calendar, open.front().at);
    for (auto const& one : open) {
        auto const own = deadlines(bands.of(one.kind), calendar, one.at);
        auto& all = standing.deadlines;
        all.floor_at = std::min(all.floor_at, own.floor_at);
        all.due_at = std::min(all.due_at, own.due_at);
        if (own.warn_at) all.warn_at = std::min(all.warn_at.value_or(*own.warn_at), *own.warn_at);
    }
}

/// No deadline lies beyond the end of the window, and its end is warned of in time.
void set_expiry(Deadlines& all, TimePoint expires_at) {
    all.expires_at = expires_at;
    all.due_at = std::min(all.due_at, expires_at);
    auto const last_warning = expires_at - reply_window_warn;
    if (last_warning < all.due_at) all.warn_at = std::min(all.warn_at.value_or(last_warning), last_warning);
}

}  // namespace

Standing fold(Conversation const& conversation, Bands const& bands, Calendar const& calendar) {
    Standing standing;
    standing.state = State::closed;
    standing.outcome = "no-reply-needed";
    Walk walk{conversation, standing};
    for (auto const& event : conversation.events)
        walk.take(event);

    if (auto const* last = walk.last_asked()) standing.last_asked = last->id;
    auto const& open = walk.open();
    if (open.empty()) {
        if (auto const* last = walk.last_asked()) {
            tell_of(standing, *last,
                    classify(last->verdict, conversation.fan.followers, conversation.fan.verified_type));
        }
        return standing;
    }
    standing.waiting_since = open.front().at;
    standing.waiting_for = open.front().asked->id;
    standing.seen_at = open.front().asked->seen_at;
    auto const gravest = std::ranges::min_element(open, {}, &Open::kind);
    tell_of(standing, *gravest->asked, gravest->kind);
    set_deadlines(standing, open, bands, calendar);
    standing.observed = standing.seen_at <= standing.deadlines.due_at;  // else it was late before we saw it
    if (walk.last_asked()->kind == Kind::message)
        set_expiry(standing.deadlines, walk.last_asked_at() + reply_window);
    mark_passed(standing, open, conversation.events);
    return standing;
}

Level level_of(Standing const& standing) {
    if (standing.state != State::waiting || !(standing.warned || standing.late)) return Level::none;
    auto const level = standing.late ? level_when_late(standing.kind) : level_when_near(standing.kind);
    bool const raised = standing.prods >= 2 && level < Level::red;  // K4
    return raised ? static_cast<Level>(static_cast<int>(level) + 1) : level;
}

std::optional<TimePoint> next_deadline(Standing const& standing) {
    if (standing.state != State::waiting) return std::nullopt;
    auto const& deadlines = standing.deadlines;
    if (standing.late) return deadlines.expires_at;
    if (!standing.warned && deadlines.warn_at && *deadlines.warn_at < deadlines.due_at)
        return deadlines.warn_at;
    return deadlines.due_at;
}

std::optional<Passed> passed_deadline(Standing const& standing, TimePoint now) {
    auto const deadline = next_deadline(standing);
    if (!deadline || *deadline > now) return std::nullopt;
    if (standing.late) return Passed{Passed::Which::expiry, standing.last_asked};
    bool const ceiling = standing.deadlines.due_at <= now;
    return Passed{ceiling ? Passed::Which::ceiling : Passed::Which::warn, standing.waiting_for};
}

}  // namespace rw::care
