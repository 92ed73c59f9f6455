// Who hears of what, by when, and through which channel: the team's own words, as configured.
#pragma once

#include "alert/silence.hpp"
#include "care/level.hpp"
#include "core/id.hpp"
#include "core/language.hpp"
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
    std::string email{};
    std::string wecom_id{};   ///< of the platform's own directory, for @
    std::string feishu_id{};  ///< `ou_…`
    std::string slack_id{};   ///< `U…`
};

/// People take turns; `anchor` is the hand-off at which the first of them begins.
struct Schedule {
    /// Somebody stands in: it counts before the turns, the last that is written before the others.
    struct Override {
        LocalTime from{};
        LocalTime to{};
        std::string person;  ///< empty: nobody
        friend bool operator==(Override const&, Override const&) = default;
    };
    std::string name;
    Span every = 24h;
    Span handoff = 9h;  ///< after local midnight
    std::vector<std::string> people;
    std::vector<HoursOfDay> hours{};  ///< when somebody is on duty at all; none: always
    std::vector<Override> overrides{};
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
    care::Level at_least = care::Level::none;  ///< told only while the incident is as grave
    friend bool operator==(Step const&, Step const&) = default;
};

struct EscalationPolicy {
    std::string name;
    std::vector<Step> steps;
    int repeat =
        0;  ///< further notices after the last step, `repeat_interval` apart, until acknowledged (contract 6)
    Span ack_timeout{0};  ///< who acknowledged has so long; then it climbs on. 0: for good
};

/// Matches when every field that is given holds the incident's value.
struct RouteMatch {
    std::set<std::string> accounts;
    std::set<std::string> kinds;
    std::set<std::string> classes;
    std::set<care::Level> levels;
    std::vector<Matcher> matchers;
};

struct Route {
    RouteMatch match;
    std::string escalation;
    std::vector<std::string> group_by{"account", "kind"};
    Span group_wait = 30s;
    Span repeat_interval = 30min;
    bool continues = false;         ///< `continue = true`: later routes are asked too
    std::vector<Route> children{};  ///< asked before it, with all that they do not say themselves from it
};

/// What says already what another incident would say: a blind list (for the late ones that it would bring)
/// and a red misstep (for yellow ones under the same post).
struct Burning {
    IncidentId id;
    bool blind = false;
    std::string where;  ///< of blind: the list; of a misstep: the post's address
};

struct Policy {
    std::vector<Person> people;
    std::optional<HoursOfDay> quiet;  ///< for blue and yellow
    std::vector<Silence> silences;    ///< as people have set them: not from the configuration
    std::vector<Burning> burning;     ///< likewise as things stand
    std::vector<Schedule> schedules;
    std::vector<EscalationPolicy> escalations;
    std::vector<Route> routes;
    Zone zone{"Asia/Shanghai", 8h};         ///< in which hand-offs are meant
    Language language = Language::chinese;  ///< in which the team is told; no incident is known by its words

    EscalationPolicy const* escalation(std::string_view name) const;
    Person const* person(std::string_view name) const;
    Schedule const* schedule(std::string_view name) const;
};

/// Who of the schedule is on duty, empty for nobody; the clock that tells the hand-off is the one on the wall
/// of `zone`: a turn of a day lasts 23 or 25 hours when that clock is changed.
std::string const& on_duty(Schedule const& schedule, Zone const& zone, TimePoint when);

/// A time at which a schedule that an escalation calls reaches nobody.
struct DutyGap {
    std::string schedule;
    TimePoint from{};
    TimePoint to{};
    std::string person;  ///< who is on duty and has no channel; empty: nobody is on duty
    std::string why(Language language) const;
};
/// Those that begin before `until`, to the quarter of an hour, the earliest of each schedule first.
std::vector<DutyGap> duty_gaps(Policy const& policy, TimePoint from, TimePoint until);

/// A channel and the people to be mentioned there.
struct Recipient {
    ChannelId channel;
    std::vector<std::string> mention;  ///< names of persons
    friend bool operator==(Recipient const&, Recipient const&) = default;
};
/// The channels that a step reaches at `when`, each once, people of the same channel together.
std::vector<Recipient> recipients(Policy const& policy, Step const& step, TimePoint when);

}  // namespace rw::alert
