// HTTP as values: what both sides of a conversation say, without a socket in sight.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rw::net {

using Headers = std::vector<std::pair<std::string, std::string>>;

/// The first header of that name, compared without case; nothing if there is none.
std::optional<std::string_view> find_header(Headers const& headers, std::string_view name);

struct Request {
    std::string method = "GET";
    std::string target;  ///< path and query, as sent: `/2/comments/to_me.json?count=50`
    Headers headers;
    std::string body;
    std::string peer;  ///< server side: the caller's address; a unix socket gives `unix`
};

class BodySource;

struct Response {
    int status = 200;
    Headers headers;
    std::string body;                            ///< decoded: gzip is undone by the client
    std::shared_ptr<BodySource> more = nullptr;  ///< server side: what follows the body, as it comes
};

/// `a=1&b=%E4%BD%A0`: each name and value encoded once, a blank as %20 (weibo-api 1).
std::string form_encode(std::vector<std::pair<std::string, std::string>> const& fields);
std::string percent_encode(std::string_view text);
std::string percent_decode(std::string_view text);  ///< `+` is a blank; a broken escape stays as it is
/// The decoded fields of a query string or form body, in order.
std::vector<std::pair<std::string, std::string>> form_decode(std::string_view text);

/// An absolute http, https or unix address, cut into its parts.
struct Url {
    std::string scheme;
    std::string user;      ///< percent-decoded; may be empty
    std::string password;  ///< percent-decoded; may be empty
    std::string host;      ///< without brackets
    std::uint16_t port =
        0;               ///< the scheme's own where none is written: http 80, https 443, redis 6379; else 0
    std::string target;  ///< path and query, at least `/`
};
std::optional<Url> parse_url(std::string_view text);

}  // namespace rw::net
