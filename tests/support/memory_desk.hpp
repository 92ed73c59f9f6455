// What the ledger in memory keeps of one account.
#pragma once

#include "store/hints.hpp"
#include "store/redis_ledger.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace rw::test {

using namespace rw::store;

struct MemoryDesk {
    std::map<std::string, Hint> hints;
    std::map<std::string, std::string> nonces;
    std::set<WeiboId> seen;
    std::set<std::pair<WeiboId, TimePoint>> edits;
    std::vector<Parcel> inbox;
    int parcels_made = 0;
    std::map<std::string, ListState> lists;
    std::map<std::string, std::string> lessons;
    std::map<ConversationId, Versioned<care::Conversation>> conversations;
    std::set<std::pair<double, ConversationId>> queue;
    std::set<ConversationId> settled;
    std::set<std::pair<TimePoint, ConversationId>> promises;
    std::map<ConversationId, TimePoint> timers;
    std::map<IncidentId, Versioned<alert::Incident>> incidents;
    std::map<NoticeId, alert::Notice> notices;
    std::map<std::string, std::int64_t> counts;
};

inline Accepted take_in(MemoryDesk& desk, std::vector<Utterance> items) {
    Parcel parcel{std::to_string(++desk.parcels_made), {}};
    Accepted counts;
    for (auto& item : items) {
        bool const first = desk.seen.insert(item.id).second;
        bool const fresh = item.edited_at ? desk.edits.emplace(item.id, *item.edited_at).second : first;
        ++(fresh ? counts.fresh : counts.known);
        if (fresh) counts.fresh_ids.push_back(item.id);
        if (fresh) parcel.items.push_back(std::move(item));
    }
    if (!parcel.items.empty()) desk.inbox.push_back(std::move(parcel));
    return counts;
}

inline void apply(MemoryDesk& desk, Step step) {
    for (auto& change : step.conversations) {
        auto const id = change.now.value.id;
        std::erase_if(desk.queue, [&](auto const& place) { return place.second == id; });
        std::erase_if(desk.promises, [&](auto const& place) { return place.second == id; });
        if (change.promise) desk.promises.emplace(*change.promise, id);
        desk.settled.erase(id);
        desk.timers.erase(id);
        if (change.due_at) {
            desk.queue.emplace(queue_score(change.level, *change.due_at), id);
        } else {
            desk.settled.insert(id);
        }
        if (change.timer) desk.timers.emplace(id, *change.timer);
        desk.conversations[id] = {std::move(change.now.value), change.now.version + 1};
    }
    for (auto& change : step.incidents)
        desk.incidents[change.value.id] = {change.value, change.version + 1};
    for (auto& notice : step.notices)
        desk.notices[notice.id] = notice;
    std::erase_if(desk.inbox, [&](Parcel const& parcel) {
        return std::ranges::find(step.consumed, parcel.id) != step.consumed.end();
    });
    for (auto const& [name, by] : step.counts)
        desk.counts[name] += by;
}

}  // namespace rw::test
