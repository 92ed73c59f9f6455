#include "alert/escalate.hpp"

#include "core/hash.hpp"

#include <algorithm>

namespace rw::alert {
namespace {

constexpr std::size_t longest_timeline = 100;
constexpr Phrase nobody_there{"这一步现在没有人可以通知", "at this step there is nobody to tell at present"};
constexpr Phrase step_taken{"第{n}步", "step {n}"};

void note(Incident& incident, Entry entry) {
    auto& timeline = incident.timeline;
    timeline.push_back(std::move(entry));
    if (timeline.size() > longest_timeline) timeline.erase(timeline.begin() + 1);
}

template <class Set, class Value>
bool allows(Set const& set, Value const& value) {
    return set.empty() || set.contains(value);
}

bool matches(RouteMatch const& match, Incident const& incident) {
    return allows(match.accounts, incident.account.text()) &&
           allows(match.kinds, std::string{to_text(incident.kind)}) &&
           allows(match.classes, incident.class_name) && allows(match.levels, incident.level) &&
           match_all(match.matchers, incident);
}

/// The first that matches, and further ones as long as they say `continue`; of each its children come before
/// itself. True when one has matched.
bool find_routes(std::vector<Route> const& routes, Incident const& incident,
                 std::vector<Route const*>& found) {
    bool any = false;
    for (auto const& route : routes) {
        if (!matches(route.match, incident)) continue;
        any = true;
        if (!find_routes(route.children, incident, found)) found.push_back(&route);
        if (!route.continues) break;
    }
    return any;
}

std::string group_of(Route const& route, Incident const& incident) {
    std::string group;
    for (auto const& name : route.group_by) {
        group += "/";
        if (name == "account") group += incident.account.text();
        if (name == "kind") group += to_text(incident.kind);
        if (name == "level") group += care::to_text(incident.level);
        if (name == "class") group += incident.class_name;
    }
    if (!incident.observed) group += "/unseen";  // a backlog is told together, and apart from what is new
    return group;
}

/// The ladder of all routes that match. Of several (`continue`) each brings its steps; the first decides how
/// notices are grouped and repeated.
Ladder ladder_for(Policy const& policy, Incident const& incident) {
    Ladder ladder;
    for (auto const* route : routes_that_match(policy, incident)) {
        auto const* escalation = policy.escalation(route->escalation);
        if (!escalation) continue;
        if (ladder.steps.empty()) {
            ladder.repeat = escalation->repeat;
            ladder.ack_timeout = escalation->ack_timeout;
            ladder.repeat_interval = route->repeat_interval;
            ladder.group_wait = route->group_wait;
            ladder.group = group_of(*route, incident);
        }
        ladder.steps.insert(ladder.steps.end(), escalation->steps.begin(), escalation->steps.end());
    }
    std::ranges::stable_sort(ladder.steps, {}, &Step::after);
    return ladder;
}

struct Telling {
    News news = News::opened;
    int step = 0;
    TimePoint due{};
};

/// Puts out one notice for each channel that the step reaches. Steps that fall together reach a channel once.
/// False when the step reaches nobody at present.
bool tell(Policy const& policy, Outcome& outcome, Step const& step, Telling telling, TimePoint now) {
    auto all = recipients(policy, step, now);
    for (auto& recipient : all) {
        Notice notice;
        notice.id = notice_id(outcome.incident.id, telling.news, telling.step, recipient.channel);
        notice.incident = outcome.incident.id;
        notice.account = outcome.incident.account;
        notice.channel = std::move(recipient.channel);
        notice.mention = std::move(recipient.mention);
        notice.news = telling.news;
        notice.step = telling.step;
        notice.group = outcome.incident.ladder.group;
        notice.level = outcome.incident.level;
        notice.made_at = now;
        notice.due = telling.due;
        outcome.notices.push_back(std::move(notice));
    }
    return !all.empty();
}

/// Nobody is on duty, or reachable: whoever comes next is told without waiting for his time.
void hurry(Incident& incident, Language language, TimePoint now) {
    note(incident, {now, "nobody", "clock", std::string{nobody_there.in(language)}});
    if (incident.ladder.next < static_cast<int>(incident.ladder.steps.size())) incident.next_step_at = now;
}

/// When the next step or repeat is due after the one just told; nothing when the ladder has ended.
std::optional<TimePoint> next_step(Incident const& incident, TimePoint now) {
    auto const& ladder = incident.ladder;
    auto const steps = static_cast<int>(ladder.steps.size());
    if (ladder.steps.empty()) return std::nullopt;
    if (ladder.next < steps) {
        return incident.climbing_since + ladder.steps[static_cast<std::size_t>(ladder.next)].after;
    }
    if (ladder.next < steps + ladder.repeat) return now + ladder.repeat_interval;
    return std::nullopt;
}

bool applies(Step const& step, Incident const& incident) {
    return incident.level >= step.at_least;
}

/// Tells the steps that are due at once and sets the time of the next.
void tell_first(Policy const& policy, Outcome& outcome, News news, TimePoint now) {
    auto& incident = outcome.incident;
    incident.climbing_since = now;
    Step at_once;
    auto& ladder = incident.ladder;
    while (ladder.next < static_cast<int>(ladder.steps.size())) {
        auto const& step = ladder.steps[static_cast<std::size_t>(ladder.next)];
        if (step.after > Span{0}) break;
        if (applies(step, incident))
            at_once.notify.insert(at_once.notify.end(), step.notify.begin(), step.notify.end());
        ++ladder.next;
    }
    Telling const first{news, incident.tellings++, now + ladder.group_wait};
    bool const reached = tell(policy, outcome, at_once, first, now);
    incident.next_step_at = next_step(incident, now);
    if (!reached && !at_once.notify.empty()) hurry(incident, policy.language, now);
}

/// What holds an incident back, and when to look again.
struct Hold {
    std::string why;
    TimePoint until{};
};

bool says_it_already(Burning const& burning, Incident const& incident) {
    if (burning.id == incident.id || burning.where.empty()) return false;
    bool const waits = incident.kind == IncidentKind::late || incident.kind == IncidentKind::prebreach;
    if (burning.blind) return waits && incident.list == burning.where;
    return incident.level <= care::Level::yellow && incident.url == burning.where;
}

std::optional<Hold> hold_of(Policy const& policy, Incident const& incident, TimePoint now) {
    constexpr Span look_again = 1min;
    if (auto const* silence = find_silence(policy.silences, incident, now))
        return Hold{"silence " + silence->id + " by " + silence->author + ": " + silence->comment,
                    silence->ends_at};
    for (auto const& burning : policy.burning) {
        if (says_it_already(burning, incident))
            return Hold{"incident " + burning.id.text() + " says it already", now + look_again};
    }
    if (!policy.quiet || incident.level > care::Level::yellow) return std::nullopt;
    auto const end = policy.quiet->end_of(policy.zone, now);
    return end ? std::optional{Hold{"quiet hours", *end}} : std::nullopt;
}

/// Whether it is held back; then its next look is when the reason ends.
bool is_held(Policy const& policy, Incident& incident, TimePoint now) {
    auto hold = hold_of(policy, incident, now);
    if (!hold) return false;
    if (incident.held != hold->why) note(incident, {now, "held", "clock", hold->why});
    incident.held = std::move(hold->why);
    incident.next_step_at = hold->until;
    return true;
}

void begin_ladder(Policy const& policy, Outcome& outcome, News news, TimePoint now) {
    auto& incident = outcome.incident;
    incident.held.clear();
    incident.ladder = ladder_for(policy, incident);
    incident.climbing_since = now;
    if (incident.ladder.steps.empty() || !is_held(policy, incident, now))
        tell_first(policy, outcome, news, now);
}

/// Every channel that has been told so far.
Step everybody_told(Incident const& incident) {
    Step everybody;
    auto const told = std::min(static_cast<std::size_t>(incident.ladder.next), incident.ladder.steps.size());
    for (std::size_t i = 0; i < told; ++i) {
        auto const& step = incident.ladder.steps[i];
        if (applies(step, incident))
            everybody.notify.insert(everybody.notify.end(), step.notify.begin(), step.notify.end());
    }
    return everybody;
}

void take_words(Incident& incident, Trouble const& trouble, Language language) {
    incident.kind = trouble.kind;
    incident.level = trouble.level;
    incident.title = trouble.title;
    incident.observed = trouble.observed;
    incident.subject = trouble.subject;
    incident.quote = trouble.quote;
    incident.about = trouble.about;
    incident.url = trouble.url;
    incident.class_name = trouble.class_name;
    incident.tier = trouble.tier;
    incident.list = trouble.list;
    incident.reply = trouble.reply;
    incident.labels = trouble.labels;
    incident.exposure = trouble.exposure;
    incident.reasons = trouble.reasons;
    incident.conversations = trouble.conversations;
    incident.advice = advice_for(trouble, language);
}

}  // namespace

Outcome open(Policy const& policy, Trouble const& trouble, TimePoint now) {
    Outcome outcome;
    auto& incident = outcome.incident;
    incident.id = incident_id(trouble.account, trouble.key, now);
    incident.key = trouble.key;
    incident.account = trouble.account;
    incident.opened_at = now;
    take_words(incident, trouble, policy.language);
    note(incident, {now, "opened", "clock", trouble.title});
    begin_ladder(policy, outcome, News::opened, now);
    return outcome;
}

Outcome update(Policy const& policy, Incident incident, Trouble const& trouble, TimePoint now) {
    bool const graver = trouble.level > incident.level;
    bool const turned = trouble.kind != incident.kind;
    bool const spoken = incident.advice == advice_for(incident, policy.language);
    bool const same = !graver && !turned && spoken && trouble.reasons == incident.reasons &&
                      trouble.quote == incident.quote;
    Outcome outcome{std::move(incident), {}};
    auto& now_open = outcome.incident;
    now_open.exposure = trouble.exposure;
    if (same) return outcome;
    take_words(now_open, trouble, policy.language);
    if (!graver && !turned) {
        note(now_open, {now, "updated", "clock", trouble.title});
        return outcome;
    }
    now_open.state = IncidentState::open;
    now_open.acked_at.reset();
    now_open.acked_by.clear();
    note(now_open, {now, "raised", "clock", trouble.title});
    begin_ladder(policy, outcome, News::updated, now);
    return outcome;
}

std::vector<Route const*> routes_that_match(Policy const& policy, Incident const& incident) {
    std::vector<Route const*> found;
    find_routes(policy.routes, incident, found);
    return found;
}

namespace {

/// An acknowledgement that was forgotten: it climbs on from where it stood.
void take_back_ack(Incident& incident, TimePoint now) {
    note(incident, {now, "ack_expired", "clock", incident.acked_by});
    incident.state = IncidentState::open;
    incident.acked_at.reset();
    incident.acked_by.clear();
}

void climb(Policy const& policy, Outcome& outcome, TimePoint now) {
    auto& climbing = outcome.incident;
    auto& ladder = climbing.ladder;
    bool const repeats = ladder.next >= static_cast<int>(ladder.steps.size());
    auto const rung = repeats ? ladder.steps.size() - 1 : static_cast<std::size_t>(ladder.next);
    auto const& told = ladder.steps[rung];
    bool const due = applies(told, climbing);
    bool reached = true;
    if (due) {
        auto const news = repeats ? News::repeated : News::escalated;
        reached = tell(policy, outcome, told, Telling{news, climbing.tellings++, now}, now);
        auto const number = std::to_string(ladder.next + 1);
        note(climbing, {now, repeats ? "repeated" : "escalated", "clock",
                        filled(step_taken.in(policy.language), {{"n", number}})});
    }
    ++ladder.next;
    climbing.next_step_at = next_step(climbing, now);
    if (!reached) hurry(climbing, policy.language, now);
}

}  // namespace

bool is_overdue(Incident const& incident, TimePoint now) {
    constexpr Span allowance = 1min;
    if (incident.state != IncidentState::open || incident.ladder.steps.empty()) return false;
    if (incident.next_step_at) return *incident.next_step_at + allowance < now;
    return incident.ladder.next < static_cast<int>(incident.ladder.steps.size());
}

Outcome reopen(Policy const& policy, Incident incident, Trouble const& trouble, TimePoint now) {
    Outcome outcome{std::move(incident), {}};
    auto& again = outcome.incident;
    take_words(again, trouble, policy.language);
    again.state = IncidentState::open;
    again.acked_at.reset();
    again.acked_by.clear();
    again.resolved_at.reset();
    note(again, {now, "reopened", "clock", trouble.title});
    begin_ladder(policy, outcome, News::opened, now);
    return outcome;
}

Outcome step(Policy const& policy, Incident incident, TimePoint now) {
    Outcome outcome{std::move(incident), {}};
    auto& climbing = outcome.incident;
    bool const is_over = climbing.state == IncidentState::resolved || climbing.ladder.steps.empty();
    if (is_over) climbing.next_step_at.reset();
    if (is_over || !climbing.next_step_at || *climbing.next_step_at > now) return outcome;
    if (climbing.state == IncidentState::acked) take_back_ack(climbing, now);
    if (is_held(policy, climbing, now)) return outcome;
    if (!climbing.held.empty()) {
        climbing.held.clear();
        note(climbing, {now, "released", "clock", {}});
    }
    if (climbing.ladder.next == 0) {
        tell_first(policy, outcome, climbing.announced ? News::updated : News::opened, now);
    } else {
        climb(policy, outcome, now);
    }
    return outcome;
}

Outcome acknowledge(Policy const& policy, Incident incident, Actor const& actor, TimePoint now) {
    Outcome outcome{std::move(incident), {}};
    auto& taken = outcome.incident;
    if (taken.state != IncidentState::open) return outcome;
    taken.state = IncidentState::acked;
    taken.acked_at = now;
    taken.acked_by = actor.who;
    taken.held.clear();
    taken.next_step_at.reset();
    if (taken.ladder.ack_timeout > Span{0}) taken.next_step_at = now + taken.ladder.ack_timeout;
    note(taken, {now, "acknowledged", actor.who, actor.text});
    tell(policy, outcome, everybody_told(taken), Telling{News::acknowledged, taken.tellings++, now}, now);
    return outcome;
}

Outcome unacknowledge(Policy const&, Incident incident, Actor const& actor, TimePoint now) {
    if (incident.state == IncidentState::acked) {
        incident.state = IncidentState::open;
        incident.acked_at.reset();
        incident.acked_by.clear();
        note(incident, {now, "unacknowledged", actor.who, actor.text});
        auto const next = next_step(incident, now);
        if (next) incident.next_step_at = std::max(*next, now);
    }
    return {std::move(incident), {}};
}

Outcome resolve(Policy const& policy, Incident incident, Actor const& actor, TimePoint now) {
    Outcome outcome{std::move(incident), {}};
    auto& ended = outcome.incident;
    if (ended.state == IncidentState::resolved) return outcome;
    ended.state = IncidentState::resolved;
    ended.resolved_at = now;
    ended.held.clear();
    ended.next_step_at.reset();
    note(ended, {now, "resolved", actor.who, actor.text});
    if (find_silence(policy.silences, ended, now) != nullptr) return outcome;
    tell(policy, outcome, everybody_told(ended), Telling{News::resolved, ended.tellings++, now}, now);
    return outcome;
}

Outcome comment(Incident incident, Actor const& actor, TimePoint now) {
    note(incident, {now, "note", actor.who, actor.text});
    return {std::move(incident), {}};
}

}  // namespace rw::alert
