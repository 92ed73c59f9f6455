#include "weibo/client.hpp"

#include "weibo/ask.hpp"
#include "weibo/decode.hpp"
#include "weibo/normalise.hpp"
#include "weibo/oauth.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace rw::weibo {
namespace {

struct Endpoint {
    std::string_view name;
    std::string_view path;
    std::string_view biz;  ///< its commercial form; empty: it has none
    std::string_view key;  ///< of the list in the envelope
    Kind kind;
};
/// In the order of List. What the brand says itself comes as comments; who it was said to is decided later.
constexpr std::array endpoints{
    Endpoint{"mentions", "/2/statuses/mentions.json", "/2/statuses/mentions/biz.json", "statuses",
             Kind::mention},
    Endpoint{"comments_to_me", "/2/comments/to_me.json", "/2/comments/to_me/biz.json", "comments",
             Kind::comment},
    Endpoint{"comment_mentions", "/2/comments/mentions.json", "/2/comments/mentions/biz.json", "comments",
             Kind::comment_mention},
    Endpoint{"reposts", "/2/statuses/repost_timeline.json", "", "reposts", Kind::repost},
    Endpoint{"by_me", "/2/comments/by_me.json", "/2/comments/by_me/biz.json", "comments", Kind::comment},
    Endpoint{"timeline", "/2/comments/timeline.json", "", "comments", Kind::comment},
    Endpoint{"thread", "/2/comments/show.json", "/2/comments/show/all.json", "comments", Kind::comment},
};

Endpoint const& endpoint_of(List list) {
    return endpoints[static_cast<std::size_t>(list)];
}

std::string target_of(std::string const& path, Fields const& fields) {
    auto const query = net::form_encode(fields);
    return query.empty() ? path : path + "?" + query;
}

Fields fields_of(List list, PageQuery const& query, WeiboId post) {
    Fields fields;
    if (of_a_post(list)) fields.emplace_back("id", post.text());
    fields.emplace_back("since_id", query.since.text());
    if (!query.max.none()) fields.emplace_back("max_id", query.max.text());
    fields.emplace_back("count", std::to_string(query.count));
    return fields;
}

/// A mention that reposts something is a repost with words of its own.
Kind kind_of(Status const& status, Kind listed) {
    return listed == Kind::mention && !status.reposted.none() ? Kind::repost : listed;
}

template <class Item>
PageFacts facts_of(Page<Item> const& page) {
    return {page.received, page.smallest, page.largest, page.next_cursor};
}

ListAnswer answer_of(Page<Comment> page, Kind kind, TimePoint now) {
    ListAnswer answer{{}, std::move(page.skipped), facts_of(page), {}};
    if (page.host) {
        auto const of_post = kind_of(*page.host, Kind::mention);
        answer.host = utterance_of(*std::move(page.host), of_post, now);
    }
    for (auto& comment : page.items)
        answer.items.push_back(utterance_of(std::move(comment), kind, now));
    return answer;
}
ListAnswer answer_of(Page<Status> page, Kind kind, TimePoint now) {
    ListAnswer answer{{}, std::move(page.skipped), facts_of(page), {}};
    for (auto& status : page.items) {
        auto const own = kind_of(status, kind);
        answer.items.push_back(utterance_of(std::move(status), own, now));
    }
    return answer;
}

Result<ListAnswer> page_of(List list, std::string body, WeiboId post, TimePoint now) {
    auto const& endpoint = endpoint_of(list);
    if (endpoint.key == "comments") {
        auto page = decode_comments(std::move(body), post);
        if (!page) return page.error();
        return answer_of(*std::move(page), endpoint.kind, now);
    }
    auto page = decode_statuses(std::move(body), endpoint.key);
    if (!page) return page.error();
    return answer_of(*std::move(page), endpoint.kind, now);
}

/// What was asked for and came, and what did not come. What nobody asked for is no answer.
Found found_of(Page<Comment> page, std::vector<WeiboId> ids, TimePoint now) {
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    auto const asked = [&](WeiboId id) { return std::ranges::binary_search(ids, id); };
    Found found;
    std::vector<WeiboId> came;
    for (auto& comment : page.items) {
        if (!asked(comment.id)) continue;
        came.push_back(comment.id);
        found.items.push_back(utterance_of(std::move(comment), Kind::comment, now));
    }
    for (auto& skipped : page.skipped) {
        came.push_back(skipped.id);
        found.skipped.push_back(std::move(skipped));
    }
    std::ranges::sort(came);
    std::ranges::set_difference(ids, came, std::back_inserter(found.missing));
    return found;
}

std::string joined(std::vector<WeiboId> const& ids) {
    std::string all;
    for (auto const id : ids)
        all += (all.empty() ? "" : ",") + id.text();
    return all;
}

Trouble too_many(std::string const& path, std::size_t asked, std::size_t most) {
    return not_asked(path + ": " + std::to_string(asked) + " at once, at most " + std::to_string(most) +
                     " can be asked for");
}

Trouble gone_post(std::string const& path, WeiboId id, std::string_view why) {
    auto words = path + ": post " + id.text() + " " + std::string{why};
    return Trouble{ErrorClass::gone, 0, Failure{Fault::gone, std::move(words)}};
}

}  // namespace

std::string_view to_text(List list) {
    return endpoint_of(list).name;
}

std::optional<List> parse_list(std::string_view text) {
    auto const found = std::ranges::find(endpoints, text, &Endpoint::name);
    auto const list = static_cast<List>(found - endpoints.begin());
    if (found == endpoints.end() || list == List::thread) return std::nullopt;
    return list;
}

bool of_a_post(List list) {
    return list == List::reposts || list == List::thread;
}

Client::Client(net::HttpClient& http, net::Clock& clock, Settings settings)
    : http_{http}, clock_{clock}, settings_{std::move(settings)} {}

net::Task<Answer<net::Response>> Client::get(net::Url const& where, std::string target, Secret token) {
    net::Request request;
    request.target = std::move(target);
    // In a header, not in the address: addresses end up in logs and proxies (weibo-api 1).
    request.headers.emplace_back("Authorization", "OAuth2 " + token.reveal());
    auto response = co_await ask(http_, where, std::move(request));
    co_return response;
}

net::Task<Answer<ListAnswer>> Client::list(List list, Access access, PageQuery query, WeiboId post) {
    auto const& endpoint = endpoint_of(list);
    bool const biz = access.biz && !endpoint.biz.empty();
    std::string const path{biz ? endpoint.biz : endpoint.path};
    if (of_a_post(list) && post.none()) co_return not_asked(path + ": it is listed post by post: which?");
    auto const& where = biz ? settings_.biz : settings_.api;
    auto target = target_of(path, fields_of(list, query, post));
    auto response = co_await get(where, std::move(target), std::move(access.token));
    if (!response) co_return response.error();
    auto answer = page_of(list, response->body, post, clock_.now());
    if (!answer) co_return unreadable(*response, path, answer.error().doing);
    co_return *std::move(answer);
}

net::Task<Answer<std::vector<OwnPost>>> Client::own_posts(Access access) {
    std::string const path{access.biz ? "/2/statuses/user_timeline/biz.json"
                                      : "/2/statuses/user_timeline.json"};
    auto const& where = access.biz ? settings_.biz : settings_.api;
    Fields fields;
    fields.emplace_back("count", access.biz ? "50" : "5");
    auto target = target_of(path, fields);
    auto response = co_await get(where, std::move(target), std::move(access.token));
    if (!response) co_return response.error();
    auto posts = decode_own_posts(response->body);
    if (!posts) co_return unreadable(*response, path, posts.error().doing);
    co_return *std::move(posts);
}

net::Task<Answer<Found>> Client::comments(Access access, std::vector<WeiboId> ids) {
    std::string const path{access.biz ? "/2/comments/show_batch/biz.json" : "/2/comments/show_batch.json"};
    if (ids.size() > most_comments) co_return too_many(path, ids.size(), most_comments);
    if (ids.empty()) co_return Found{};
    auto const& where = access.biz ? settings_.biz : settings_.api;
    Fields fields;
    fields.emplace_back("cids", joined(ids));
    auto target = target_of(path, fields);
    auto response = co_await get(where, std::move(target), std::move(access.token));
    if (!response) co_return response.error();
    auto page = decode_batch(response->body);
    if (!page) co_return unreadable(*response, path, page.error().doing);
    co_return found_of(*std::move(page), std::move(ids), clock_.now());
}

net::Task<Answer<std::vector<PostCounts>>> Client::post_counts(Access access, std::vector<WeiboId> ids) {
    std::string const path = "/2/statuses/count.json";
    if (ids.size() > most_counted) co_return too_many(path, ids.size(), most_counted);
    if (ids.empty()) co_return std::vector<PostCounts>{};
    Fields fields;
    fields.emplace_back("ids", joined(ids));
    auto target = target_of(path, fields);
    auto response = co_await get(settings_.api, std::move(target), std::move(access.token));
    if (!response) co_return response.error();
    auto counts = decode_post_counts(response->body);
    if (!counts) co_return unreadable(*response, path, counts.error().doing);
    co_return *std::move(counts);
}

net::Task<Answer<Utterance>> Client::status(Access access, WeiboId id) {
    std::string const path = "/2/statuses/show.json";
    Fields fields;
    fields.emplace_back("id", id.text());
    auto target = target_of(path, fields);
    auto response = co_await get(settings_.api, std::move(target), std::move(access.token));
    if (!response) co_return response.error();
    auto post = decode_status(response->body);
    if (!post) co_return unreadable(*response, path, post.error().doing);
    if (post->id != id) co_return unreadable(*response, path, "this is another post, " + post->id.text());
    if (post->deleted) co_return gone_post(path, id, "was deleted: a tombstone stands in its place");
    if (post->user.uid.none()) co_return gone_post(path, id, "has no author any more");
    auto const kind = kind_of(*post, Kind::mention);
    co_return utterance_of(*std::move(post), kind, clock_.now());
}

net::Task<Answer<UnreadCounts>> Client::unread_counts(Secret token, Uid uid) {
    std::string const path = "/2/remind/unread_count.json";
    Fields fields;
    fields.emplace_back("uid", uid.text());
    auto target = target_of(path, fields);
    auto response = co_await get(settings_.remind, std::move(target), std::move(token));
    if (!response) co_return response.error();
    auto const counts = decode_unread_counts(response->body);
    if (!counts) co_return unreadable(*response, path, counts.error().doing);
    co_return *counts;
}

net::Task<Answer<RateLimits>> Client::rate_limits(Secret token) {
    std::string const path = "/2/account/rate_limit_status.json";
    auto response = co_await get(settings_.api, path, std::move(token));
    if (!response) co_return response.error();
    auto const limits = decode_rate_limits(response->body);
    if (!limits) co_return unreadable(*response, path, limits.error().doing);
    co_return *limits;
}

net::Task<Answer<TokenInfo>> Client::token_info(Secret token) {
    auto info = co_await ask_token_info(http_, settings_.api, std::move(token), clock_.now());
    co_return info;
}

}  // namespace rw::weibo
