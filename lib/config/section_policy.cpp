#include "alert/incident.hpp"
#include "config/chapter.hpp"
#include "config/composed.hpp"

#include <algorithm>

namespace rw::config {
namespace {

using alert::EscalationPolicy;
using alert::Person;
using alert::Route;
using alert::RouteMatch;
using alert::Schedule;
using alert::Step;
using alert::Target;

template <class T>
Kind<std::set<T>> set_of(Kind<T> kind) {
    return as<std::set<T>, std::vector<T>>(
        list_of(std::move(kind), Many::alone),
        [](std::vector<T> list) { return std::set<T>(list.begin(), list.end()); },
        [](std::set<T> const& set) { return std::vector<T>(set.begin(), set.end()); });
}

/// The words of an enumeration that starts at zero and ends before `count`.
template <class Enum>
std::vector<std::string> words_of(std::size_t count) {
    std::vector<std::string> words;
    for (std::size_t i = 0; i < count; ++i)
        words.emplace_back(to_text(static_cast<Enum>(i)));
    return words;
}

/// In China eleven digits; elsewhere with `+` in front. It is personal, so a complaint does not repeat it.
Kind<std::string> mobile() {
    return text_that("mobile number", [](std::string const& text) -> std::optional<std::string> {
        auto const digits = text.starts_with('+') ? std::string_view{text}.substr(1) : std::string_view{text};
        bool const all_digits = std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
        if (text.empty() || (all_digits && digits.size() >= 5 && digits.size() <= 15)) return std::nullopt;
        return "not a mobile number, expected digits such as \"13900000000\"";
    });
}

Fields<Person> person_fields() {
    return {
        field(&Person::name, {"name", "How the person is called here.", Need::required}, name()),
        field(&Person::mobile, {"mobile", "For @ in group chats; never shown in logs."}, mobile()),
        field(&Person::channels, {"channels", "Names of channels that reach the person."},
              list_of(id_of<ChannelId>(name()))),
        field(&Person::email, {"email", "Where channels of type smtp write to the person."}, text()),
        field(&Person::wecom_id, {"wecom_id", "User id in WeCom, for @ where there is no mobile."}, text()),
        field(&Person::feishu_id, {"feishu_id", "Open id in Feishu (`ou_…`), for @."}, text()),
        field(&Person::slack_id, {"slack_id", "Member id in Slack (`U…`), for @."}, text()),
    };
}

/// `22:30-08:00`.
Kind<alert::HoursOfDay> hours_of_day() {
    auto read = [](Node const& node, Reading& reading) -> std::optional<alert::HoursOfDay> {
        constexpr auto expected = "times of day such as \"22:30-08:00\"";
        if (!is_a(Node::Type::text, node, reading, expected)) return std::nullopt;
        auto const from = alert::parse_time_of_day(std::string_view{node.text}.substr(0, 5));
        auto const to = node.text.size() == 11 && node.text[5] == '-'
                            ? alert::parse_time_of_day(std::string_view{node.text}.substr(6))
                            : std::nullopt;
        if (from && to && *from != *to) return alert::HoursOfDay{*from, *to};
        reading.complain(node.at, "`" + node.text + "` is not valid, expected " + expected);
        return std::nullopt;
    };
    return {"times such as `22:30-08:00`", read,
            [](alert::HoursOfDay const&) { return std::string{"\"\""}; }};
}

/// `2026-12-01 09:00` on the clock of `daemon.timezone`.
Kind<LocalTime> local_time() {
    auto read = [](Node const& node, Reading& reading) -> std::optional<LocalTime> {
        constexpr auto expected = "a local time such as \"2026-12-01 09:00\"";
        if (!is_a(Node::Type::text, node, reading, expected)) return std::nullopt;
        auto const when = node.text.size() == 16 && node.text[10] == ' '
                              ? from_rfc3339(node.text.substr(0, 10) + "T" + node.text.substr(11) + ":00Z")
                              : std::nullopt;
        if (when) return LocalTime{when->time_since_epoch()};
        reading.complain(node.at, "`" + node.text + "` is not valid, expected " + expected);
        return std::nullopt;
    };
    return {"`2026-12-01 09:00`", read, [](LocalTime const&) { return std::string{}; }};
}

Fields<Schedule::Override> override_fields() {
    using Override = Schedule::Override;
    return {
        field(&Override::from, {"from", "Local time at which it begins.", Need::required}, local_time()),
        field(&Override::to, {"to", "Local time at which it ends.", Need::required}, local_time()),
        field(&Override::person, {"person", "Who stands in; empty: nobody."}, text()),
    };
}

Fields<Schedule> rotation_fields() {
    return {
        field(&Schedule::every, {"every", "How long a turn is."}, duration(1s)),
        field(&Schedule::handoff, {"handoff", "Local time at which turns begin."}, time_of_day()),
        field(&Schedule::people, {"people", "Names of persons, in the order of their turns.", Need::required},
              list_of(name(), Many::some)),
    };
}

Fields<Schedule> schedule_fields() {
    return {
        field(&Schedule::name, {"name", "How it is called here.", Need::required}, name()),
        group<Schedule, Schedule>({"rotation", "Who is on duty, in turns.", Need::required},
                                  rotation_fields(),
                                  [](Schedule& schedule) -> Schedule& { return schedule; }),
        field(&Schedule::hours, {"hours", "When somebody is on duty at all; not written: always."},
              list_of(hours_of_day())),
        field(&Schedule::overrides,
              {"overrides", "Tables `{ from, to, person }`: who stands in when; the last that fits counts."},
              list_of(table_of(override_fields()))),
    };
}

Kind<care::Level> level_word() {
    std::vector<Word<care::Level>> levels;
    for (auto const& word : words_of<care::Level>(5))
        levels.push_back({word, *care::parse_level(word)});
    levels.erase(levels.begin());  // an incident always has a level
    return one_of(std::move(levels));
}

Kind<Target> target() {
    auto read = [](Node const& node, Reading& reading) -> std::optional<Target> {
        constexpr auto expected = "\"channel:NAME\", \"person:NAME\" or \"schedule:NAME\"";
        if (!is_a(Node::Type::text, node, reading, expected)) return std::nullopt;
        auto const made = alert::parse_target(node.text);
        if (!made) reading.complain(node.at, "`" + node.text + "` is not valid, expected " + expected);
        return made;
    };
    return {"`channel:NAME`, `person:NAME` or `schedule:NAME`", read,
            [](Target const& target) { return "\"" + alert::to_text(target) + "\""; }};
}

Fields<Step> step_fields() {
    return {
        field(&Step::after, {"after", "Since the incident opened.", Need::required}, duration()),
        field(&Step::notify, {"notify", "Who is told.", Need::required}, list_of(target(), Many::some)),
        field(&Step::at_least,
              {"at_least", "Told only while the incident is at least so grave; not written: always."},
              level_word()),
    };
}

Fields<EscalationPolicy> escalation_fields() {
    auto const repeat = as<int, std::int64_t>(
        number(0, 1000), [](std::int64_t value) { return static_cast<int>(value); },
        [](int value) { return std::int64_t{value}; });
    return {
        field(&EscalationPolicy::name, {"name", "How it is called here.", Need::required}, name()),
        tables(&EscalationPolicy::steps,
               {"steps", "Tables, one for each step, in the order of time.", Need::required}, step_fields(),
               Many::some),
        field(&EscalationPolicy::repeat,
              {"repeat",
               "Further notices after the last step, `repeat_interval` apart, until somebody acknowledges."},
              repeat),
        field(&EscalationPolicy::ack_timeout,
              {"ack_timeout", "Who acknowledged has so long to end it; then it climbs on. 0: for good."},
              duration()),
    };
}

void finish_escalation(Node const& table, Reading& reading, EscalationPolicy& policy) {
    auto const* const steps = table.find("steps");
    if (!steps || steps->items.size() != policy.steps.size()) return;
    for (std::size_t i = 1; i < policy.steps.size(); ++i) {
        auto const* const after = steps->items[i].find("after");
        if (!after || policy.steps[i].after >= policy.steps[i - 1].after) continue;
        reading.complain(after->at, "after (" + to_text(policy.steps[i].after) +
                                        ") is earlier than that of the step before it (" +
                                        to_text(policy.steps[i - 1].after) +
                                        "), expected steps in the order of time");
    }
}

Kind<alert::Matcher> matcher() {
    auto read = [](Node const& node, Reading& reading) -> std::optional<alert::Matcher> {
        if (!is_a(Node::Type::text, node, reading, "a condition such as \"tier=~'core|diamond'\""))
            return std::nullopt;
        auto made = alert::parse_matcher(node.text);
        if (made) return *std::move(made);
        reading.complain(node.at, made.error().doing);
        return std::nullopt;
    };
    return {"condition `NAME=VALUE`, `!=`, `=~`, `!~`", read,
            [](alert::Matcher const& one) { return "\"" + to_text(one) + "\""; }};
}

Fields<RouteMatch> match_fields() {
    auto const last_kind = static_cast<std::size_t>(alert::IncidentKind::daemon);
    return {
        field(&RouteMatch::accounts, {"account", "Names of accounts."}, set_of(name())),
        field(&RouteMatch::kinds, {"kind", "Kinds of incident."},
              set_of(word_of(words_of<alert::IncidentKind>(last_kind + 1)))),
        field(&RouteMatch::classes, {"class", "Classes of conversation."},
              set_of(word_of(words_of<care::Class>(care::class_count)))),
        field(&RouteMatch::levels, {"level", "Levels of incident."}, set_of(level_word())),
        field(&RouteMatch::matchers,
              {"all",
               "Conditions on account, kind, level, class, tier, label, list or subject, which all "
               "have to hold; a pattern has to fit the whole value."},
              list_of(matcher())),
    };
}

Fields<Route> route_fields();

/// What a child does not say it has from its parent, but for whom it means.
Field<Route> children_field() {
    Field<Route> made{"routes", Need::optional, false, {}, {}};
    made.read = [](Node const& list, Reading& reading, Route& into) {
        if (!is_a(Node::Type::array, list, reading, "a list of tables, each a route")) return;
        for (auto const& table : list.items) {
            auto child = into;
            child.match = {};
            child.children.clear();
            child.continues = false;
            read_section(table, route_fields(), reading, child);
            into.children.push_back(std::move(child));
        }
    };
    made.rows = [](Route const&) {
        return std::vector<Row>{
            {"routes", "list: table", "[]",
             "Routes within this one, asked before it; what they do not say is as here."}};
    };
    return made;
}

Fields<Route> route_fields() {
    return {
        group<Route, RouteMatch>(
            {"match", "Matches when every key that is given holds the incident's value; empty: all."},
            match_fields(), [](Route& route) -> RouteMatch& { return route.match; }),
        field(&Route::escalation, {"escalation", "Name of the escalation that is followed."}, name()),
        field(&Route::group_by, {"group_by", "Incidents that are alike in these share a notice."},
              list_of(word_of({"account", "kind", "class", "level"}))),
        field(&Route::group_wait, {"group_wait", "How long a notice waits for others of its group."},
              duration()),
        field(&Route::repeat_interval, {"repeat_interval", "Between the repeats of an escalation."},
              duration(1ms)),
        field(&Route::continues, {"continue", "Later routes are asked too."}, flag()),
        children_field(),  // last: they begin with what this one says
    };
}

void finish_route(Node const& table, Reading& reading, Route& route) {
    bool const told =
        !route.escalation.empty() ||
        (!route.children.empty() &&
         std::ranges::none_of(route.children, [](Route const& child) { return child.escalation.empty(); }));
    if (!told) reading.complain(table.at, "`escalation` is missing: the name of the one that is followed");
}

Fields<alert::Policy> quiet_fields() {
    auto const one = as<std::optional<alert::HoursOfDay>, alert::HoursOfDay>(
        hours_of_day(), [](alert::HoursOfDay hours) { return std::optional{hours}; },
        [](std::optional<alert::HoursOfDay> const& hours) { return hours.value_or(alert::HoursOfDay{}); });
    return {
        field(&alert::Policy::quiet,
              {"hours",
               "Blue and yellow incidents wait until they end and are looked at again then; orange "
               "and red pass."},
              one),
    };
}

}  // namespace

Chapter quiet_chapter() {
    return section<alert::Policy>({"quiet", "When only what is grave may wake people."}, quiet_fields(),
                                  [](Config& config) -> alert::Policy& { return config.policy; });
}

Chapter person_chapter() {
    return sections<Person>({"person", "Somebody who can be told."}, person_fields(),
                            [](Config& config) -> std::vector<Person>& { return config.policy.people; });
}

Chapter schedule_chapter() {
    return sections<Schedule>(
        {"schedule", "People who take turns."}, schedule_fields(),
        [](Config& config) -> std::vector<Schedule>& { return config.policy.schedules; });
}

Chapter escalation_chapter() {
    return sections<EscalationPolicy>(
        {"escalation", "Who is told first, and who next while nobody acknowledges."}, escalation_fields(),
        [](Config& config) -> std::vector<EscalationPolicy>& { return config.policy.escalations; },
        finish_escalation);
}

Chapter route_chapter() {
    return sections<Route>(
        {"route", "Which incidents follow which escalation: the first in file order that matches decides."},
        route_fields(), [](Config& config) -> std::vector<Route>& { return config.policy.routes; },
        finish_route);
}

}  // namespace rw::config
