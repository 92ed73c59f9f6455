// Who hears of what, by when, and through which channel: the team's own words, as configured.
#pragma once

#include "care/level.hpp"
#include "core/id.hpp"
#include "core/time.hpp"
#include "core/zone.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace rw::alert {

struct Person {
    std::string name;
    std::string mobile;  ///< for @ in group chats; never shown in logs
    std::vector<ChannelId> channels;
};

/// People take turns; `anchor` is the hand-off at which the first of them begins.
struct Schedule {
    std::string name;
    Span every = 24h;
    Span handoff = 9h;  ///< after local midnight
    std::vector<std::string> people;
};

/// `channel:ops-group`, `person:li`, `schedule:desk`.
struct Target {
    enum class Sort { channel, person, schedule };
    Sort sort = Sort::channel;
    std::string name;
    friend bool operator==(Target const&, Target const&) = default;
};
std::optional<Target> parse_target(std::string_view text);
std::string to_text(Target const& target);

struct Step {
    Span after{0};  ///< since the incident opened
    std::vector<Target> notify;
    friend bool operator==(Step const&, Step const&) = default;
};

struct EscalationPolicy {
    std::string name;
    std::vector<Step> steps;
    int repeat =
        0;  ///< further notices after the last step, `repeat_interval` apart, until acknowledged (contract 6)
};

/// Matches when every field that is given holds the incident's value.
struct RouteMatch {
    std::set<std::string> accounts;
    std::set<std::string> kinds;
    std::set<std::string> classes;
    std::set<care::Level> levels;
};

struct Route {
    RouteMatch match;
    std::string escalation;
    std::vector<std::string> group_by{"account", "kind"};
    Span group_wait = 30s;
    Span repeat_interval = 30min;
    bool continues = false;  ///< `continue = true`: later routes are asked too
};

struct Policy {
    std::vector<Person> people;
    std::vector<Schedule> schedules;
    std::vector<EscalationPolicy> escalations;
    std::vector<Route> routes;
    Zone zone{"Asia/Shanghai", 8h};  ///< in which hand-offs are meant

    EscalationPolicy const* escalation(std::string_view name) const;
    Person const* person(std::string_view name) const;
    Schedule const* schedule(std::string_view name) const;
};

/// Who of the schedule is on duty; the clock that tells the hand-off is the one on the wall of `zone`.
std::string const& on_duty(Schedule const& schedule, Zone const& zone, TimePoint when);

/// A channel and the people to be mentioned there.
struct Recipient {
    ChannelId channel;
    std::vector<std::string> mention;  ///< names of persons
    friend bool operator==(Recipient const&, Recipient const&) = default;
};
/// The channels that a step reaches at `when`, each once, people of the same channel together.
std::vector<Recipient> recipients(Policy const& policy, Step const& step, TimePoint when);

}  // namespace rw::alert
