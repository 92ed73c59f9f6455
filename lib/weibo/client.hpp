// The reading endpoints of the platform. A writing one is never called.
#pragma once

#include "core/secret.hpp"
#include "net/http_client.hpp"
#include "weibo/errors.hpp"
#include "weibo/objects.hpp"
#include "weibo/paging.hpp"

#include <optional>
#include <string_view>

namespace rw::weibo {

/// The lists of contract 2, under their names there; `timeline` (comments sent and received, merged) and
/// `thread` (the comments under one post).
enum class List : std::uint8_t {
    mentions,
    comments_to_me,
    comment_mentions,
    reposts,
    by_me,
    comments_timeline,
    thread,
};
std::string_view to_text(List list);
/// Not `thread`: what belongs to a post is not configured by name.
std::optional<List> parse_list(std::string_view text);
/// Listed post by post.
bool of_a_post(List list);

/// Who asks. `biz`: by the commercial form of an endpoint where there is one (weibo-api 9).
struct Access {
    Secret token;
    bool biz = false;
};

/// One page of a list as utterances, with what paging needs to know.
struct ListAnswer {
    std::vector<Utterance> items;
    std::vector<Skipped> skipped;
    PageFacts facts;
    std::optional<Utterance> host;  ///< of `thread`: the post as it is now, where the platform tells
};

/// Comments that were asked for one by one.
struct Found {
    std::vector<Utterance> items;
    std::vector<WeiboId> missing;  ///< asked for and not in the answer: deleted (weibo-api 3.5)
    std::vector<Skipped> skipped;  ///< there, but of no use
};
inline constexpr std::size_t most_comments = 50;  ///< of one comments/show_batch (weibo-api 4.2)
inline constexpr std::size_t most_counted = 100;  ///< posts of one statuses/count (weibo-api 4.2)

/// Every answer is read by the lenient rules of weibo-api 1. What cannot be read (HTML, cut short, `[]` where
/// a page belongs, another shape) is a trouble of class `retry`: no position may follow from it (K29).
class Client {
public:
    struct Settings {
        net::Url api;     ///< https://api.weibo.com
        net::Url remind;  ///< https://rm.api.weibo.com
        net::Url biz;     ///< https://c.api.weibo.com
    };
    Client(net::HttpClient& http, net::Clock& clock, Settings settings);

    /// A list of a post wants `post`; without it nothing is sent.
    net::Task<Answer<ListAnswer>> list(List list, Access access, PageQuery query, WeiboId post = {});
    /// The account's newest posts: five, or up to fifty by the commercial form (weibo-api 4.2, 9).
    net::Task<Answer<std::vector<OwnPost>>> own_posts(Access access);
    /// At most `most_comments`; more are refused unsent. None: nothing is asked.
    net::Task<Answer<Found>> comments(Access access, std::vector<WeiboId> ids);
    /// How far posts have gone: at most `most_counted`; more are refused unsent. Posts that are not there are
    /// not in the answer.
    net::Task<Answer<std::vector<PostCounts>>> post_counts(Access access, std::vector<WeiboId> ids);
    /// One post, as a mention or a repost. Class `gone` also when a tombstone stands in its place, or a post
    /// whose author's account is gone.
    net::Task<Answer<Utterance>> status(Access access, WeiboId id);
    /// Free of quota (weibo-api 4.3). `uid` must be the token's own.
    net::Task<Answer<UnreadCounts>> unread_counts(Secret token, Uid uid);
    /// Free of quota (weibo-api 7).
    net::Task<Answer<RateLimits>> rate_limits(Secret token);
    /// Whose the token is, and how long it lives (weibo-api 2.3). Of class `auth` when it is dead.
    net::Task<Answer<TokenInfo>> token_info(Secret token);

private:
    net::Task<Answer<net::Response>> get(net::Url const& where, std::string target, Secret token);

    net::HttpClient& http_;
    net::Clock& clock_;
    Settings settings_;
};

}  // namespace rw::weibo
