#include "care/handling.hpp"

#include <algorithm>
#include <array>

namespace rw::care {
namespace {

constexpr std::array<std::string_view, 8> known_outcomes{"resolved", "answered",       "moved-to-DM",
                                                         "pacified", "noted-feedback", "chitchat",
                                                         "spam",     "no-reply-needed"};

Failure refuse(std::string words) {
    return {Fault::refused, std::move(words)};
}
Failure wrong(std::string words) {
    return {Fault::bad_input, std::move(words)};
}

/// Why `actor` may not touch it; nothing when it may.
std::optional<Failure> held_by_another(Standing const& standing, Actor const& actor, TimePoint now) {
    auto const& who = holder(standing, now);
    if (who.empty() || who == actor.name || actor.overrules) return std::nullopt;
    return refuse(who + " has claimed it already");
}

std::optional<Failure> not_waiting(Standing const& standing) {
    if (standing.state == State::waiting) return std::nullopt;
    return refuse("nobody waits here any more: it is " + std::string{to_text(standing.state)});
}

Deed keep(TimePoint at, decltype(Event::what) what) {
    return std::optional{Event{at, std::move(what)}};
}

/// `known`: all that there are, for people.
template <class Label>
std::optional<Label> label_of(std::string_view text, std::size_t count, std::string& known) {
    for (std::size_t at = 0; at < count; ++at)
        known.append(known.empty() ? "" : ", ").append(to_text(static_cast<Label>(at)));
    return tone::parse_label<Label>(text);
}

}  // namespace

Deed claim(Standing const& standing, Actor const& actor, TimePoint now, Span lasts) {
    auto const& who = holder(standing, now);
    if (!who.empty() && who != actor.name) return refuse(who + " has claimed it already");
    if (auto const no = not_waiting(standing)) return *no;
    return keep(now, Claimed{actor.name, {}, now + lasts});
}

Deed assign(Standing const& standing, Actor const& actor, std::string const& to, TimePoint now, Span lasts) {
    if (to.empty()) return wrong("`to` is empty, expected the name of a person");
    if (auto const no = held_by_another(standing, actor, now)) return *no;
    if (auto const no = not_waiting(standing)) return *no;
    return keep(now, Claimed{to, actor.name, now + lasts});
}

Deed release(Standing const& standing, Actor const& actor, TimePoint now) {
    if (holder(standing, now).empty()) return std::optional<Event>{};
    if (auto const no = held_by_another(standing, actor, now)) return *no;
    return keep(now, Released{actor.name});
}

std::span<std::string_view const> outcomes() {
    return known_outcomes;
}

Deed close(Standing const& standing, Actor const& actor, std::string const& outcome, TimePoint now) {
    if (std::ranges::find(known_outcomes, outcome) == known_outcomes.end()) {
        std::string known;
        for (auto const one : known_outcomes)
            known += (known.empty() ? "" : ", ") + std::string{one};
        return wrong("outcome must be one of " + known);
    }
    if (standing.state == State::closed && standing.outcome == outcome) return std::optional<Event>{};
    if (auto const no = held_by_another(standing, actor, now)) return *no;
    return keep(now, Closed{actor.name, outcome});
}

Deed reopen(Standing const& standing, Actor const& actor, TimePoint now) {
    if (standing.state == State::waiting) return std::optional<Event>{};
    bool const ended = standing.state == State::closed || standing.state == State::covered;
    if (!ended)
        return refuse("only what was closed or covered can be reopened; it is " +
                      std::string{to_text(standing.state)});
    return keep(now, Reopened{actor.name});
}

Deed pause(Standing const& standing, Actor const& actor, TimePoint until, std::string const& reason,
           TimePoint now) {
    if (reason.empty()) return wrong("`reason` is empty, expected why the fan may wait");
    if (until <= now || until - now > longest_pause)
        return wrong("`until` must lie within the next 30 days, it is now " + to_rfc3339(now));
    if (auto const no = not_waiting(standing)) return *no;
    if (auto const no = held_by_another(standing, actor, now)) return *no;
    if (is_risk(standing.kind))
        return refuse("the clock of " + std::string{to_text(standing.kind)} +
                      " cannot be paused: it runs day and night");
    return keep(now, Paused{actor.name, until, reason});
}

Deed resume(Standing const& standing, Actor const& actor, TimePoint now) {
    if (!is_paused(standing, now)) return std::optional<Event>{};
    if (auto const no = held_by_another(standing, actor, now)) return *no;
    return keep(now, Resumed{actor.name});
}

Deed cover(Standing const& standing, Actor const& actor, std::string const& statement, TimePoint now) {
    if (statement.empty())
        return wrong("`statement` is empty, expected the address or id of the public statement");
    if (standing.state == State::covered && standing.statement == statement) return std::optional<Event>{};
    if (auto const no = not_waiting(standing)) return *no;
    if (auto const no = held_by_another(standing, actor, now)) return *no;
    return keep(now, Covered{actor.name, statement});
}

Deed move_to_private(Standing const& standing, Actor const& actor, TimePoint now) {
    if (auto const no = not_waiting(standing)) return *no;
    if (auto const no = held_by_another(standing, actor, now)) return *no;
    if (standing.moved_to_private) return std::optional<Event>{};
    return keep(now, MovedToPrivate{actor.name});
}

Deed correct(Standing const& standing, Actor const& actor, std::string const& label, TimePoint now) {
    std::string known;
    auto const found = label_of<tone::FanLabel>(label, tone::fan_label_count, known);
    if (!found) return wrong("there is no label `" + label + "`, expected one of " + known);
    if (standing.set_by.none()) return refuse("nothing that a fan wrote is known here");
    return keep(now, Reclassified{actor.name, standing.set_by, *found});
}

Deed correct_reply(Conversation const& talk, Actor const& actor, std::string const& reply,
                   std::string const& label, TimePoint now) {
    auto const id = WeiboId::parse(reply);
    bool const ours = id && std::ranges::any_of(talk.events, [&](Event const& event) {
                          auto const* said = std::get_if<Replied>(&event.what);
                          return said && said->id == *id;
                      });
    if (!ours) return Failure{Fault::gone, "there is no reply `" + reply + "` in this conversation"};
    if (label == "fine") return keep(now, Rejudged{actor.name, *id, std::nullopt});
    std::string known = "fine";
    auto const found = label_of<tone::ReplyLabel>(label, tone::reply_label_count, known);
    if (!found) return wrong("there is no label `" + label + "` of a reply, expected one of " + known);
    return keep(now, Rejudged{actor.name, *id, *found});
}

}  // namespace rw::care
