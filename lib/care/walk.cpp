#include "care/walk.hpp"

#include "care/corrected.hpp"

#include "care/wording.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <utility>

namespace rw::care {
namespace {

bool is_negative(tone::FanVerdict const& verdict, Class kind) {
    return verdict.risk > 0 || kind <= Class::prod;
}

/// Small talk and what is milder than a complaint: a probable answer is good enough for them (K9).
bool is_courtesy(Class kind) {
    return kind > Class::prod;
}

}  // namespace

Walk::Walk(Conversation const& conversation, Policy const& policy)
    : conversation_{conversation}, policy_{policy}, gone_{withdrawn_items(conversation)} {
    standing_.state = State::closed;
    standing_.outcome = "no-reply-needed";
    standing_.messages = static_cast<int>(conversation.dropped);
    standing_.tier = policy.tier_of(conversation.fan);
    for (auto const& event : conversation.events) {
        if (auto const* wrong = std::get_if<Misdirected>(&event.what)) misdirected_.insert(wrong->id);
        if (auto const* said = std::get_if<Reclassified>(&event.what)) corrected_[said->id] = said->label;
    }
    for (auto const& event : conversation.events)
        take(event);
}

void Walk::take(Event const& event) {
    bool const is_note =
        std::holds_alternative<Passed>(event.what) || std::holds_alternative<Settled>(event.what);
    if (!is_note) expire(event.at);
    std::visit([&](auto const& what) { take(what, event.at); }, event.what);
}

tone::FanVerdict Walk::verdict_of(Asked const& asked) const {
    auto const found = corrected_.find(asked.id);
    return found == corrected_.end() ? asked.verdict : corrected(found->second);
}

void Walk::take(Asked const& asked, TimePoint at) {
    ++standing_.messages;
    last_ = &asked;
    last_at_ = at;
    end_pause(at);  // K18
    auto verdict = verdict_of(asked);
    auto const& fan = conversation_.fan;
    auto const kind = classify(verdict, fan.followers, fan.verified_type);
    auto const negative = is_negative(verdict, kind);
    fan_is_negative_ = negative;
    last_kind_ = kind;
    if (asked.history) return;
    bool const answerless = verdict.has(tone::FanLabel::spam) && !negative;
    if (answerless || is_pleasantry(asked.text, verdict, last_was_negative_)) return;  // K5
    if (standing_.state == State::covered && !negative) return;                        // K11
    if (standing_.state != State::waiting) begin_wait();
    standing_.prods += verdict.has(tone::FanLabel::prod) ? 1 : 0;
    ++messages_;
    open_.push_back(Open{at, &asked, &asked.text, std::move(verdict), kind});
}

/// A new wait begins; the old one keeps its result (K17).
void Walk::begin_wait() {
    standing_.state = State::waiting;
    standing_.claimed_by.clear();
    standing_.assigned_by.clear();
    standing_.claimed_until.reset();
    standing_.paused_until.reset();
    standing_.outcome.clear();
    standing_.statement.clear();
    standing_.prods = 0;
    standing_.moved_to_private = false;
    standing_.probably_answered = false;
    messages_ = 0;
    claimed_at_.reset();
}

/// K16: judged again, and the clock goes on from when it was asked.
void Walk::take(Edited const& edited, TimePoint at) {
    auto const found =
        std::ranges::find_if(open_, [&](Open const& one) { return one.asked->id == edited.id; });
    if (found == open_.end()) {
        bool const ours = std::ranges::any_of(conversation_.events, [&](Event const& event) {
            auto const* asked = std::get_if<Asked>(&event.what);
            return asked && asked->id == edited.id;
        });
        bool const answered_before = standing_.answered_at && *standing_.answered_at < at;
        standing_.edited_after_answer = standing_.edited_after_answer || (ours && answered_before);
        return;
    }
    found->text = &edited.text;
    if (!corrected_.contains(edited.id)) found->verdict = edited.verdict;
    found->kind = classify(found->verdict, conversation_.fan.followers, conversation_.fan.verified_type);
}

bool Walk::is_quick(Replied const& reply, TimePoint at) const {
    if (policy_.robots.quick <= Span{0} || last_ == nullptr || last_->history) return false;
    return at - last_at_ <= policy_.robots.quick && !share_words(last_->text, reply.text);
}

void Walk::take(Replied const& reply, TimePoint at) {
    replied_ = true;
    if (reply.automatic != Automatic::no || gone_.contains(reply.id)) return;  // K6, K15
    if (misdirected_.contains(reply.id)) return;                               // K12
    if (is_quick(reply, at)) {
        standing_.quick.push_back(reply.id);
        return;
    }
    keep_promises(at);
    if (reply.promises) standing_.promises.push_back({reply.id, *reply.promises, {}, false});
    bool const certain = confidence(reply.how) >= sure;
    bool const grave = std::ranges::any_of(open_, [](Open const& one) { return !is_courtesy(one.kind); });
    if (!certain && (grave || open_.empty())) {
        standing_.probably_answered = !open_.empty();
        return;
    }
    answer(reply, at);
}

void Walk::answer(Replied const& reply, TimePoint at) {
    standing_.probably_answered = confidence(reply.how) < sure;
    if (!open_.empty()) {
        standing_.last_wait = std::max(at - open_.front().at, Span{0});
        auto const& band = policy_.bands.of(open_.front().kind, standing_.tier);
        bool const light =
            std::ranges::all_of(open_, [](Open const& one) { return one.kind >= Class::praise; });
        standing_.early = light && at - open_.front().at < band.floor;
    }
    standing_.answered_at = at;
    standing_.answered_by = reply.by;
    standing_.author = author_of(reply, at);
    note(reply, at);
    last_was_negative_ = fan_is_negative_;
    bool const over = standing_.state == State::closed || standing_.state == State::removed;
    end_wait(over && open_.empty() ? standing_.state : State::answered, at, &reply);
}

void Walk::note(Replied const& reply, TimePoint at) {
    Given given{&reply, at, standing_.author, last_kind_, 0, {}};
    if (!open_.empty()) given.to = std::ranges::min_element(open_, {}, &Open::kind)->kind;
    for (auto const& one : open_)
        given.letters_read += code_points(*one.text);
    if (standing_.author.by == Author::By::claim) given.claimed_at = claimed_at_;
    given_.push_back(std::move(given));
}

void Walk::end_wait(State state, TimePoint at, Replied const* reply) {
    standing_.state = state;
    if (open_.empty()) return;
    PastWait past;
    past.open = std::exchange(open_, {});
    past.messages = messages_;
    past.end = state;
    past.ended_at = at;
    past.reply = reply;
    past.author = reply ? standing_.author : Author{};
    past.outcome = standing_.outcome;
    past.claimed_at = claimed_at_;
    past_.push_back(std::move(past));
}

/// K8: whoever has claimed it, else who has signed, else who alone was on duty.
Author Walk::author_of(Replied const& reply, TimePoint at) const {
    if (!holder(standing_, at).empty()) return {Author::By::claim, standing_.claimed_by};
    if (!reply.signed_by.empty()) return {Author::By::sign_off, reply.signed_by};
    if (!reply.on_duty.empty()) return {Author::By::roster, reply.on_duty};
    return {};
}

void Walk::keep_promises(TimePoint at) {
    for (auto& promise : standing_.promises) {
        if (!promise.kept_at) promise.kept_at = at;
    }
}

void Walk::take(Claimed const& claimed, TimePoint at) {
    standing_.claimed_by = claimed.by;
    standing_.assigned_by = claimed.given_by;
    standing_.claimed_until = claimed.until == TimePoint{} ? std::nullopt : std::optional{claimed.until};
    claimed_at_ = at;
}

void Walk::take(Released const&, TimePoint) {
    standing_.claimed_by.clear();
    standing_.assigned_by.clear();
    standing_.claimed_until.reset();
    claimed_at_.reset();
}

void Walk::take(Closed const& closed, TimePoint at) {
    standing_.outcome = closed.outcome;
    keep_promises(at);
    bool const waited = !open_.empty();
    end_wait(State::closed, at, nullptr);
    if (waited) past_.back().author = {Author::By::claim, closed.by};
}

void Walk::take(Reopened const&, TimePoint) {
    bool const ended = standing_.state == State::closed || standing_.state == State::covered;
    if (!ended || past_.empty() || past_.back().end != standing_.state) return;
    standing_.state = State::waiting;
    standing_.outcome.clear();
    standing_.statement.clear();
    open_ = std::move(past_.back().open);
    messages_ = past_.back().messages;
    past_.pop_back();
}

void Walk::take(Paused const& paused, TimePoint at) {
    if (standing_.state != State::waiting || paused.until <= at) return;
    end_pause(at);
    pauses_.push_back({at, paused.until});
    standing_.paused_until = paused.until;
    standing_.paused_by = paused.by;
    standing_.pause_reason = paused.reason;
}

void Walk::take(Resumed const&, TimePoint at) {
    end_pause(at);
}

void Walk::end_pause(TimePoint at) {
    if (pauses_.empty() || pauses_.back().end <= at) return;
    pauses_.back().end = std::max(at, pauses_.back().begin);
    standing_.paused_until = pauses_.back().end;
}

void Walk::take(Covered const& covered, TimePoint at) {
    if (standing_.state != State::waiting) return;
    standing_.statement = covered.statement;
    end_wait(State::covered, at, nullptr);
}

void Walk::take(MovedToPrivate const&, TimePoint) {
    if (standing_.state == State::waiting) standing_.moved_to_private = true;
}

void Walk::take(Passed const& passed, TimePoint) {
    for (auto& promise : standing_.promises) {
        if (passed.which == Passed::Which::promise && promise.reply == passed.asked) promise.said = true;
    }
    if (passed.which == Passed::Which::expiry && last_ && last_->id == passed.asked)
        expire(last_at_ + reply_window);
}

/// The window of a private thread shuts by itself, whether that was said by then or not; once for a message,
/// so that somebody may open the wait again.
void Walk::expire(TimePoint now) {
    bool const is_shut = last_ && last_->kind == Kind::message && now >= last_at_ + reply_window;
    if (!is_shut || open_.empty() || is_expired()) return;
    expired_ = last_->id;
    standing_.outcome = "expired";
    end_wait(State::closed, last_at_ + reply_window, nullptr);
}

/// Words that were answered, or that needed no answer, may go without anything changing (K13).
void Walk::take(Withdrawn const& gone, TimePoint at) {
    lose(gone.id, State::withdrawn, at);
}

/// K14: never as if it were settled.
void Walk::take(RemovedByBrand const& gone, TimePoint at) {
    lose(gone.id, State::removed, at);
    if (standing_.state != State::waiting) standing_.state = State::removed;
}

void Walk::lose(WeiboId id, State state, TimePoint at) {
    auto const found = std::ranges::find_if(open_, [&](Open const& one) { return one.asked->id == id; });
    if (found == open_.end()) return;
    if (open_.size() == 1) {
        end_wait(state, at, nullptr);
    } else {
        open_.erase(found);
    }
}

}  // namespace rw::care
