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

/// The body is taken apart in place. `bad_input` with words when it is no JSON object of that kind.
Result<Page<Comment>> decode_comments(std::string body);
/// `key` is `statuses` or `reposts`.
Result<Page<Status>> decode_statuses(std::string body, std::string_view key);
Result<UnreadCounts> decode_unread_counts(std::string body);
Result<RateLimits> decode_rate_limits(std::string body);

/// `Tue May 31 17:46:55 +0800 2011`.
std::optional<TimePoint> decode_date(std::string_view text);
/// `<a href="…">iPhone客户端</a>` is `iPhone客户端`.
std::string strip_tags(std::string_view html);

}  // namespace rw::weibo
