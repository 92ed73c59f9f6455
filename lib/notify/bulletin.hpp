// What the team reads: the words of a bulletin, the same for every channel (domain 6.2).
#pragma once

#include "notify/channel.hpp"

#include <string>
#include <vector>

namespace rw::notify {

/// The first line, which tells all without the rest.
std::string headline(Bulletin const& bulletin);

/// How the words are dressed, and how much of them there may be.
struct Dress {
    bool markdown = false;
    bool quotes = true;        ///< a platform's content filter may refuse the fan's own words
    std::size_t limit = 2048;  ///< bytes
};
/// The whole text in at most `limit` bytes: details give way first, then the later incidents, which are
/// counted.
std::string words(Bulletin const& bulletin, Dress const& dress);

/// The gravest level among its incidents.
care::Level worst_of(Bulletin const& bulletin);
/// Where the incident is acknowledged; empty: nowhere.
std::string ack_link(Bulletin const& bulletin, std::size_t which);

/// For chats: nothing that would be taken for markup, and no control characters.
std::string plain(std::string_view text);

}  // namespace rw::notify
