// What there is to read for an account: its lists, the comments and reposts of its own posts, the posts of
// fans who wait, and what has to be looked at again. Pure.
#pragma once

#include "app/tokens.hpp"
#include "care/pacer.hpp"
#include "care/standing.hpp"
#include "store/hints.hpp"
#include "weibo/client.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rw::app {

/// One thing that is read for its own sake.
struct Errand {
    enum class Of : std::uint8_t {
        pages,    ///< a list, page by page
        posts,    ///< which posts the brand has written lately
        recheck,  ///< whether what waits, and what answered, is still there (K13-K15)
        spread,   ///< how many have passed on and liked the posts of fans who wait (B12)
        hints,    ///< mentions that the fan service has announced
    };
    Of of = Of::pages;
    std::string
        name;  ///< `mentions`, `thread/ID`, `reposts/ID`, `by_me/UID`, `posts`, `recheck`, `spread`, `hints`
    weibo::List list = weibo::List::mentions;
    WeiboId post;  ///< of a thread or of reposts
    Tokens::Use use;
    care::Source source;
};

/// A fan who waits, as far as reading is concerned.
struct Waiting {
    WeiboId root;
    Uid root_author;
    care::Level level = care::Level::none;  ///< how grave it is, or would be
    bool due_soon = false;  ///< a deadline is near: an answer that we have not read would be missed
    bool own_post = false;  ///< what waits is the fan's own post, and not a comment below one
};

struct Occasion {
    Uid uid;
    std::vector<weibo::List> lists;
    std::vector<Uid> staff_tokens;   ///< uids other than the brand's whose tokens we hold
    std::vector<WeiboId> posts;      ///< the brand's newest
    std::vector<Waiting> waiting;    ///< the gravest first
    bool red_is_open = false;        ///< a red incident about fans or about our words is open
    std::vector<WeiboId> asked_for;  ///< posts that a person wants to see
    std::size_t to_recheck = 0;      ///< items that may have gone
    bool fan_service = false;
    Span min_interval = 180s;
    TimePoint not_before{};  ///< what stood under a post before is not looked for (K2)
};

/// Each name once. At most 20 posts of fans and 5 of the brand's own are followed, the gravest and the
/// newest.
std::vector<Errand> errands(Occasion const& occasion);

/// Something that may have been taken back since it was read, or liked by more.
struct MayGo {
    enum class Whose : std::uint8_t { fan, brand, bystander };
    WeiboId id;
    Whose whose = Whose::fan;
};
/// Of a conversation that waits, or was answered in the last 24 hours: the comments of fans who wait, what
/// has answered them, and the gravest voice of the crowd. Comments can be asked for by their ids, posts
/// cannot.
std::vector<MayGo> may_go(care::Conversation const& talk, care::Standing const& standing, TimePoint now);

/// Of which posts it is asked how far they have gone: those that are grave, or would be, the gravest first.
std::vector<WeiboId> may_spread(std::vector<Waiting> const& waiting);

/// The counter that moves when something new comes to a list; nothing where there is none (weibo-api 4.3).
std::optional<std::int64_t> counter_of(weibo::UnreadCounts const& counts, weibo::List list);
bool is_counted(weibo::List list);

}  // namespace rw::app
