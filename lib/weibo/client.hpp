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

/// The lists of contract 2, under their names there.
enum class List : std::uint8_t { mentions, comments_to_me, comment_mentions, reposts, by_me };
std::string_view to_text(List list);
std::optional<List> parse_list(std::string_view text);

/// One page of a list as utterances, with what paging needs to know.
struct ListAnswer {
    std::vector<Utterance> items;
    std::vector<Skipped> skipped;
    PageFacts facts;
};

class Client {
public:
    struct Settings {
        net::Url api;     ///< https://api.weibo.com
        net::Url remind;  ///< https://rm.api.weibo.com
    };
    Client(net::HttpClient& http, net::Clock& clock, Settings settings);

    /// `reposts` wants `post`: they are listed post by post.
    net::Task<Answer<ListAnswer>> list(List list, Secret token, PageQuery query, WeiboId post = {});
    /// Free of quota (weibo-api 4.3). `uid` must be the token's own.
    net::Task<Answer<UnreadCounts>> unread_counts(Secret token, Uid uid);
    /// Free of quota (weibo-api 7).
    net::Task<Answer<RateLimits>> rate_limits(Secret token);
    /// The brand's newest posts, at most five (weibo-api 4.2).
    net::Task<Answer<ListAnswer>> own_posts(Secret token);

private:
    using Fields = std::vector<std::pair<std::string, std::string>>;
    net::Task<Answer<net::Response>> get(net::Url const& where, std::string path, Fields fields,
                                         Secret token);
    net::Task<Answer<ListAnswer>> statuses(std::string path, std::string key, Fields fields, Secret token,
                                           Kind kind);

    net::HttpClient& http_;
    net::Clock& clock_;
    Settings settings_;
};

}  // namespace rw::weibo
