#include "care/book.hpp"

#include <algorithm>
#include <utility>

namespace rw::care {
namespace {

using What = Moment::What;

What told_of(Passed::Which which) {
    switch (which) {
        case Passed::Which::warn: return What::prebreach;
        case Passed::Which::ceiling: return What::late;
        case Passed::Which::aged: return What::aged;
        case Passed::Which::promise: return What::promise;
        case Passed::Which::expiry:
        case Passed::Which::told: return What::over;
    }
    return What::over;
}

bool burns(Standing const& standing) {
    return level_of(standing) != Level::none;
}

}  // namespace

std::string_view to_text(Moment::What what) {
    switch (what) {
        case What::prebreach: return "prebreach";
        case What::late: return "late";
        case What::aged: return "aged";
        case What::promise: return "promise";
        case What::over: return "over";
    }
    return "over";
}

Book::Book(Brand brand, Policy policy, Listener listener, Filing::Duty alone_on_duty)
    : brand_{std::move(brand)},
      policy_{std::move(policy)},
      policy_id_{policy_.id()},
      listener_{std::move(listener)},
      filing_{brand_, policy_, std::move(alone_on_duty), *this} {}

Book::~Book() = default;

void Book::take(Utterance said) {
    clock_ = std::max(clock_, said.seen_at);
    Mail mail;
    sort_into(mail, brand_, std::move(said));
    filing_.add(mail);
    judge_changed();
}

void Book::take(std::vector<Utterance> said) {
    Mail mail;
    for (auto& one : said) {
        clock_ = std::max(clock_, one.seen_at);
        sort_into(mail, brand_, std::move(one));
    }
    filing_.add(mail);
    judge_changed();
}

bool Book::take(ConversationId const& id, Event event) {
    clock_ = std::max(clock_, event.at);
    auto& talk = open(id);
    if (!add(talk, std::move(event))) return false;
    changed(talk);
    judge_changed();
    return true;
}

void Book::restore(Conversation talk) {
    auto const id = talk.id;
    auto& entry = entries_[id];
    entry.talk = std::move(talk);
    entry.is_told = burns(standing(entry.talk));
    changed(entry.talk);
    judge_changed();
}

Conversation const* Book::find(ConversationId const& id) const {
    auto const found = entries_.find(id);
    return found == entries_.end() ? nullptr : &found->second.talk;
}

Conversation* Book::look_up(ConversationId const& id) {
    auto const found = entries_.find(id);
    return found == entries_.end() ? nullptr : &found->second.talk;
}

Conversation& Book::open(ConversationId const& id) {
    auto& talk = entries_[id].talk;
    if (talk.id.empty()) talk.id = id;
    return talk;
}

std::vector<Conversation*> Book::under(WeiboId post) {
    std::vector<Conversation*> found;
    auto const there = under_.find(post);
    if (there == under_.end()) return found;
    found.reserve(there->second.size());
    for (auto* const entry : there->second)
        found.push_back(&entry->talk);
    return found;
}

/// An entry may stay under a post that is its own no longer; who looks there looks at the post again.
void Book::changed(Conversation const& talk) {
    auto& entry = entries_.at(talk.id);
    if (entry.post != talk.post) {
        entry.post = talk.post;
        under_[talk.post].push_back(&entry);
    }
    if (!std::exchange(entry.is_changed, true)) changed_.push_back(&entry);
}

void Book::judge_changed() {
    for (auto* const entry : std::exchange(changed_, {}))
        judge(*entry);
}

/// What has become of it by what was added.
Standing Book::judge(Entry& entry) {
    entry.is_changed = false;
    auto standing = fold(entry.talk, policy_);
    for (auto settled : standing.unsettled) {  // K24
        settled.policy = policy_id_;
        add(entry.talk, {clock_, std::move(settled)});
    }
    bool const burning = burns(standing);
    if (std::exchange(entry.is_told, burning) && !burning) tell(entry, standing, What::over, {});
    set_timer(entry, next_deadline(standing));
    return standing;
}

/// Small talk that is late is nobody's trouble.
void Book::tell(Entry const& entry, Standing const& standing, What what, WeiboId asked) const {
    if (!listener_) return;
    auto const level = what == What::aged ? rank_of(standing) : level_of(standing);
    bool const has_level = what != What::promise && what != What::over;
    if (has_level && level == Level::none) return;
    listener_({what, has_level ? level : Level::none, clock_, asked, entry.talk, standing});
}

/// Of what is due at the same instant the order is that of the ids, in every run.
bool Book::is_later(Timer const& a, Timer const& b) {
    return a.at != b.at ? a.at > b.at : a.entry->talk.id > b.entry->talk.id;
}

void Book::set_timer(Entry& entry, std::optional<TimePoint> at) {
    if (std::exchange(entry.timer, at) == at || !at) return;
    timers_.push_back({*at, &entry});
    std::ranges::push_heap(timers_, is_later);
}

Book::Timer const* Book::first() {
    while (!timers_.empty() && timers_.front().entry->timer != timers_.front().at) {
        std::ranges::pop_heap(timers_, is_later);
        timers_.pop_back();
    }
    return timers_.empty() ? nullptr : &timers_.front();
}

std::optional<TimePoint> Book::next() {
    auto const* timer = first();
    return timer == nullptr ? std::nullopt : std::optional{timer->at};
}

void Book::pass_time(TimePoint now) {
    for (auto const* timer = first(); timer != nullptr && timer->at <= now; timer = first()) {
        clock_ = std::max(clock_, timer->at);
        auto& entry = *timer->entry;
        entry.timer.reset();
        pass_deadline(entry);
    }
    clock_ = std::max(clock_, now);
}

void Book::pass_deadline(Entry& entry) {
    auto const passed = passed_deadline(fold(entry.talk, policy_), clock_);
    if (!passed || !add(entry.talk, {clock_, *passed})) return;
    auto const standing = judge(entry);
    auto const what = told_of(passed->which);
    if (what != What::over) tell(entry, standing, what, passed->asked);
}

void Book::each(std::function<void(Conversation const&)> const& look) const {
    for (auto const& [id, entry] : entries_)
        look(entry.talk);
}

std::uint64_t Book::digest() const {
    std::uint64_t all = 0;
    for (auto const& [id, entry] : entries_)
        all += care::digest(entry.talk, standing(entry.talk));
    return all;
}

}  // namespace rw::care
