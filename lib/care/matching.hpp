// Whose conversation an utterance belongs to, and on which side (weibo-api 5; K7, K9).
#pragma once

#include "care/conversation.hpp"
#include "core/utterance.hpp"

#include <optional>
#include <unordered_set>

namespace rw::care {

/// The uids that speak for the brand: main, staff and executive accounts. Matched by uid, never by name.
struct Brand {
    AccountId account;
    Uid main;
    std::unordered_set<Uid> staff;  ///< `main` included
    bool speaks(Uid uid) const { return uid == main || staff.contains(uid); }
};

struct Place {
    ConversationId conversation;
    WeiboId root;
    Uid fan;
    bool by_brand = false;
    MatchedBy how = MatchedBy::parent_comment;
};

/// All private messages of a fan are one conversation, under no post. Nothing for what is neither a fan's
/// word to the brand nor an answer to a fan: the brand's own posts, staff among themselves, a statement under
/// an own post that answers nobody, fans among themselves under a stranger's post.
std::optional<Place> place(Brand const& brand, Utterance const& said);

/// Whether a stranger said it under a stranger's post, to others: no talk of ours, but what the public makes
/// of it (B13).
bool is_crowd(Brand const& brand, Utterance const& said);

/// The event that an utterance amounts to at its place: asked or replied, text masked, verdict taken.
Event event_of(Place const& place, Utterance const& said);

}  // namespace rw::care
