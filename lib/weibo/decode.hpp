// From bytes to objects, by the lenient rules of weibo-api 1: numbers may be texts, absent is null is "",
// unknown keys are ignored, ids never pass through a double, one broken item does not lose its page.
#pragma once

#include "core/result.hpp"
#include "weibo/objects.hpp"

#include <string>
#include <string_view>

namespace rw::weibo {

inline constexpr std::size_t longest_body = 16U << 20U;  ///< bytes; more is refused
inline constexpr int deepest = 64;                       ///< nesting; deeper is refused

/// All of them answer `bad_input` with words when the body is not what was asked for: no JSON, another shape,
/// or a page of which no item has an id. `[]` in place of a page is none (K29): nothing may follow from it.
/// Comments that do not tell their post stand under the page's own, else under `post`.
Result<Page<Comment>> decode_comments(std::string body, WeiboId post = {});
/// `key` is `statuses` or `reposts`.
Result<Page<Status>> decode_statuses(std::string body, std::string_view key);
/// Without tombstones and what has no id.
Result<std::vector<OwnPost>> decode_own_posts(std::string body);
/// The bare array of comments/show_batch. An item of which only id and text are filled stands for a deleted
/// comment and is left out (weibo-api 3.5).
Result<Page<Comment>> decode_batch(std::string body);
/// One post; a tombstone is `deleted`, one whose author's account is gone has no author.
Result<Status> decode_status(std::string body);
/// The bare array of statuses/count; what has no id is left out.
Result<std::vector<PostCounts>> decode_post_counts(std::string body);
Result<UnreadCounts> decode_unread_counts(std::string body);
Result<RateLimits> decode_rate_limits(std::string body);
/// `now`: what `expires_at` is counted from.
Result<TokenInfo> decode_token_info(std::string body, TimePoint now);
Result<NewToken> decode_new_token(std::string body);

/// A span that the platform tells in seconds, within ten thousand years.
Span seconds_told(std::int64_t seconds);
/// `Tue May 31 17:46:55 +0800 2011`.
std::optional<TimePoint> decode_date(std::string_view text);
/// `<a href="…">iPhone客户端</a>` is `iPhone客户端`.
std::string strip_tags(std::string_view html);

}  // namespace rw::weibo
