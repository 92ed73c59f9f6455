// Whose conversation an utterance belongs to, and on which side (weibo-api 5; K7, K9).
#pragma once

#include "care/conversation.hpp"
#include "care/policy.hpp"
#include "care/wording.hpp"
#include "core/utterance.hpp"

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

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
    WeiboId post;  ///< under which others see it: the root, or of a repost the post that was reposted
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
/// `on_duty`: who alone was on the roster when it was written.
Event event_of(Place const& place, Utterance const& said, Policy const& policy, std::string on_duty = {});
/// What a fan's words say, by whom they are.
tone::FanVerdict judge_words(std::string const& text, Person const& author, Policy const& policy);
/// Judges a reply with the message `asked`; none: with nothing.
void judge_reply(Replied& reply, Asked const* asked, Policy const& policy);

/// The words of a fan who changed what he had said, as an event (K16).
Event edit_of(Utterance const& said, Policy const& policy);

/// Words of the brand under a post that answer nobody by id: a comment right under an own post, or a repost
/// of it. They may answer whom they name, or whose words they take up.
bool is_loose(Brand const& brand, Utterance const& said);
/// Words of the brand, looked at once for all the conversations that they may belong to. `said` must outlive
/// it.
class BrandWords {
public:
    explicit BrandWords(Event const& said);

    /// Loose words as an answer in a conversation under the same post: by name, else by text where they name
    /// nobody. Nothing when they do not answer it, or when the fan had not asked yet.
    std::optional<Event> answer_to(Conversation const& talk) const;
    /// Whether a reply to one fan calls this other one by name, who had asked under the same post before
    /// (K12).
    bool are_meant_for(Conversation const& other) const;

private:
    bool call(Conversation const& talk) const;

    Event const& said_;
    Replied const* reply_;  ///< nothing: no words, or an automatic reply
    std::vector<std::string> names_;
    std::optional<LooseAnswer> answer_;  ///< when they call nobody
};

/// Where the brand's words to nobody are kept: a record of the post without a fan.
ConversationId loose_record(AccountId const& account, WeiboId post);

}  // namespace rw::care
