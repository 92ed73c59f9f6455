// The fold: from a conversation's log to how it stands.
#include "care/corrected.hpp"
#include "care/misstep.hpp"
#include "care/standing.hpp"
#include "care/walk.hpp"

#include <algorithm>

namespace rw::care {
namespace {

void tell_of(Standing& standing, WeiboId id, std::string const& text, tone::FanVerdict const& verdict,
             Class kind) {
    standing.kind = kind;
    standing.set_by = id;
    standing.verdict = verdict;
    standing.text = text;
}

/// A deadline that was said of any message of this wait has been said (K26): an older message of the same
/// wait that comes to light later does not say it again.
void mark_passed(Standing& standing, std::vector<Open> const& open, std::vector<Event> const& events) {
    for (auto const& event : events) {
        auto const* passed = std::get_if<Passed>(&event.what);
        if (!passed) continue;
        bool const of_this_wait =
            std::ranges::any_of(open, [&](Open const& one) { return one.asked->id == passed->asked; });
        if (!of_this_wait) continue;
        switch (passed->which) {
            case Passed::Which::warn: standing.warned = true; break;
            case Passed::Which::ceiling: standing.late = true; break;
            case Passed::Which::aged: standing.aged = true; continue;
            default: continue;
        }
        standing.observed = standing.observed && passed->observed;
    }
}

/// Every unanswered message has deadlines of its own; the earliest of each kind holds.
void set_deadlines(Standing& standing, Walk const& walk, Policy const& policy) {
    auto& all = standing.deadlines;
    all = deadlines_of(walk.open().front(), standing.tier, policy, walk.pauses());
    for (auto const& one : walk.open()) {
        auto const own = deadlines_of(one, standing.tier, policy, walk.pauses());
        all.floor_at = std::min(all.floor_at, own.floor_at);
        all.due_at = std::min(all.due_at, own.due_at);
        all.aged_at = std::min(all.aged_at, own.aged_at);
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

/// What nobody has written down yet of the waits that are over (K24).
void find_unsettled(Standing& standing, Walk const& walk, Conversation const& conversation,
                    Policy const& policy) {
    for (auto const& past : walk.past()) {
        auto const& first = past.open.front();
        bool const known = std::ranges::any_of(conversation.events, [&](Event const& event) {
            auto const* settled = std::get_if<Settled>(&event.what);
            return settled && settled->asked == first.asked->id;
        });
        if (known) continue;
        auto due_at = TimePoint::max();
        for (auto const& one : past.open)
            due_at = std::min(due_at, deadlines_of(one, standing.tier, policy, walk.pauses()).due_at);
        standing.unsettled.push_back({first.asked->id, {}, due_at});
    }
}

constexpr Span missteps_are_news = 24h;  // what is read later is for reports, not for the phone

std::optional<Risk> risk_in(Event const& event, std::vector<Event> const& events,
                            std::optional<TimePoint> answered_at) {
    if (auto const* gone = std::get_if<RemovedByBrand>(&event.what))
        return Risk{Risk::What::removed, gone->id};
    if (auto const* unsaid = std::get_if<ReplyWithdrawn>(&event.what))
        return Risk{Risk::What::unsaid, unsaid->id};
    if (auto const* astray = std::get_if<Misdirected>(&event.what))
        return Risk{Risk::What::misdirected, astray->id};
    auto const* reply = std::get_if<Replied>(&event.what);
    bool const news = reply && reply->seen_at - event.at <= missteps_are_news;
    bool const by_robot = reply && reply->automatic != Automatic::no;  // a template: only what is grave in it
    if (news && level_of(verdict_of(events, *reply)) >= (by_robot ? Level::red : Level::blue))
        return Risk{Risk::What::misstep, reply->id};
    auto const* edited = std::get_if<Edited>(&event.what);
    bool const bait = edited && answered_at && *answered_at < event.at;
    return bait ? std::optional{Risk{Risk::What::edited, edited->id}} : std::nullopt;
}

Risk risk_of(Sign const& sign) {
    using What = Risk::What;
    switch (sign.what) {
        case Sign::What::repeated: return {What::repeated, sign.reply};
        case Sign::What::late_and_cold: return {What::late_and_cold, sign.reply};
        case Sign::What::argue_loop: return {What::argue_loop, sign.reply};
        case Sign::What::restated: return {What::restated, sign.reply};
        case Sign::What::strange_client: return {What::strange_client, sign.reply};
        case Sign::What::odd_hour: return {What::odd_hour, sign.reply};
        case Sign::What::turned: return {What::turned, sign.reply};
    }
    return {What::repeated, sign.reply};
}

bool is_news(std::vector<Event> const& events, WeiboId reply) {
    return std::ranges::any_of(events, [&](Event const& event) {
        auto const* said = std::get_if<Replied>(&event.what);
        return said && said->id == reply && said->seen_at - event.at <= missteps_are_news;
    });
}

/// Of one item the first is told: the gravest of a reply are the words themselves.
void find_risks(Standing& standing, Conversation const& talk, Policy const& policy) {
    auto const& events = talk.events;
    auto const put = [&](Risk const& risk) {
        bool const known = std::ranges::any_of(
            standing.risks, [&](Risk const& other) { return other == risk || other.item == risk.item; });
        bool const told = std::ranges::any_of(events, [&](Event const& other) {
            auto const* passed = std::get_if<Passed>(&other.what);
            return passed && passed->which == Passed::Which::told && passed->asked == risk.item;
        });
        if (!known && !told) standing.risks.push_back(risk);
    };
    for (auto const& event : events) {
        if (auto const risk = risk_in(event, events, standing.answered_at)) put(*risk);
    }
    for (auto const& sign : signs_of(talk, policy.calendar)) {
        if (is_news(events, sign.reply)) put(risk_of(sign));
    }
}

void end_promises(Standing& standing) {
    std::erase_if(standing.promises, [](Promise const& promise) { return promise.kept_at.has_value(); });
    bool const void_now = standing.state == State::withdrawn || standing.state == State::removed;
    if (void_now) standing.promises.clear();
}

std::optional<TimePoint> next_promise(Standing const& standing) {
    std::optional<TimePoint> next;
    for (auto const& promise : standing.promises) {
        if (!promise.said) next = std::min(next.value_or(promise.due_at), promise.due_at);
    }
    return next;
}

std::optional<TimePoint> next_of_wait(Standing const& standing) {
    if (standing.state != State::waiting) return std::nullopt;
    auto const& deadlines = standing.deadlines;
    if (standing.late && standing.aged) return deadlines.expires_at;
    if (standing.late) return std::min(deadlines.aged_at, deadlines.expires_at.value_or(deadlines.aged_at));
    if (!standing.warned && deadlines.warn_at && *deadlines.warn_at < deadlines.due_at)
        return deadlines.warn_at;
    return deadlines.due_at;
}

}  // namespace

Deadlines deadlines_of(Open const& open, Tier tier, Policy const& policy, std::vector<Pause> const& pauses) {
    constexpr std::uint8_t now_or_never = 3;
    auto band = policy.bands.of(open.kind, tier);
    if (open.verdict.risk >= now_or_never) band.clock = ClockKind::always;  // K19
    return is_risk(open.kind) ? deadlines(band, policy.calendar, open.at)
                              : deadlines(band, policy.calendar, open.at, pauses);
}

Standing fold(Conversation const& conversation, Policy const& policy) {
    Walk walk{conversation, policy};
    auto standing = std::move(walk.standing());
    auto const* last = walk.last_asked();
    if (last) standing.last_asked = last->id;
    find_unsettled(standing, walk, conversation, policy);
    end_promises(standing);
    if (standing.edited_after_answer || walk.any_risk()) find_risks(standing, conversation, policy);
    auto const& open = walk.open();
    if (open.empty()) {
        if (last) {
            auto const kind =
                classify(last->verdict, conversation.fan.followers, conversation.fan.verified_type);
            tell_of(standing, last->id, last->text, last->verdict, kind);
        }
        return standing;
    }
    standing.waiting_since = open.front().at;
    standing.waiting_for = open.front().asked->id;
    standing.seen_at = open.front().asked->seen_at;
    auto const gravest = std::ranges::min_element(open, {}, &Open::kind);
    tell_of(standing, gravest->asked->id, *gravest->text, gravest->verdict, gravest->kind);
    set_deadlines(standing, walk, policy);
    standing.observed = standing.seen_at <= standing.deadlines.due_at;  // else it was late before we saw it
    if (last->kind == Kind::message && !walk.is_expired())
        set_expiry(standing.deadlines, walk.last_asked_at() + reply_window);
    mark_passed(standing, open, conversation.events);
    return standing;
}

std::string const& holder(Standing const& standing, TimePoint now) {
    static std::string const nobody;
    bool const over = standing.claimed_until && *standing.claimed_until <= now;
    return over ? nobody : standing.claimed_by;
}

bool is_paused(Standing const& standing, TimePoint now) {
    return standing.state == State::waiting && standing.paused_until && now < *standing.paused_until;
}

Level level_of(Standing const& standing) {
    if (standing.state != State::waiting || !(standing.warned || standing.late)) return Level::none;
    auto const level = standing.late ? level_when_late(standing.kind) : level_when_near(standing.kind);
    bool const raised = standing.prods >= 2 && level < Level::red;  // K4
    return raised ? static_cast<Level>(static_cast<int>(level) + 1) : level;
}

Level rank_of(Standing const& standing) {
    bool const too_long = standing.state == State::waiting && standing.aged;
    return too_long ? Level::red : level_of(standing);
}

std::optional<TimePoint> next_deadline(Standing const& standing) {
    auto const wait = next_of_wait(standing);
    auto const promise = next_promise(standing);
    if (!wait || !promise) return wait ? wait : promise;
    return std::min(*wait, *promise);
}

std::optional<Passed> passed_deadline(Standing const& standing, TimePoint now) {
    auto const wait = next_of_wait(standing);
    if (wait && *wait <= now) {
        using Which = Passed::Which;
        auto const& deadlines = standing.deadlines;
        if (standing.late && deadlines.expires_at && *deadlines.expires_at <= now)
            return Passed{Which::expiry, standing.last_asked};
        if (standing.late) return Passed{Which::aged, standing.waiting_for};
        return Passed{deadlines.due_at <= now ? Which::ceiling : Which::warn, standing.waiting_for};
    }
    for (auto const& promise : standing.promises) {
        if (!promise.said && promise.due_at <= now) return Passed{Passed::Which::promise, promise.reply};
    }
    return std::nullopt;
}

std::string_view to_text(State state) {
    switch (state) {
        case State::waiting: return "waiting";
        case State::answered: return "answered";
        case State::covered: return "covered";
        case State::closed: return "closed";
        case State::withdrawn: return "withdrawn";
        case State::removed: return "removed";
    }
    return "closed";
}

std::string_view to_text(Author::By by) {
    switch (by) {
        case Author::By::unknown: return "unknown";
        case Author::By::claim: return "claim";
        case Author::By::sign_off: return "sign_off";
        case Author::By::roster: return "roster";
    }
    return "unknown";
}

}  // namespace rw::care
