// A platform that is told by one HTTP request and says in its answer how it took it: two pure functions, and
// what the platform allows.
#pragma once

#include "notify/channel.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>

namespace rw::notify {

struct Platform {
    ChannelId name;
    net::Url where;
    Secret secret;
    std::string keyword;  ///< a robot may take only what contains it; empty: none
    alert::Persistence persistence{false, 12, 24h};
    alert::Pace pace;
    std::size_t longest_body = 0;  ///< bytes; 0: no limit of ours
    Channel::Reader reader = Channel::Reader::people;
    bool one_at_a_time = false;
    Language language = Language::chinese;
    net::Request (*render)(Platform const&, Bulletin const&) = nullptr;
    alert::Taken (*read)(net::Response const&, TimePoint now) = nullptr;
};

std::unique_ptr<Channel> make_channel_of(Platform platform, net::HttpClient& client);

/// A POST of JSON to the platform's address.
net::Request post_json(Platform const& platform, std::string body);

/// What one code of a platform means (the tables of delivery 4).
struct Meaning {
    int code;
    alert::Taken::How how;
    std::optional<Span> wait{};
};
/// How the members of an answer are called: `errcode` and `errmsg`.
struct CodeNames {
    char const* code;
    char const* words;
};
/// An answer that tells by a code in its body: the code decides, never the words nor HTTP's 200. A code that
/// nobody knows, or none at all, is tried again for a while.
struct Coded {
    std::optional<int> code;
    std::string words;
    alert::Taken taken;
};
Coded read_code(net::Response const& response, CodeNames names, std::span<Meaning const> meanings);

/// The answer of a platform that tells by HTTP's status alone.
alert::Taken read_status(net::Response const& response, TimePoint now);

/// How often the platform found these notices too long or unsuitable.
int shrink_of(Bulletin const& bulletin);
/// The words without anything that a chat would take for a tag, such as a call to everybody.
std::string without_tags(std::string text);
/// The words, with the robot's keyword where they do not contain it.
std::string with_keyword(Platform const& platform, std::string text);
/// The words below the first line.
std::string below_headline(std::string const& words);

}  // namespace rw::notify
