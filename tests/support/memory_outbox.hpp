// The outbox in memory. It outlives dispatchers, so a test can let one die and start another over what is
// stored.
#pragma once

#include "notify/deliver.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace rw::test {

class MemoryOutbox final : public notify::Outbox {
public:
    void put(alert::Notice notice, alert::Incident incident) {
        auto const id = notice.id;
        if (!items_.contains(id)) order_.push_back(id);
        items_[id] = {std::move(notice), std::move(incident)};
    }
    alert::Notice const& notice(NoticeId const& id) const { return items_.at(id).notice; }
    alert::Incident& incident(NoticeId const& id) { return items_.at(id).incident; }
    std::size_t count(alert::NoticeState state) const {
        auto const matches = [&](auto const& entry) { return entry.second.notice.state == state; };
        return static_cast<std::size_t>(std::ranges::count_if(items_, matches));
    }

    /// Allowances are kept in one place for both from now on.
    void share_budgets(MemoryOutbox const& other) { budgets_ = other.budgets_; }

    /// Is called after each answer of `due` is made and before it is given; what it does is missing from the
    /// answer.
    std::function<net::Task<void>()> before_answer{};
    /// Is called before anything is stored.
    std::function<net::Task<void>()> before_save{};
    /// So many saves from now are taken; all later ones are lost, as when the process dies.
    std::size_t saves_until_death = static_cast<std::size_t>(-1);

    net::Task<Result<std::vector<Item>>> due(TimePoint until, std::size_t limit) override {
        std::vector<Item const*> waiting;
        std::vector<Item> answer;
        for (auto const& id : order_) {
            auto const& item = items_.at(id);
            auto const state = item.notice.state;
            bool const waits = state == alert::NoticeState::pending || state == alert::NoticeState::retry;
            if (waits && item.notice.due <= until) waiting.push_back(&item);
            if (state == alert::NoticeState::sending) answer.push_back(item);
        }
        std::ranges::stable_sort(waiting, {}, [](Item const* item) { return item->notice.due; });
        if (waiting.size() > limit) waiting.resize(limit);
        for (auto const* item : waiting)
            answer.push_back(*item);
        if (before_answer) co_await before_answer();
        co_return answer;
    }
    net::Task<Result<void>> save(std::vector<alert::Notice> notices) override {
        if (before_save) co_await before_save();
        if (saves_until_death == 0) co_return Failure{Fault::unreachable, "save notices: gone"};
        --saves_until_death;
        for (auto& notice : notices) {
            if (!items_.contains(notice.id) && !notice.instead_of.empty())
                put(notice, items_.at(notice.instead_of).incident);
            auto& item = items_.at(notice.id);
            item.incident.announced = item.incident.announced || notice.state == alert::NoticeState::sent;
            item.notice = std::move(notice);
        }
        co_return Result<void>{};
    }
    net::Task<Result<std::string>> load_budget(ChannelId channel) override { co_return (*budgets_)[channel]; }
    net::Task<Result<void>> swap_budget(ChannelId robot, std::string from, std::string to) override {
        auto& kept = (*budgets_)[robot];
        if (kept != from) co_return Failure{Fault::conflict, "another allowance is kept"};
        kept = std::move(to);
        co_return Result<void>{};
    }

private:
    std::vector<NoticeId> order_;
    std::map<NoticeId, Item> items_;
    std::shared_ptr<std::map<ChannelId, std::string>> budgets_ =
        std::make_shared<std::map<ChannelId, std::string>>();
};

}  // namespace rw::test
