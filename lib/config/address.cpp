#include "config/address.hpp"

#include <algorithm>
#include <charconv>

namespace rw::config {
namespace {

using Wrong = std::optional<std::string>;

bool has_blank(std::string_view text) {
    return std::ranges::any_of(text, [](unsigned char c) { return c <= ' ' || c == 0x7F; });
}

bool is_port(std::string_view digits) {
    int port = -1;
    auto const end = digits.data() + digits.size();
    auto const [at, error] = std::from_chars(digits.data(), end, port);
    return error == std::errc{} && at == end && port >= 0 && port <= 65535;
}

struct Authority {
    std::string_view user;  ///< with a password if there is one; of what stands before `@`
    std::string_view host;  ///< without brackets
    std::string_view port;  ///< digits; empty when none is written
    bool good = false;
};

Authority split(std::string_view text) {
    Authority parts;
    if (auto const at = text.rfind('@'); at != text.npos) {
        parts.user = text.substr(0, at);
        text.remove_prefix(at + 1);
    }
    bool const v6 = text.starts_with('[');
    auto const host_end = v6 ? text.find(']') : text.find(':');
    parts.host =
        v6 ? text.substr(1, host_end == text.npos ? text.npos : host_end - 1) : text.substr(0, host_end);
    auto const rest = host_end == text.npos ? std::string_view{} : text.substr(host_end + (v6 ? 1 : 0));
    bool const closed = !v6 || host_end != text.npos;
    parts.port = rest.empty() ? rest : rest.substr(1);
    bool const port_good = rest.empty() || (rest.front() == ':' && is_port(parts.port));
    parts.good = closed && port_good && !parts.host.empty() && !has_blank(text);
    return parts;
}

/// What stands between `scheme://` and the path, query or fragment.
std::string_view authority_of(std::string_view address) {
    auto const begin = address.find("://") + 3;
    auto const end = address.find_first_of("/?#", begin);
    return address.substr(begin, end == address.npos ? end : end - begin);
}

Wrong wrong_with_listen(std::string const& listen) {
    constexpr auto expected = "expected \"host:port\", \"[v6]:port\" or \"unix:/path\"";
    if (listen.empty()) return std::nullopt;
    if (listen.starts_with("unix:")) return listen.starts_with("unix:/") ? Wrong{} : Wrong{expected};
    auto const parts = split(listen);
    bool const good = parts.good && parts.user.empty() && !parts.port.empty();
    return good ? Wrong{} : Wrong{"`" + listen + "` is not an address, " + expected};
}

Wrong wrong_with_redis(std::string const& url) {
    constexpr auto expected =
        "expected \"embedded:\", \"unix:///path\", \"redis://host:port/db\" or \"rediss://host:port/db\"";
    if (url == "embedded:") return std::nullopt;
    if (url.starts_with("redis+sentinel://") || url.starts_with("redis+cluster://")) {
        return "Sentinel and Cluster are not available in this version, expected redis:// or rediss://";
    }
    if (url.starts_with("unix://")) return url.starts_with("unix:///") ? Wrong{} : Wrong{expected};
    if (!url.starts_with("redis://") && !url.starts_with("rediss://")) return expected;
    auto const parts = split(authority_of(url));
    if (parts.user.find(':') != std::string_view::npos) {
        return "secrets are never written here: put the password into a file and write `password_file = "
               "\"/path\"`";
    }
    if (!parts.good) return expected;
    auto const database = url.find('/', url.find("://") + 3);
    auto const digits =
        database == url.npos ? std::string_view{} : std::string_view{url}.substr(database + 1);
    return digits.empty() || is_port(digits) ? Wrong{}
                                             : Wrong{"the path is the number of a database, such as /0"};
}

}  // namespace

bool is_loopback(std::string_view host) {
    if (host == "localhost" || host == "::1") return true;
    bool const numeric = std::ranges::all_of(host, [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
    return numeric && host.starts_with("127.") && std::ranges::count(host, '.') == 3;
}

Wrong wrong_with_address(std::string_view address) {
    bool const plain = address.starts_with("http://");
    if (!plain && !address.starts_with("https://")) return "expected an address that begins with https://";
    auto const parts = split(authority_of(address));
    if (!parts.good || has_blank(address)) return "not an address, expected https://host[:port][/path]";
    if (!parts.user.empty())
        return "an address with a user or password in it is not accepted, expected https://host/path";
    if (plain && !is_loopback(parts.host)) {
        return "http:// is accepted on loopback only (127.0.0.1, [::1], localhost), expected https://";
    }
    return std::nullopt;
}

Wrong wrong_with_mail_server(std::string_view address) {
    constexpr auto expected = "expected smtp://[user@]host[:port] or smtps://[user@]host[:port]";
    if (!address.starts_with("smtp://") && !address.starts_with("smtps://")) return expected;
    auto const parts = split(authority_of(address));
    if (!parts.good || has_blank(address)) return expected;
    if (parts.user.find(':') != std::string_view::npos) return "the password belongs into secret_file";
    return std::nullopt;
}

Kind<std::string> web_address() {
    return text_that("https address", [](std::string const& text) { return wrong_with_address(text); });
}

Kind<std::string> web_address_or_none() {
    return text_that("https address or empty", [](std::string const& text) {
        return text.empty() ? Wrong{} : wrong_with_address(text);
    });
}

Kind<std::string> host_and_port_or_none() {
    return text_that("host:port or empty", [](std::string const& text) -> Wrong {
        if (text.empty()) return std::nullopt;
        auto const parts = split(text);
        bool const good =
            parts.good && parts.user.empty() && !parts.port.empty() && text.find("//") == text.npos;
        return good ? Wrong{}
                    : Wrong{"not an address, expected \"host:port\" without a scheme and without a user"};
    });
}

Kind<std::string> listen_address() {
    return text_that("host:port, [v6]:port or unix:/path", wrong_with_listen);
}

Kind<std::string> redis_address() {
    return text_that("redis address", wrong_with_redis);
}

std::string host_of(std::string_view listen) {
    if (listen.starts_with("unix:")) return {};
    return std::string{split(listen).host};
}

}  // namespace rw::config
