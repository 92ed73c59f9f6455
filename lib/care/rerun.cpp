#include "care/rerun.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace rw::care {
namespace {

/// When we learnt of it: items are read some time after they were written.
TimePoint known_at(Event const& event) {
    return std::visit(
        [&](auto const& fact) {
            if constexpr (requires { fact.seen_at; }) {
                return std::max(fact.seen_at, event.at);
            } else {
                return event.at;
            }
        },
        event.what);
}

bool is_fact(Event const& event) {
    return !std::holds_alternative<Passed>(event.what) && !std::holds_alternative<Settled>(event.what);
}

struct Step {
    TimePoint known_at{};
    ConversationId conversation;
    Event const* event = nullptr;
};

auto key_of(Told const& told) {
    return std::tuple{told.conversation, told.what, told.asked};
}

}  // namespace

TimePoint last_known(std::vector<Conversation> const& recording) {
    TimePoint last{};
    for (auto const& talk : recording) {
        for (auto const& event : talk.events)
            last = std::max(last, known_at(event));
    }
    return last;
}

std::vector<Told> rerun(std::vector<Conversation> const& recording, Brand const& brand, Policy const& policy,
                        TimePoint end) {
    std::vector<Told> all;
    Book book{brand, policy, [&](Moment const& moment) {
                  if (moment.what == Moment::What::over) return;
                  all.push_back({moment.talk.id, moment.what, moment.asked, moment.talk.fan.name,
                                 moment.standing.kind, moment.level, moment.when});
              }};
    std::vector<Step> steps;
    for (auto const& talk : recording) {
        if (talk.fan.uid.none()) continue;  // words of the brand to nobody
        for (auto const& event : talk.events) {
            if (is_fact(event)) steps.push_back({known_at(event), talk.id, &event});
        }
        auto head = talk;
        head.events.clear();
        book.restore(std::move(head));
    }
    std::ranges::stable_sort(steps, {}, &Step::known_at);
    for (auto const& step : steps) {
        book.pass_time(step.known_at);
        book.take(step.conversation, *step.event);
    }
    book.pass_time(end);
    std::ranges::stable_sort(all, {},
                             [](Told const& told) { return std::tie(told.conversation, told.when); });
    return all;
}

std::vector<Change> compare(std::vector<Told> const& before, std::vector<Told> const& after) {
    std::map<decltype(key_of(Told{})), Change> all;
    for (auto const& told : before)
        all[key_of(told)].before = told;
    for (auto const& told : after)
        all[key_of(told)].after = told;
    std::vector<Change> changes;
    for (auto& [key, change] : all) {
        bool const alike = change.before && change.after && change.before->when == change.after->when &&
                           change.before->level == change.after->level;
        if (!alike) changes.push_back(std::move(change));
    }
    return changes;
}

}  // namespace rw::care
