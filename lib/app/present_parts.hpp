// The arrays of a conversation's detail; inside `app`, for present.cpp.
#pragma once

#include "care/standing.hpp"
#include "core/json.hpp"

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace rw::app {

/// What later events say of single items, and how the conversation stands.
struct Items {
    Items(care::Conversation const& talk, care::Standing const& standing, care::Policy const& policy);

    /// No person wrote it: by what was seen when it was read, or since it came too quickly (K6).
    care::Automatic automatic(care::Replied const& reply) const;

    std::vector<care::Event> const& events;
    std::unordered_set<WeiboId> gone;                         ///< of either side
    std::unordered_set<WeiboId> quick;                        ///< replies
    std::unordered_set<WeiboId> misdirected;                  ///< replies
    std::unordered_map<WeiboId, care::Edited const*> newest;  ///< of edited messages
    std::unordered_map<WeiboId, tone::FanLabel> corrected;    ///< by a person
    std::unordered_map<WeiboId, care::Author> authors;        ///< of replies that ended a wait (K8)
};

void write_text_or_null(Json& out, std::string_view name, std::string const& text);
void write_labels(Json& out, tone::FanVerdict const& verdict);
/// `labels`, `severity`, `misstep`, `reasons` of what the brand said.
void write_verdict(Json& out, care::Replied const& reply, tone::ReplyVerdict const& verdict);
/// `{name, by}`; the name is null where nobody knows it.
void write_author(Json& out, std::string_view name, care::Author const& author);

void write_messages(Json& out, Items const& items);
void write_replies(Json& out, Items const& items);
/// `{at, what, actor, text}`, with `until` of claims and pauses, and `of` where it is about one item.
void write_timeline(Json& out, Items const& items);

}  // namespace rw::app
