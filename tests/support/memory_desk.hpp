// What the ledger in memory keeps of one account.
#pragma once

#include "store/ledger.hpp"

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
    std::vector<Parcel> inbox;
    int parcels_made = 0;
    std::map<std::string, ListState> lists;
    std::map<std::string, std::string> lessons;
    std::map<ConversationId, Versioned<care::Conversation>> conversations;
    std::set<std::pair<double, ConversationId>> queue;
    std::set<ConversationId> settled;
    std::map<ConversationId, TimePoint> timers;
    std::map<IncidentId, Versioned<alert::Incident>> incidents;
    std::map<NoticeId, alert::Notice> notices;
    std::map<std::string, std::int64_t> counts;
};

}  // namespace rw::test
