// What the platform sends, as far as a monitor needs it (weibo-api 3, 4).
#pragma once

#include "core/id.hpp"
#include "core/secret.hpp"
#include "core/time.hpp"
#include "core/utterance.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rw::weibo {

/// A post. A tombstone has no author.
struct Status {
    WeiboId id;
    TimePoint created_at{};
    std::string text;
    std::string source;  ///< tags stripped
    Person user;         ///< uid none: removed account, or a tombstone
    WeiboId reposted;    ///< the post that this one reposts
    Uid reposted_author;
    bool deleted = false;
    std::optional<TimePoint> edited_at;  ///< the last time its words were changed; the id stays
    std::int64_t likes = 0;              ///< `attitudes_count`
    std::int64_t reposts = 0;            ///< `reposts_count`
};

struct Comment {
    WeiboId id;
    TimePoint created_at{};
    std::string text;
    std::string source;
    Person user;
    WeiboId status;  ///< the post it stands under
    Uid status_author;
    WeiboId parent;  ///< the comment it answers directly; may itself be an answer
    Uid parent_author;
    WeiboId root;            ///< of the thread of comments; its own id for a first one (since 2017)
    std::int64_t likes = 0;  ///< `like_count`, which some applications are told (since 2021)
};

/// An item that could not be used. The rest of its page could.
struct Skipped {
    WeiboId id;  ///< none when not even that could be read
    std::string why;
};

/// One page of a list.
template <class Item>
struct Page {
    std::vector<Item> items;  ///< newest first, as sent
    std::vector<Skipped> skipped;
    std::size_t received = 0;  ///< items in the envelope, usable or not
    WeiboId smallest;          ///< of all items whose id could be read
    WeiboId largest;
    std::int64_t next_cursor = 0;
    std::int64_t total_number = 0;
    std::optional<Status> host;  ///< of the comments under a post: the post as it is now, where it is told
};

/// One of the account's own posts, with the counters that tell whether something happened under it.
struct OwnPost {
    WeiboId id;
    TimePoint created_at{};
    std::int64_t comments = 0;
    std::int64_t reposts = 0;
    std::string text;
    WeiboId reposted;  ///< the post that it reposts
    Uid reposted_author;
    std::string source;
};

/// What the platform says of a token (weibo-api 2.3).
struct TokenInfo {
    Uid uid;                 ///< whose it is
    TimePoint expires_at{};  ///< by our clock
    Span expires_in{0};      ///< not above zero: expired
    std::string app_key;     ///< of the application it was given to; empty when not told
};

/// A token that was just given (weibo-api 2.2).
struct NewToken {
    Secret token;
    Span expires_in{0};
    Uid uid;  ///< none when not told
};

/// How far a post has gone (statuses/count).
struct PostCounts {
    WeiboId id;
    std::int64_t comments = 0;
    std::int64_t reposts = 0;
    std::int64_t likes = 0;
};

struct UnreadCounts {
    std::int64_t comments = 0;          ///< `cmt`
    std::int64_t mentions = 0;          ///< `mention_status`
    std::int64_t comment_mentions = 0;  ///< `mention_cmt`
    friend bool operator==(UnreadCounts const&, UnreadCounts const&) = default;
};

struct RateLimits {
    std::int64_t user_limit = 0;
    std::int64_t user_left = -1;  ///< -1: not told
    std::int64_t ip_limit = 0;
    std::int64_t ip_left = -1;
    bool by_day = false;  ///< `limit_time_unit` DAYS
    Span resets_in{0};
};

}  // namespace rw::weibo
