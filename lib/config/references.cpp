#include "config/references.hpp"

#include "config/nearest.hpp"

#include <algorithm>
#include <functional>
#include <map>

namespace rw::config {
namespace {

using Names = std::vector<std::string>;
using Each = std::function<void(Node const&)>;

void each_table(Node const& root, std::string_view section, Each const& visit) {
    auto const* const list = root.find(section);
    if (!list) return;
    for (auto const& table : list->items)
        visit(table);
}

/// Texts under `key`, whether one or a list of them.
void each_text(Node const& table, std::string_view key, Each const& visit) {
    auto const* const value = table.find(key);
    if (!value) return;
    if (value->is(Node::Type::text)) visit(*value);
    for (auto const& item : value->items) {
        if (item.is(Node::Type::text)) visit(item);
    }
}

Names names_of(Node const& root, std::string_view section) {
    Names names;
    each_table(root, section, [&](Node const& table) {
        each_text(table, "name", [&](Node const& name) { names.push_back(name.text); });
    });
    return names;
}

void check_once(Node const& root, std::string_view section, std::string_view key, Reading& reading) {
    std::map<std::string, std::size_t> seen;
    Reading::Within const outer{reading, section};
    Reading::Within const inner{reading, key};
    each_table(root, section, [&](Node const& table) {
        each_text(table, key, [&](Node const& value) {
            auto const [first, is_new] = seen.emplace(value.text, value.at.line);
            if (is_new) return;
            reading.complain(value.at, "`" + value.text + "` is taken already in line " +
                                           std::to_string(first->second) + ", expected each " +
                                           std::string{key} + " once");
        });
    });
}

/// What may be pointed at.
struct Targets {
    Names accounts;
    Names channels;
    Names people;
    Names schedules;
    Names escalations;
};

void check_there(Node const& at, std::string const& name, std::pair<std::string_view, Names const&> of,
                 Reading& reading) {
    auto const& [section, names] = of;
    if (std::ranges::find(names, name) != names.end()) return;
    auto const near = nearest(name, names);
    auto const hint = near.empty() ? "there is none at all" : "did you mean `" + near + "`?";
    reading.complain(at.at, "there is no [[" + std::string{section} + "]] named `" + name + "`; " + hint);
}

void check_target(Node const& target, Targets const& there, Reading& reading) {
    auto const colon = target.text.find(':');
    if (colon == target.text.npos) return;
    auto const sort = target.text.substr(0, colon);
    auto const name = target.text.substr(colon + 1);
    if (name.empty()) return;
    if (sort == "channel") check_there(target, name, {"channel", there.channels}, reading);
    if (sort == "person") check_there(target, name, {"person", there.people}, reading);
    if (sort == "schedule") check_there(target, name, {"schedule", there.schedules}, reading);
}

/// A channel falls back to another one, and never to itself by a round.
void check_fallbacks(Node const& root, Targets const& there, Reading& reading) {
    Reading::Within const within{reading, "channel.fallback"};
    std::map<std::string, std::string> next;
    each_table(root, "channel", [&](Node const& channel) {
        each_text(channel, "fallback", [&](Node const& name) {
            check_there(name, name.text, {"channel", there.channels}, reading);
            each_text(channel, "name", [&](Node const& own) { next[own.text] = name.text; });
        });
    });
    each_table(root, "channel", [&](Node const& channel) {
        each_text(channel, "fallback", [&](Node const& name) {
            std::string own;
            each_text(channel, "name", [&](Node const& text) { own = text.text; });
            auto at = name.text;
            for (std::size_t steps = 0; steps <= next.size() && at != own && next.contains(at); ++steps)
                at = next[at];
            if (at == own) reading.complain(name.at, "leads back to `" + own + "` itself");
        });
    });
}

void check_people(Node const& root, Targets const& there, Reading& reading) {
    each_table(root, "person", [&](Node const& person) {
        Reading::Within const within{reading, "person.channels"};
        each_text(person, "channels", [&](Node const& name) {
            check_there(name, name.text, {"channel", there.channels}, reading);
        });
    });
    each_table(root, "schedule", [&](Node const& schedule) {
        Reading::Within const within{reading, "schedule.rotation.people"};
        each_table(schedule, "overrides", [&](Node const& one) {
            each_text(one, "person", [&](Node const& name) {
                if (!name.text.empty()) check_there(name, name.text, {"person", there.people}, reading);
            });
        });
        auto const* const rotation = schedule.find("rotation");
        if (!rotation) return;
        each_text(*rotation, "people",
                  [&](Node const& name) { check_there(name, name.text, {"person", there.people}, reading); });
    });
}

void check_escalations(Node const& root, Targets const& there, Reading& reading) {
    Reading::Within const within{reading, "escalation.steps.notify"};
    each_table(root, "escalation", [&](Node const& escalation) {
        each_table(escalation, "steps", [&](Node const& step) {
            each_text(step, "notify", [&](Node const& target) { check_target(target, there, reading); });
        });
    });
}

/// Those of `[[route]]`, and those within them (`routes`).
void check_routes(Node const& root, std::string_view key, Targets const& there, Reading& reading) {
    each_table(root, key, [&](Node const& route) {
        check_routes(route, "routes", there, reading);
        each_text(route, "escalation", [&](Node const& name) {
            Reading::Within const within{reading, "route.escalation"};
            check_there(name, name.text, {"escalation", there.escalations}, reading);
        });
        auto const* const match = route.find("match");
        if (!match) return;
        Reading::Within const within{reading, "route.match.account"};
        each_text(*match, "account", [&](Node const& name) {
            check_there(name, name.text, {"account", there.accounts}, reading);
        });
    });
}

/// What the fan service pushes is signed with the application's secret.
void check_fan_service(Node const& root, Reading& reading) {
    auto const* const weibo = root.find("weibo");
    auto const* const secret = weibo ? weibo->find("app_secret_file") : nullptr;
    if (secret && !secret->text.empty()) return;
    Reading::Within const outer{reading, "account"};
    Reading::Within const inner{reading, "fan_service"};
    each_table(root, "account", [&](Node const& account) {
        auto const* const wanted = account.find("fan_service");
        if (!wanted || !wanted->flag) return;
        reading.complain(
            wanted->at,
            "pushes are signed with the application's secret, expected app_secret_file in [weibo]");
    });
}

}  // namespace

void check_references(Node const& root, Reading& reading) {
    for (std::string_view const section : {"account", "channel", "person", "schedule", "escalation"}) {
        check_once(root, section, "name", reading);
    }
    check_once(root, "account", "uid", reading);
    Targets const there{names_of(root, "account"), names_of(root, "channel"), names_of(root, "person"),
                        names_of(root, "schedule"), names_of(root, "escalation")};
    check_fallbacks(root, there, reading);
    check_people(root, there, reading);
    check_escalations(root, there, reading);
    check_routes(root, "route", there, reading);
    check_fan_service(root, reading);
}

}  // namespace rw::config
