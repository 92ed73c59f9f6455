#include "alert/escalate.hpp"

#include "core/hash.hpp"

#include <algorithm>

namespace rw::alert {
namespace {

constexpr std::size_t longest_timeline = 100;

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
           allows(match.classes, incident.class_name) && allows(match.levels, incident.level);
}

std::vector<Route const*> routes_for(Policy const& policy, Incident const& incident) {
    std::vector<Route const*> found;
    for (auto const& route : policy.routes) {
        if (!matches(route.match, incident)) continue;
        found.push_back(&route);
        if (!route.continues) break;
    }
    return found;
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
    for (auto const* route : routes_for(policy, incident)) {
        auto const* escalation = policy.escalation(route->escalation);
        if (!escalation) continue;
        if (ladder.steps.empty()) {
            ladder.repeat = escalation->repeat;
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
void tell(Policy const& policy, Outcome& outcome, Step const& step, Telling telling, TimePoint now) {
    for (auto& recipient : recipients(policy, step, now)) {
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

/// Begins a ladder: tells the steps that are due at once and sets the time of the next.
void begin_ladder(Policy const& policy, Outcome& outcome, News news, TimePoint now) {
    auto& incident = outcome.incident;
    incident.ladder = ladder_for(policy, incident);
    incident.climbing_since = now;
    Step at_once;
    auto& ladder = incident.ladder;
    while (ladder.next < static_cast<int>(ladder.steps.size())) {
        auto const& step = ladder.steps[static_cast<std::size_t>(ladder.next)];
        if (step.after > Span{0}) break;
        at_once.notify.insert(at_once.notify.end(), step.notify.begin(), step.notify.end());
        ++ladder.next;
    }
    tell(policy, outcome, at_once, Telling{news, incident.tellings++, now + ladder.group_wait}, now);
    incident.next_step_at = next_step(incident, now);
}

void take_words(Incident& incident, Trouble const& trouble) {
    incident.kind = trouble.kind;
    incident.level = trouble.level;
    incident.title = trouble.title;
    incident.observed = trouble.observed;
    incident.subject = trouble.subject;
    incident.quote = trouble.quote;
    incident.about = trouble.about;
    incident.url = trouble.url;
    incident.class_name = trouble.class_name;
    incident.reasons = trouble.reasons;
    incident.conversations = trouble.conversations;
    incident.advice = advice(trouble.kind, trouble.class_name);
}

}  // namespace

Outcome open(Policy const& policy, Trouble const& trouble, TimePoint now) {
    Outcome outcome;
    auto& incident = outcome.incident;
    incident.id = incident_id(trouble.account, trouble.key, now);
    incident.key = trouble.key;
    incident.account = trouble.account;
    incident.opened_at = now;
    take_words(incident, trouble);
    note(incident, {now, "opened", "clock", trouble.title});
    begin_ladder(policy, outcome, News::opened, now);
    return outcome;
}

Outcome update(Policy const& policy, Incident incident, Trouble const& trouble, TimePoint now) {
    bool const graver = trouble.level > incident.level;
    bool const turned = trouble.kind != incident.kind;
    bool const same =
        !graver && !turned && trouble.reasons == incident.reasons && trouble.quote == incident.quote;
    Outcome outcome{std::move(incident), {}};
    if (same) return outcome;
    auto& now_open = outcome.incident;
    take_words(now_open, trouble);
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

Outcome step(Policy const& policy, Incident incident, TimePoint now) {
    Outcome outcome{std::move(incident), {}};
    auto& climbing = outcome.incident;
    bool const due =
        climbing.state == IncidentState::open && climbing.next_step_at && *climbing.next_step_at <= now;
    if (!due) {
        if (climbing.state != IncidentState::open) climbing.next_step_at.reset();
        return outcome;
    }
    auto& ladder = climbing.ladder;
    bool const repeats = ladder.next >= static_cast<int>(ladder.steps.size());
    auto const news = repeats ? News::repeated : News::escalated;
    auto const rung = repeats ? ladder.steps.size() - 1 : static_cast<std::size_t>(ladder.next);
    auto const& told = ladder.steps[rung];
    tell(policy, outcome, told, Telling{news, climbing.tellings++, now}, now);
    note(climbing,
         {now, repeats ? "repeated" : "escalated", "clock", "第" + std::to_string(ladder.next + 1) + "步"});
    ++ladder.next;
    climbing.next_step_at = next_step(climbing, now);
    return outcome;
}

Outcome acknowledge(Policy const&, Incident incident, std::string_view who, TimePoint now) {
    if (incident.state == IncidentState::open) {
        incident.state = IncidentState::acked;
        incident.acked_at = now;
        incident.acked_by = who;
        incident.next_step_at.reset();
        note(incident, {now, "acknowledged", std::string{who}, {}});
    }
    return {std::move(incident), {}};
}

Outcome unacknowledge(Policy const&, Incident incident, std::string_view who, TimePoint now) {
    if (incident.state == IncidentState::acked) {
        incident.state = IncidentState::open;
        incident.acked_at.reset();
        incident.acked_by.clear();
        note(incident, {now, "unacknowledged", std::string{who}, {}});
        auto const next = next_step(incident, now);
        if (next) incident.next_step_at = std::max(*next, now);
    }
    return {std::move(incident), {}};
}

Outcome resolve(Policy const& policy, Incident incident, std::string_view why, TimePoint now) {
    Outcome outcome{std::move(incident), {}};
    auto& ended = outcome.incident;
    if (ended.state == IncidentState::resolved) return outcome;
    ended.state = IncidentState::resolved;
    ended.resolved_at = now;
    ended.next_step_at.reset();
    note(ended, {now, "resolved", "clock", std::string{why}});
    Step everybody_told;
    auto const told = std::min(static_cast<std::size_t>(ended.ladder.next), ended.ladder.steps.size());
    for (std::size_t i = 0; i < told; ++i) {
        auto const& notify = ended.ladder.steps[i].notify;
        everybody_told.notify.insert(everybody_told.notify.end(), notify.begin(), notify.end());
    }
    tell(policy, outcome, everybody_told, Telling{News::resolved, ended.tellings++, now}, now);
    return outcome;
}

}  // namespace rw::alert
