#include "weibo/client.hpp"

#include "weibo/decode.hpp"
#include "weibo/normalise.hpp"

#include <algorithm>
#include <array>

namespace rw::weibo {
namespace {

struct Endpoint {
    std::string_view name;
    std::string_view path;
    std::string_view key;  ///< of the list in the envelope
    Kind kind;
};
/// In the order of List. What the brand says itself comes as comments; who it was said to is decided later.
constexpr std::array endpoints{
    Endpoint{"mentions", "/2/statuses/mentions.json", "statuses", Kind::mention},
    Endpoint{"comments_to_me", "/2/comments/to_me.json", "comments", Kind::comment},
    Endpoint{"comment_mentions", "/2/comments/mentions.json", "comments", Kind::comment_mention},
    Endpoint{"reposts", "/2/statuses/repost_timeline.json", "reposts", Kind::repost},
    Endpoint{"by_me", "/2/comments/by_me.json", "comments", Kind::comment},
};

Endpoint const& endpoint_of(List list) {
    return endpoints[static_cast<std::size_t>(list)];
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
    ListAnswer answer{{}, std::move(page.skipped), facts_of(page)};
    for (auto& comment : page.items)
        answer.items.push_back(utterance_of(std::move(comment), kind, now));
    return answer;
}
ListAnswer answer_of(Page<Status> page, Kind kind, TimePoint now) {
    ListAnswer answer{{}, std::move(page.skipped), facts_of(page)};
    for (auto& status : page.items) {
        auto const own = kind_of(status, kind);
        answer.items.push_back(utterance_of(std::move(status), own, now));
    }
    return answer;
}

Trouble not_sent(Failure failure) {
    bool const asked_too_much = failure.kind == Fault::refused || failure.kind == Fault::bad_input;
    bool const sent = failure.kind != Fault::unreachable && !asked_too_much;
    return Trouble{ErrorClass::retry, 0, std::move(failure), sent};
}

}  // namespace

std::string_view to_text(List list) {
    return endpoint_of(list).name;
}

std::optional<List> parse_list(std::string_view text) {
    auto const found = std::ranges::find(endpoints, text, &Endpoint::name);
    if (found == endpoints.end()) return std::nullopt;
    return static_cast<List>(found - endpoints.begin());
}

Client::Client(net::HttpClient& http, net::Clock& clock, Settings settings)
    : http_{http}, clock_{clock}, settings_{std::move(settings)} {}

net::Task<Answer<net::Response>> Client::get(net::Url const& where, std::string path, Fields fields,
                                             Secret token) {
    net::Request request;
    auto const query = net::form_encode(fields);
    request.target = query.empty() ? path : path + "?" + query;
    // In a header, not in the address: addresses end up in logs and proxies (weibo-api 1).
    request.headers.emplace_back("Authorization", "OAuth2 " + token.reveal());
    auto response = co_await http_.send(where, std::move(request));
    if (!response) co_return not_sent(while_doing(path, response.error()));
    auto trouble = trouble_in(*response, path);
    if (trouble) co_return *std::move(trouble);
    co_return *std::move(response);
}

net::Task<Answer<ListAnswer>> Client::statuses(std::string path, std::string key, Fields fields, Secret token,
                                               Kind kind) {
    auto response = co_await get(settings_.api, path, std::move(fields), std::move(token));
    if (!response) co_return response.error();
    auto page = decode_statuses(response->body, key);
    if (!page) co_return unreadable(*response, path, page.error().doing);
    co_return answer_of(*std::move(page), kind, clock_.now());
}

net::Task<Answer<ListAnswer>> Client::list(List list, Secret token, PageQuery query, WeiboId post) {
    auto const& endpoint = endpoint_of(list);
    std::string const path{endpoint.path};
    Fields fields;
    if (!post.none()) fields.emplace_back("id", post.text());
    fields.emplace_back("since_id", query.since.text());
    if (!query.max.none()) fields.emplace_back("max_id", query.max.text());
    fields.emplace_back("count", std::to_string(query.count));
    if (endpoint.key != "comments") {
        std::string key{endpoint.key};
        auto const kind = endpoint.kind;
        auto answer = co_await statuses(path, std::move(key), std::move(fields), std::move(token), kind);
        co_return answer;
    }
    auto response = co_await get(settings_.api, path, std::move(fields), std::move(token));
    if (!response) co_return response.error();
    auto page = decode_comments(response->body);
    if (!page) co_return unreadable(*response, path, page.error().doing);
    co_return answer_of(*std::move(page), endpoint.kind, clock_.now());
}

net::Task<Answer<UnreadCounts>> Client::unread_counts(Secret token, Uid uid) {
    std::string const path = "/2/remind/unread_count.json";
    Fields fields;
    fields.emplace_back("uid", uid.text());
    auto response = co_await get(settings_.remind, path, std::move(fields), std::move(token));
    if (!response) co_return response.error();
    auto const counts = decode_unread_counts(response->body);
    if (!counts) co_return unreadable(*response, path, counts.error().doing);
    co_return *counts;
}

net::Task<Answer<RateLimits>> Client::rate_limits(Secret token) {
    std::string const path = "/2/account/rate_limit_status.json";
    Fields fields;
    auto response = co_await get(settings_.api, path, std::move(fields), std::move(token));
    if (!response) co_return response.error();
    auto const limits = decode_rate_limits(response->body);
    if (!limits) co_return unreadable(*response, path, limits.error().doing);
    co_return *limits;
}

net::Task<Answer<ListAnswer>> Client::own_posts(Secret token) {
    std::string const path = "/2/statuses/user_timeline.json";
    std::string const key = "statuses";
    Fields fields;
    auto answer = co_await statuses(path, key, std::move(fields), std::move(token), Kind::mention);
    co_return answer;
}

}  // namespace rw::weibo
