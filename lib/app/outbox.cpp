#include "app/outbox.hpp"

#include <algorithm>
#include <map>

namespace rw::app {
namespace {

constexpr int most_conflicts = 8;
constexpr std::size_t longest_timeline = 100;

bool is_settled(alert::Notice const& notice) {
    return notice.state == alert::NoticeState::sent || notice.state == alert::NoticeState::dead;
}

/// Made by the dispatcher, in place of one that does not arrive.
bool is_new(alert::Notice const& notice) {
    return notice.state == alert::NoticeState::pending && !notice.instead_of.empty();
}

/// What the end of a delivery means to its incident.
void tell(alert::Incident& incident, alert::Notice const& notice) {
    bool const sent = notice.state == alert::NoticeState::sent;
    incident.announced = incident.announced || sent;
    auto const outcome = notice.attempts.empty() ? std::string{} : notice.attempts.back().outcome;
    auto const at = notice.attempts.empty() ? notice.due : notice.attempts.back().at;
    incident.timeline.push_back({at, sent ? "notified" : "undelivered", notice.channel.text(), outcome});
    if (incident.timeline.size() > longest_timeline) incident.timeline.erase(incident.timeline.begin() + 1);
}

void introduce(store::Step& step, alert::Notice const& notice) {
    for (auto& [incident, version] : step.incidents) {
        bool const known = std::ranges::find(incident.notices, notice.id) != incident.notices.end();
        if (incident.id == notice.incident && !known) incident.notices.push_back(notice.id);
    }
}

/// Tells the incidents of a step what became of its notices, and counts them.
void tell_all(store::Step& step) {
    for (auto const& notice : step.notices) {
        if (is_new(notice)) introduce(step, notice);
        if (!is_settled(notice)) continue;
        ++step.counts[notice.state == alert::NoticeState::sent ? "notices" : "dead_notices"];
        auto const found = std::ranges::find_if(
            step.incidents, [&](auto const& incident) { return incident.value.id == notice.incident; });
        if (found != step.incidents.end()) tell(found->value, notice);
    }
}

/// The incidents that hear of a settled delivery, each once.
std::vector<IncidentId> concerned(std::vector<alert::Notice> const& notices) {
    std::vector<IncidentId> ids;
    for (auto const& notice : notices) {
        bool const known = std::ranges::find(ids, notice.incident) != ids.end();
        if ((is_settled(notice) || is_new(notice)) && !known) ids.push_back(notice.incident);
    }
    return ids;
}

}  // namespace

net::Task<Result<std::vector<Outbox::Item>>> Outbox::due(TimePoint now, std::size_t limit) {
    std::vector<Item> items;
    for (auto const& tenure : tenures_()) {
        auto const due = co_await notices_.due_notices(tenure.account, now, limit);
        if (!due) co_return due.error();
        std::vector<IncidentId> ids;
        for (auto const& notice : *due)
            ids.push_back(notice.incident);
        auto const loaded = co_await ledger_.incidents(tenure.account, std::move(ids));
        if (!loaded) co_return loaded.error();
        for (std::size_t i = 0; i < due->size(); ++i)
            items.push_back({(*due)[i], (*loaded)[i].value});
    }
    co_return items;
}

net::Task<Result<void>> Outbox::save(std::vector<alert::Notice> notices) {
    std::map<AccountId, std::vector<alert::Notice>> by_account;
    for (auto& notice : notices)
        by_account[notice.account].push_back(std::move(notice));
    for (auto const& tenure : tenures_()) {
        auto const found = by_account.find(tenure.account);
        if (found == by_account.end()) continue;
        auto const saved = co_await save_for(tenure, std::move(found->second));
        if (!saved) co_return saved.error();
        by_account.erase(found);
    }
    if (by_account.empty()) co_return Result<void>{};
    co_return Failure{Fault::conflict,
                      "save notices of " + by_account.begin()->first.text() + ": the lease has moved on"};
}

net::Task<Result<void>> Outbox::save_for(store::Tenure tenure, std::vector<alert::Notice> notices) {
    auto const ids = concerned(notices);
    for (int tries = 1;; ++tries) {
        store::Step step;
        step.notices = notices;
        if (!ids.empty()) {
            auto loaded = co_await ledger_.incidents(tenure.account, ids);
            if (!loaded) co_return loaded.error();
            step.incidents = *std::move(loaded);
        }
        std::erase_if(step.incidents, [](auto const& incident) { return incident.version == 0; });
        tell_all(step);
        auto const done = co_await ledger_.commit(tenure, std::move(step));
        if (done || done.error().kind != Fault::conflict || tries == most_conflicts) co_return done;
    }
}

net::Task<Result<std::string>> Outbox::load_budget(ChannelId channel) {
    auto loaded = co_await notices_.load_budget(std::move(channel));
    co_return loaded;
}

net::Task<Result<void>> Outbox::swap_budget(ChannelId robot, std::string from, std::string to) {
    auto swapped = co_await notices_.swap_budget(std::move(robot), std::move(from), std::move(to));
    co_return swapped;
}

}  // namespace rw::app
