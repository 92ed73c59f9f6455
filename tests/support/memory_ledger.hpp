// The ledger in memory: the same promises as the one in Redis, for tests without a server. The claims of
// tests/live/redis/ledger_claims.hpp hold for both.
#pragma once

#include "store/hints.hpp"
#include "store/ledger.hpp"
#include "support/memory_desk.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace rw::test {

using namespace rw::store;

class MemoryLedger final : public Inbox,
                           public Letterbox,
                           public Ledger,
                           public NoticeStore,
                           public Views,
                           public Hints,
                           public Nonces,
                           public Lessons {
public:
    std::int64_t fence = 1;  ///< the tenure that may write
    int commits = 0;
    /// The process dies at a commit: called with its number (from 1), before it is done and after it.
    std::function<net::Task<void>(int number, bool done)> at_commit{};
    int refuse_next_commits = 0;  ///< that many answer `conflict` first, as if somebody had been faster

    /// What has been in the inbox of an account.
    std::set<WeiboId> const& seen(AccountId const& account) { return desks_[account.text()].seen; }
    auto const& conversations_of(AccountId const& account) { return desks_[account.text()].conversations; }
    auto const& incidents_of(AccountId const& account) { return desks_[account.text()].incidents; }

    net::Task<Result<Accepted>> accept(Tenure tenure, ListPage page) override {
        if (tenure.fence != fence) co_return fenced();
        auto& desk = desks_[tenure.account.text()];
        auto const counts = take_in(desk, std::move(page.items));
        auto& list = desk.lists[page.list];
        list.cursor = page.cursor;
        if (page.complete) list.read_at = page.read_at;
        co_return counts;
    }

    net::Task<Result<Accepted>> deliver(AccountId account, std::vector<Utterance> items) override {
        co_return take_in(desks_[account.text()], std::move(items));
    }

    net::Task<Result<std::vector<Parcel>>> pending(AccountId account, std::size_t items) override {
        std::vector<Parcel> parcels;
        std::size_t taken = 0;
        for (auto const& parcel : desks_[account.text()].inbox) {
            if (taken >= items) break;
            taken += parcel.items.size();
            parcels.push_back(parcel);
        }
        co_return parcels;
    }

    net::Task<Result<std::map<std::string, ListState>>> lists(AccountId account) override {
        co_return desks_[account.text()].lists;
    }
    net::Task<Result<void>> forget_lists(AccountId account, std::vector<std::string> lists) override {
        for (auto const& list : lists)
            desks_[account.text()].lists.erase(list);
        co_return Result<void>{};
    }
    net::Task<Result<std::map<std::string, std::string>>> load_lessons(AccountId account) override {
        co_return desks_[account.text()].lessons;
    }
    net::Task<Result<void>> save_lessons(AccountId account,
                                         std::map<std::string, std::string> lessons) override {
        desks_[account.text()].lessons = std::move(lessons);
        co_return Result<void>{};
    }

    net::Task<Result<std::vector<Versioned<care::Conversation>>>> conversations(
        AccountId account, std::vector<ConversationId> ids) override {
        std::vector<Versioned<care::Conversation>> out;
        for (auto const& id : ids)
            out.push_back(find(desks_[account.text()].conversations, id));
        co_return out;
    }

    net::Task<Result<std::vector<Versioned<alert::Incident>>>> incidents(
        AccountId account, std::vector<IncidentId> ids) override {
        std::vector<Versioned<alert::Incident>> out;
        for (auto const& id : ids)
            out.push_back(find(desks_[account.text()].incidents, id));
        co_return out;
    }

    net::Task<Result<std::vector<Versioned<alert::Incident>>>> open_incidents(
        AccountId account, std::vector<std::string> keys) override {
        std::vector<Versioned<alert::Incident>> out;
        for (auto const& key : keys) {
            out.emplace_back();
            for (auto const& [id, incident] : desks_[account.text()].incidents) {
                bool const open = incident.value.state != alert::IncidentState::resolved;
                if (open && incident.value.key == key) out.back() = incident;
            }
        }
        co_return out;
    }

    net::Task<Result<std::vector<ConversationId>>> waiting_under(AccountId account,
                                                                 std::vector<WeiboId> roots) override {
        auto const& desk = desks_[account.text()];
        std::vector<ConversationId> ids;
        for (auto const& [score, id] : desk.queue) {
            if (std::ranges::find(roots, desk.conversations.at(id).value.post) != roots.end())
                ids.push_back(id);
        }
        co_return ids;
    }

    net::Task<Result<Due>> due(AccountId account, TimePoint now, std::size_t limit) override {
        std::vector<std::tuple<TimePoint, std::string, bool>> timers;
        auto& desk = desks_[account.text()];
        for (auto const& [id, when] : desk.timers)
            timers.emplace_back(when, id.text(), true);
        for (auto const& [id, incident] : desk.incidents) {
            if (incident.value.next_step_at)
                timers.emplace_back(*incident.value.next_step_at, id.text(), false);
        }
        std::ranges::sort(timers);
        Due due;
        for (auto const& [when, id, talk] : timers) {
            if (when > now) {
                due.next = when;
                break;
            }
            if (due.conversations.size() + due.incidents.size() > limit) break;
            if (talk) {
                due.conversations.emplace_back(id);
            } else {
                due.incidents.emplace_back(id);
            }
        }
        co_return due;
    }

    net::Task<Result<void>> commit(Tenure tenure, Step step) override {
        if (tenure.fence != fence) co_return fenced();
        if (refuse_next_commits > 0 && refuse_next_commits-- > 0)
            co_return Failure{Fault::conflict, "CONFLICT"};
        auto& desk = desks_[tenure.account.text()];
        for (auto const& change : step.conversations) {
            if (find(desk.conversations, change.now.value.id).version != change.now.version) {
                co_return Failure{Fault::conflict, "CONFLICT " + change.now.value.id.text()};
            }
        }
        for (auto const& change : step.incidents) {
            if (find(desk.incidents, change.value.id).version != change.version) {
                co_return Failure{Fault::conflict, "CONFLICT " + change.value.id.text()};
            }
        }
        auto const number = ++commits;
        if (at_commit) co_await at_commit(number, false);
        apply(desk, std::move(step));
        if (at_commit) co_await at_commit(number, true);
        co_return Result<void>{};
    }

    net::Task<Result<std::vector<alert::Notice>>> due_notices(AccountId account, TimePoint now,
                                                              std::size_t limit) override {
        std::vector<alert::Notice> out;
        for (auto const& [id, notice] : desks_[account.text()].notices) {
            bool const waits =
                notice.state == alert::NoticeState::pending || notice.state == alert::NoticeState::retry;
            bool const sending = notice.state == alert::NoticeState::sending;
            if (((waits && notice.due <= now) || sending) && out.size() < limit) out.push_back(notice);
        }
        co_return out;
    }
    net::Task<Result<std::vector<alert::Notice>>> notices(AccountId account,
                                                          std::vector<NoticeId> ids) override {
        std::vector<alert::Notice> out;
        auto& known = desks_[account.text()].notices;
        for (auto const& id : ids) {
            if (auto const found = known.find(id); found != known.end()) out.push_back(found->second);
        }
        co_return out;
    }
    net::Task<Result<std::string>> load_budget(ChannelId channel) override {
        co_return budgets_[channel.text()];
    }
    net::Task<Result<void>> swap_budget(ChannelId robot, std::string from, std::string to) override {
        if (budgets_[robot.text()] != from) co_return Failure{Fault::conflict, "another allowance is kept"};
        budgets_[robot.text()] = std::move(to);
        co_return Result<void>{};
    }

    net::Task<Result<Slice<care::Conversation>>> conversations_on(AccountId account, Shelf shelf) override {
        Slice<care::Conversation> slice;
        auto& desk = desks_[account.text()];
        bool reached = shelf.after.empty();
        auto const put = [&](ConversationId const& id) {
            if (reached && slice.items.size() < shelf.limit) {
                slice.items.push_back(desk.conversations.at(id).value);
                slice.cursors.push_back(id.text());
            }
            reached = reached || id.text() == shelf.after;
        };
        if (shelf.which == Shelf::Which::waiting) {
            for (auto const& [score, id] : desk.queue)
                put(id);
        } else {
            for (auto const& id : desk.settled)
                put(id);
        }
        co_return slice;
    }
    net::Task<Result<Slice<alert::Incident>>> incidents_on(AccountId account, Shelf shelf) override {
        Slice<alert::Incident> slice;
        bool reached = shelf.after.empty();
        for (auto const& [id, incident] : desks_[account.text()].incidents) {
            bool const over = incident.value.state == alert::IncidentState::resolved;
            bool const fits = over == (shelf.which == Shelf::Which::settled);
            if (reached && fits && slice.items.size() < shelf.limit) {
                slice.items.push_back(incident.value);
                slice.cursors.push_back(id.text());
            }
            reached = reached || id.text() == shelf.after;
        }
        co_return slice;
    }
    net::Task<Result<Counts>> counts(AccountId account, TimePoint) override {
        auto const& desk = desks_[account.text()];
        Counts counts;
        counts.waiting = static_cast<std::int64_t>(desk.queue.size());
        counts.settled = static_cast<std::int64_t>(desk.settled.size());
        counts.lifetime = desk.counts;
        co_return counts;
    }
    net::Task<Result<std::vector<care::Conversation>>> promising(AccountId account,
                                                                 std::size_t limit) override {
        auto const& desk = desks_[account.text()];
        std::vector<care::Conversation> talks;
        for (auto const& [when, id] : desk.promises) {
            if (talks.size() < limit) talks.push_back(desk.conversations.at(id).value);
        }
        co_return talks;
    }

    net::Task<Result<void>> add_hint(AccountId account, Hint hint) override {
        auto& hints = desks_[account.text()].hints;
        if (hints.size() >= 10'000) co_return Failure{Fault::throttled, "10000 pushed mentions wait already"};
        hints.emplace(hint.member(), hint);
        co_return Result<void>{};
    }
    net::Task<Result<std::vector<Hint>>> pending_hints(AccountId account, std::size_t limit) override {
        std::vector<Hint> hints;
        for (auto const& [member, hint] : desks_[account.text()].hints)
            hints.push_back(hint);
        std::ranges::stable_sort(hints, {}, &Hint::came_at);
        hints.resize(std::min(limit, hints.size()));
        co_return hints;
    }
    net::Task<Result<void>> done_hints(AccountId account, std::vector<std::string> members) override {
        for (auto const& member : members)
            desks_[account.text()].hints.erase(member);
        co_return Result<void>{};
    }
    net::Task<Result<bool>> meet(AccountId account, std::string nonce, std::string digest) override {
        auto const& known = desks_[account.text()].nonces.emplace(std::move(nonce), digest).first->second;
        co_return known == digest;
    }

private:
    using Desk = MemoryDesk;

    static Failure fenced() { return {Fault::conflict, "FENCED"}; }

    template <class Map, class Key>
    static typename Map::mapped_type find(Map const& map, Key const& key) {
        auto const found = map.find(key);
        return found == map.end() ? typename Map::mapped_type{} : found->second;
    }

    std::map<std::string, Desk> desks_;
    std::map<std::string, std::string> budgets_;
};

}  // namespace rw::test
