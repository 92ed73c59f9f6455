#include "care/conversation.hpp"

#include "core/hash.hpp"
#include "core/id_time.hpp"

#include <algorithm>
#include <tuple>

namespace rw::care {
namespace {

constexpr std::size_t most_events = 200;
constexpr Span dates_are_off = 10s;  // 3 s as seen (weibo-api 3.1)

template <class... Ways>
struct Overloaded : Ways... {
    using Ways::operator()...;
};

WeiboId item_of(Event const& event) {
    return std::visit(
        Overloaded{[](Passed const& e) { return e.asked; }, [](Settled const& e) { return e.asked; },
                   [](auto const& e) {
                       if constexpr (requires { e.id; }) {
                           return e.id;
                       } else {
                           return WeiboId{};
                       }
                   }},
        event.what);
}

/// The dates that the platform gives are off by seconds, so a quick answer may bear an earlier one than its
/// question. The order of ids is right to the second.
TimePoint order_of(Event const& event) {
    bool const said =
        std::holds_alternative<Asked>(event.what) || std::holds_alternative<Replied>(event.what);
    if (!said) return event.at;
    auto const given_out = time_of_id(item_of(event).value());
    bool const fits = given_out - event.at <= dates_are_off && event.at - given_out <= dates_are_off;
    return fits ? given_out : event.at;
}

/// Where an event stands among those of the same instant: a question before its answer, people after both.
std::tuple<TimePoint, std::size_t, WeiboId> place_in_log(Event const& event) {
    return {order_of(event), event.what.index(), item_of(event)};
}

/// Facts about an item are told apart by it, whatever else was read with it; what people do by all of it.
bool same_fact(Event const& a, Event const& b) {
    if (a.what.index() != b.what.index()) return false;
    return std::visit(
        Overloaded{[&](Passed const& e) {
                       auto const& other = std::get<Passed>(b.what);
                       return e.which == other.which && e.asked == other.asked;
                   },
                   [&](Edited const& e) {
                       auto const& other = std::get<Edited>(b.what);
                       return e.id == other.id && a.at == b.at;
                   },
                   [&](Reclassified const&) { return a == b; }, [&](Rejudged const&) { return a == b; },
                   [&](Settled const&) { return a == b; },
                   [&]<class Fact>(Fact const& e) {
                       if constexpr (requires { e.id; }) {
                           return e.id == std::get<Fact>(b.what).id;
                       } else {
                           return a == b;
                       }
                   }},
        a.what);
}

/// Of two readings of one fact the earlier holds: it has the words before they were edited, and says when we
/// first knew. Deadlines are said once (K26). The widest spread holds.
bool is_better_reading(Event const& a, Event const& b) {
    return std::visit(
        [&]<class Fact>(Fact const& fact) {
            if constexpr (std::is_same_v<Fact, Spread>) {
                auto const& other = std::get<Fact>(b.what);
                return std::tie(fact.reposts, fact.likes) > std::tie(other.reposts, other.likes);
            } else if constexpr (requires { fact.seen_at; }) {
                return fact.seen_at < std::get<Fact>(b.what).seen_at;
            } else if constexpr (requires { fact.id; }) {
                return a.at < b.at;
            } else {
                return false;
            }
        },
        a.what);
}

bool ends_a_wait(Event const& event) {
    auto const* reply = std::get_if<Replied>(&event.what);
    auto const* passed = std::get_if<Passed>(&event.what);
    bool const expired = passed && passed->which == Passed::Which::expiry;
    return (reply && reply->automatic == Automatic::no) || expired ||
           std::holds_alternative<Closed>(event.what);
}

/// Lets go of one event: the oldest that lies before the last answer, else one from the middle, so that the
/// beginning of a wait is never lost.
void let_one_go(Conversation& conversation) {
    auto& events = conversation.events;
    auto const last_end = std::find_if(events.rbegin(), events.rend(), ends_a_wait);
    bool const settled_front = last_end != events.rend() && std::prev(last_end.base()) != events.begin();
    auto const victim = settled_front ? events.begin() : events.begin() + most_events / 2;
    if (std::holds_alternative<Asked>(victim->what)) ++conversation.dropped;
    events.erase(victim);
}

}  // namespace

ConversationId conversation_id(AccountId const& account, WeiboId root, Uid fan) {
    return ConversationId{base32(fnv1a(account.text() + "/" + root.text() + "/" + fan.text()))};
}

std::unordered_set<WeiboId> withdrawn_items(Conversation const& conversation) {
    std::unordered_set<WeiboId> gone;
    for (auto const& event : conversation.events) {
        if (auto const* words = std::get_if<Withdrawn>(&event.what)) gone.insert(words->id);
        if (auto const* reply = std::get_if<ReplyWithdrawn>(&event.what)) gone.insert(reply->id);
        if (auto const* removed = std::get_if<RemovedByBrand>(&event.what)) gone.insert(removed->id);
    }
    return gone;
}

bool add(Conversation& conversation, Event event) {
    auto& events = conversation.events;
    auto const known = std::ranges::find_if(events, [&](Event const& one) { return same_fact(one, event); });
    if (known != events.end()) {
        if (!is_better_reading(event, *known)) return false;
        events.erase(known);
    }
    auto const at = std::ranges::upper_bound(events, place_in_log(event), std::less{}, place_in_log);
    events.insert(at, std::move(event));
    if (events.size() > most_events) let_one_go(conversation);
    return true;
}

}  // namespace rw::care
