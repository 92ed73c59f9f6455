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
    };
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
    };
}

Kind<Step> step() {
    auto read = [](Node const& node, Reading& reading) -> std::optional<Step> {
        Step made;
        read_section(node, step_fields(), reading, made);
        return made;
    };
    return {"table", read, [](Step const&) { return std::string{"{}"}; }};
}

Field<EscalationPolicy> steps_field() {
    auto made = field(&EscalationPolicy::steps,
                      {"steps", "Tables, one for each step, in the order of time.", Need::required},
                      list_of(step(), Many::some));
    made.rows = [rows = made.rows](EscalationPolicy const& defaults) {
        auto all = rows(defaults);
        for (auto& row : rows_of(step_fields())) {
            row.key = "steps." + row.key;
            all.push_back(std::move(row));
        }
        return all;
    };
    return made;
}

Fields<EscalationPolicy> escalation_fields() {
    auto const repeat = as<int, std::int64_t>(
        number(0, 1000), [](std::int64_t value) { return static_cast<int>(value); },
        [](int value) { return std::int64_t{value}; });
    return {
        field(&EscalationPolicy::name, {"name", "How it is called here.", Need::required}, name()),
        steps_field(),
        field(&EscalationPolicy::repeat,
              {"repeat",
               "Further notices after the last step, `repeat_interval` apart, until somebody acknowledges."},
              repeat),
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

Fields<RouteMatch> match_fields() {
    std::vector<Word<care::Level>> levels;
    for (auto const& word : words_of<care::Level>(5))
        levels.push_back({word, *care::parse_level(word)});
    levels.erase(levels.begin());  // an incident always has a level
    auto const last_kind = static_cast<std::size_t>(alert::IncidentKind::daemon);
    return {
        field(&RouteMatch::accounts, {"account", "Names of accounts."}, set_of(name())),
        field(&RouteMatch::kinds, {"kind", "Kinds of incident."},
              set_of(word_of(words_of<alert::IncidentKind>(last_kind + 1)))),
        field(&RouteMatch::classes, {"class", "Classes of conversation."},
              set_of(word_of(words_of<care::Class>(care::class_count)))),
        field(&RouteMatch::levels, {"level", "Levels of incident."}, set_of(one_of(std::move(levels)))),
    };
}

Fields<Route> route_fields() {
    return {
        group<Route, RouteMatch>(
            {"match", "Matches when every key that is given holds the incident's value; empty: all."},
            match_fields(), [](Route& route) -> RouteMatch& { return route.match; }),
        field(&Route::escalation, {"escalation", "Name of the escalation that is followed.", Need::required},
              name()),
        field(&Route::group_by, {"group_by", "Incidents that are alike in these share a notice."},
              list_of(word_of({"account", "kind", "class", "level"}))),
        field(&Route::group_wait, {"group_wait", "How long a notice waits for others of its group."},
              duration()),
        field(&Route::repeat_interval, {"repeat_interval", "Between the repeats of an escalation."},
              duration(1ms)),
        field(&Route::continues, {"continue", "Later routes are asked too."}, flag()),
    };
}

}  // namespace

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
        route_fields(), [](Config& config) -> std::vector<Route>& { return config.policy.routes; });
}

}  // namespace rw::config
