#include "alert/policy.hpp"

#include <algorithm>
#include <array>

namespace rw::alert {
namespace {

struct SortName {
    std::string_view prefix;
    Target::Sort sort;
};
constexpr std::array sorts{SortName{"channel:", Target::Sort::channel},
                           SortName{"person:", Target::Sort::person},
                           SortName{"schedule:", Target::Sort::schedule}};

template <class Things>
auto const* by_name(Things const& things, std::string_view name) {
    auto const found =
        std::ranges::find(things, name, [](auto const& thing) { return std::string_view{thing.name}; });
    return found == things.end() ? nullptr : &*found;
}

void add(std::vector<Recipient>& all, ChannelId const& channel, std::string const& mention) {
    auto found = std::ranges::find(all, channel, &Recipient::channel);
    if (found == all.end()) found = all.insert(all.end(), Recipient{channel, {}});
    bool const known = std::ranges::find(found->mention, mention) != found->mention.end();
    if (!mention.empty() && !known) found->mention.push_back(mention);
}

void add_person(std::vector<Recipient>& all, Policy const& policy, std::string_view name) {
    auto const* person = policy.person(name);
    if (!person) return;
    for (auto const& channel : person->channels)
        add(all, channel, person->name);
}

}  // namespace

std::optional<Target> parse_target(std::string_view text) {
    for (auto const& [prefix, sort] : sorts) {
        if (text.starts_with(prefix) && text.size() > prefix.size()) {
            return Target{sort, std::string{text.substr(prefix.size())}};
        }
    }
    return std::nullopt;
}

std::string to_text(Target const& target) {
    return std::string{std::ranges::find(sorts, target.sort, &SortName::sort)->prefix} + target.name;
}

EscalationPolicy const* Policy::escalation(std::string_view name) const {
    return by_name(escalations, name);
}
Person const* Policy::person(std::string_view name) const {
    return by_name(people, name);
}
Schedule const* Policy::schedule(std::string_view name) const {
    return by_name(schedules, name);
}

std::string const& on_duty(Schedule const& schedule, Zone const& zone, TimePoint when) {
    static std::string const nobody;
    auto const local = zone.local(when);
    for (auto one = schedule.overrides.rbegin(); one != schedule.overrides.rend(); ++one) {
        if (one->from <= local && local < one->to) return one->person;
    }
    bool const off = !schedule.hours.empty() && std::ranges::none_of(schedule.hours, [&](auto const& one) {
        return one.contain(local);
    });
    if (off || schedule.people.empty() || schedule.every <= Span{0}) return nobody;
    auto const since = local.time_since_epoch() - schedule.handoff;
    auto const turns = since / schedule.every - (since % schedule.every < Span{0} ? 1 : 0);
    auto const people = static_cast<std::int64_t>(schedule.people.size());
    return schedule.people[static_cast<std::size_t>(((turns % people) + people) % people)];
}

namespace {

bool is_called(Policy const& policy, std::string const& schedule) {
    return std::ranges::any_of(policy.escalations, [&](EscalationPolicy const& one) {
        return std::ranges::any_of(one.steps, [&](Step const& step) {
            return std::ranges::any_of(step.notify, [&](Target const& target) {
                return target.sort == Target::Sort::schedule && target.name == schedule;
            });
        });
    });
}

/// Whom the schedule calls in vain at `when`, empty when it is nobody; nothing: it reaches somebody.
std::optional<std::string> called_in_vain(Policy const& policy, Schedule const& schedule, TimePoint when) {
    auto const& name = on_duty(schedule, policy.zone, when);
    auto const* person = policy.person(name);
    bool const reached = person && !person->channels.empty();
    return reached ? std::nullopt : std::optional{name};
}

}  // namespace

std::string DutyGap::why(Language language) const {
    constexpr Phrase nobody{"没有人值班", "nobody is on duty"};
    constexpr Phrase no_channel{"{name} 没有通知渠道", "{name} has no channel"};
    return filled((person.empty() ? nobody : no_channel).in(language), {{"name", person}});
}

std::vector<DutyGap> duty_gaps(Policy const& policy, TimePoint from, TimePoint until) {
    constexpr Span grain = 15min;
    std::vector<DutyGap> gaps;
    for (auto const& schedule : policy.schedules) {
        if (!is_called(policy, schedule.name)) continue;
        std::optional<std::string> before;
        for (auto when = from; when < until; when += grain) {
            auto const whom = called_in_vain(policy, schedule, when);
            if (whom && whom != before) gaps.push_back({schedule.name, when, when, *whom});
            if (whom) gaps.back().to = when + grain;
            before = whom;
        }
    }
    return gaps;
}

std::vector<Recipient> recipients(Policy const& policy, Step const& step, TimePoint when) {
    std::vector<Recipient> all;
    for (auto const& target : step.notify) {
        switch (target.sort) {
            case Target::Sort::channel: add(all, ChannelId{target.name}, {}); break;
            case Target::Sort::person: add_person(all, policy, target.name); break;
            case Target::Sort::schedule:
                if (auto const* schedule = policy.schedule(target.name)) {
                    add_person(all, policy, on_duty(*schedule, policy.zone, when));
                }
                break;
        }
    }
    return all;
}

}  // namespace rw::alert
