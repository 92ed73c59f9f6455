// A conversation is one fan under one root post: a log of events.
#pragma once

#include "care/crowd.hpp"
#include "care/events.hpp"

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

namespace rw::care {

struct Conversation {
    ConversationId id;
    WeiboId root;
    Uid root_author;
    Person fan;
    Kind kind = Kind::comment;  ///< of its first message
    std::vector<Event> events;  ///< in the order of `add`, which drops doubles
    std::uint32_t dropped = 0;  ///< old answered events that were let go to stay bounded
    WeiboId post;               ///< under which others see it: the root, or what a repost has reposted
    Crowd crowd;                ///< what others say under the same post

    friend bool operator==(Conversation const&, Conversation const&) = default;
};

/// The id follows from account, root and fan, so a reply finds its conversation without an index.
ConversationId conversation_id(AccountId const& account, WeiboId root, Uid fan);

/// What has gone from Weibo since it was read, of either side.
std::unordered_set<WeiboId> withdrawn_items(Conversation const& conversation);

/// Adds an event at its place. What is known already, by a reading no later than this one, is not added
/// again: returns false.
bool add(Conversation& conversation, Event event);

}  // namespace rw::care
