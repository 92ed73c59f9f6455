// Something somebody wrote on Weibo, the same for posts, comments, reposts and private messages.
// Who it is to the brand (fan or staff) is decided in `care`.
#pragma once

#include "core/id.hpp"
#include "core/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rw {

enum class Kind : std::uint8_t { comment, mention, comment_mention, repost, message };
std::string_view to_text(Kind kind);

struct Person {
    Uid uid;
    std::string name;             ///< as it was when read; names change, uids do not
    std::int64_t followers = -1;  ///< -1: not told to this app (weibo-api 10.14)
    int verified_type = -1;       ///< weibo-api 3.4; -1 is an ordinary user

    friend bool operator==(Person const&, Person const&) = default;
};

struct Utterance {
    WeiboId id;
    Kind kind = Kind::comment;
    WeiboId root;       ///< the post it stands under; a post is its own root
    Uid root_author;    ///< none when the post is gone
    WeiboId parent;     ///< the comment (or the reposted status) it answers directly; none if there is none
    Uid parent_author;  ///< whom it answers by id, never by the name in the text (weibo-api 3.3)
    Person author;
    std::string text;                    ///< valid UTF-8, as written
    std::string source;                  ///< the client it was written with, tags stripped; may be empty
    TimePoint created_at{};              ///< when it was written: the fan's clock starts here (K1)
    TimePoint seen_at{};                 ///< when we read it
    std::optional<TimePoint> edited_at;  ///< a post whose words were changed since (K16)
    std::int64_t likes = 0;              ///< when it was read; 0 where the list does not tell
    std::int64_t reposts = 0;            ///< likewise; comments have none
    bool history = false;                ///< older than the cold start fence: known, but no work (K2)

    friend bool operator==(Utterance const&, Utterance const&) = default;
};

}  // namespace rw
