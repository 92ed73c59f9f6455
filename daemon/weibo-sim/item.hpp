// One thing somebody wrote: a status or a comment. Both draw from one id space (weibo-api 3.1).
#pragma once

#include "core/id.hpp"
#include "core/time.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rw::sim {

enum class Shape { status, comment };

struct Item {
    WeiboId id;
    Shape shape = Shape::status;
    Uid author;
    std::string text;
    std::string source;  ///< client, as HTML
    WeiboId post;        ///< of a comment: the status it stands under; of a repost: the original; else none
    WeiboId parent;      ///< of a reply: the comment it answers directly
    WeiboId thread;      ///< of a comment: the top comment of its thread; its own id when it is one
    Uid host;            ///< who wrote `post`
    Uid answered;        ///< who wrote `parent`
    int floor = 0;       ///< of a top comment: its place under the post, gaps included; 0 for replies
    std::vector<Uid> mentions;  ///< whom the text named when it was written
    TimePoint created_at{};
    TimePoint visible_at{};
    std::optional<TimePoint> edited_at;
    int edits = 0;
    std::int64_t likes = 0;
    bool visible = false;
    bool deleted = false;
    bool authorless = false;  ///< the author's account is gone: no `user` in the answer
    std::string note;  ///< what the scenario meant by it (`complaint`, `good`, …); only for `/_sim/items`
};

/// What somebody is about to say.
struct Words {
    Uid author;
    Shape shape = Shape::status;
    std::string text;
    WeiboId post{};
    WeiboId parent{};
    TimePoint at{};
    Span late{0};  ///< visible this much later than written (weibo-api 5)
    std::string source{};
    bool authorless = false;
    std::string note{};
};

}  // namespace rw::sim
