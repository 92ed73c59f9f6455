#include "weibo/decode.hpp"

#include "core/text.hpp"
#include "weibo/dom.hpp"

#include <algorithm>

namespace rw::weibo {
namespace {

/// Such as it can stand in a header: everything else is no token of ours.
bool is_token(std::string_view text) {
    auto const plain = [](char c) { return c > ' ' && c < 0x7F; };
    return !text.empty() && text.size() <= 512 && std::ranges::all_of(text, plain);
}

/// A number or a text, as text.
std::string either(dom::Value const& value) {
    auto const number = dom::whole(value);
    return number ? std::to_string(*number) : to_utf8(dom::text(value));
}

}  // namespace

Span seconds_told(std::int64_t seconds) {
    constexpr std::int64_t most = 10'000LL * 366 * 86'400;
    return std::chrono::seconds{std::clamp(seconds, -most, most)};
}

Result<UnreadCounts> decode_unread_counts(std::string body) {
    auto const parsed = dom::parse(std::move(body));
    if (!parsed) return parsed.error();
    auto const& root = (*parsed)->document;
    auto const count = [&](std::string_view name) { return dom::whole(dom::get(root, name)); };
    if (!count("cmt") && !count("mention_status") && !count("mention_cmt")) {
        return Failure{Fault::bad_input, "the body has none of the counters"};
    }
    return UnreadCounts{count("cmt").value_or(0), count("mention_status").value_or(0),
                        count("mention_cmt").value_or(0)};
}

Result<std::vector<PostCounts>> decode_post_counts(std::string body) {
    auto const parsed = dom::parse(std::move(body));
    if (!parsed) return parsed.error();
    auto const& root = (*parsed)->document;
    if (!root.IsArray()) return Failure{Fault::bad_input, "the body is no list of counts"};
    std::vector<PostCounts> all;
    for (auto const& value : root.GetArray()) {
        auto const count = [&](std::string_view name) {
            return std::max<std::int64_t>(dom::whole(dom::get(value, name)).value_or(0), 0);
        };
        auto const id = dom::number<ItemTag>(dom::get(value, "id"));
        if (!id.none()) all.push_back({id, count("comments"), count("reposts"), count("attitudes")});
    }
    if (all.empty() && !root.Empty()) return Failure{Fault::bad_input, "none of its items has an id"};
    return all;
}

Result<RateLimits> decode_rate_limits(std::string body) {
    auto const parsed = dom::parse(std::move(body));
    if (!parsed) return parsed.error();
    auto const& root = (*parsed)->document;
    auto const number = [&](std::string_view name) { return dom::whole(dom::get(root, name)); };
    if (!number("remaining_user_hits") && !number("user_limit")) {
        return Failure{Fault::bad_input, "the body tells no limits"};
    }
    RateLimits limits;
    limits.user_limit = number("user_limit").value_or(0);
    limits.user_left = number("remaining_user_hits").value_or(-1);
    limits.ip_limit = number("ip_limit").value_or(0);
    limits.ip_left = number("remaining_ip_hits").value_or(-1);
    limits.by_day = dom::text(dom::get(root, "limit_time_unit")) == "DAYS";
    limits.resets_in = seconds_told(number("reset_time_in_seconds").value_or(0));
    return limits;
}

Result<TokenInfo> decode_token_info(std::string body, TimePoint now) {
    auto const parsed = dom::parse(std::move(body));
    if (!parsed) return parsed.error();
    auto const& root = (*parsed)->document;
    auto left = dom::whole(dom::get(root, "expire_in"));  // as it is written there, without the s
    if (!left) left = dom::whole(dom::get(root, "expires_in"));
    TokenInfo info;
    info.uid = dom::number<UserTag>(dom::get(root, "uid"));
    if (info.uid.none() || !left)
        return Failure{Fault::bad_input, "the body does not tell uid and expire_in"};
    info.expires_in = seconds_told(*left);
    info.expires_at = now + info.expires_in;
    info.app_key = either(dom::get(root, "appkey"));
    if (info.app_key.empty()) info.app_key = either(dom::get(root, "app_key"));
    return info;
}

Result<NewToken> decode_new_token(std::string body) {
    auto const parsed = dom::parse(std::move(body));
    if (!parsed) return parsed.error();
    auto const& root = (*parsed)->document;
    auto const token = dom::text(dom::get(root, "access_token"));
    if (!is_token(token)) return Failure{Fault::bad_input, "the body has no access_token"};
    auto left = dom::whole(dom::get(root, "expires_in"));
    if (!left) left = dom::whole(dom::get(root, "remind_in"));
    return NewToken{Secret{std::string{token}}, seconds_told(left.value_or(0)),
                    dom::number<UserTag>(dom::get(root, "uid"))};
}

}  // namespace rw::weibo
