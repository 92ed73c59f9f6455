#include "net/http.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace rw::net {
namespace {

constexpr std::string_view hex_digits = "0123456789ABCDEF";

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_name(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    c = lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::uint16_t usual_port(std::string_view scheme) {
    struct Usual {
        std::string_view scheme;
        std::uint16_t port;
    };
    static constexpr std::array usual{Usual{"http", 80},     Usual{"https", 443}, Usual{"redis", 6379},
                                      Usual{"rediss", 6379}, Usual{"smtp", 25},   Usual{"smtps", 465}};
    auto const found = std::ranges::find(usual, scheme, &Usual::scheme);
    return found == usual.end() ? std::uint16_t{0} : found->port;
}

/// Splits `user:password@` off the front of an authority.
void take_credentials(std::string_view& authority, Url& url) {
    auto const at = authority.rfind('@');
    if (at == authority.npos) return;
    auto const credentials = authority.substr(0, at);
    auto const colon = std::min(credentials.find(':'), credentials.size());
    url.user = percent_decode(credentials.substr(0, colon));
    if (colon < credentials.size()) url.password = percent_decode(credentials.substr(colon + 1));
    authority.remove_prefix(at + 1);
}

bool take_host_and_port(std::string_view authority, Url& url) {
    bool const bracketed = authority.starts_with('[');
    auto const host_end = bracketed ? authority.find(']') : std::min(authority.find(':'), authority.size());
    if (host_end == authority.npos) return false;
    url.host = authority.substr(bracketed ? 1 : 0, host_end - (bracketed ? 1 : 0));
    auto rest = authority.substr(host_end + (bracketed ? 1 : 0));
    if (rest.empty()) return !url.host.empty();
    if (rest.front() != ':') return false;
    rest.remove_prefix(1);
    auto const [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), url.port);
    return error == std::errc{} && end == rest.data() + rest.size() && url.port != 0 && !url.host.empty();
}

}  // namespace

std::optional<std::string_view> find_header(Headers const& headers, std::string_view name) {
    auto const found =
        std::ranges::find_if(headers, [&](auto const& header) { return same_name(header.first, name); });
    if (found == headers.end()) return std::nullopt;
    return found->second;
}

std::string percent_encode(std::string_view text) {
    std::string out;
    out.reserve(text.size() * 3);
    for (char const c : text) {
        if (is_unreserved(c)) {
            out.push_back(c);
        } else {
            auto const byte = static_cast<unsigned char>(c);
            out.push_back('%');
            out.push_back(hex_digits[byte >> 4U]);
            out.push_back(hex_digits[byte & 0xFU]);
        }
    }
    return out;
}

std::string percent_decode(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const escape = text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
                            hex_value(text[i + 2]) >= 0;
        if (escape) {
            out.push_back(static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2])));
            i += 2;
        } else {
            out.push_back(text[i] == '+' ? ' ' : text[i]);
        }
    }
    return out;
}

std::string form_encode(std::vector<std::pair<std::string, std::string>> const& fields) {
    std::string out;
    for (auto const& [name, value] : fields) {
        if (!out.empty()) out.push_back('&');
        out.append(percent_encode(name)).append("=").append(percent_encode(value));
    }
    return out;
}

std::vector<std::pair<std::string, std::string>> form_decode(std::string_view text) {
    std::vector<std::pair<std::string, std::string>> fields;
    while (!text.empty()) {
        auto const end = std::min(text.find('&'), text.size());
        auto const field = text.substr(0, end);
        auto const equals = std::min(field.find('='), field.size());
        if (!field.empty()) {
            auto const value = equals < field.size() ? field.substr(equals + 1) : std::string_view{};
            fields.emplace_back(percent_decode(field.substr(0, equals)), percent_decode(value));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return fields;
}

std::optional<Url> parse_url(std::string_view text) {
    auto const colon = text.find("://");
    if (colon == text.npos || colon == 0) return std::nullopt;
    Url url;
    url.scheme = text.substr(0, colon);
    std::ranges::transform(url.scheme, url.scheme.begin(), lower);
    url.port = usual_port(url.scheme);
    text.remove_prefix(colon + 3);
    if (url.scheme == "unix") {
        url.host = text;
        url.target = "/";
        return url.host.starts_with('/') ? std::optional{url} : std::nullopt;
    }
    auto const path = std::min(text.find_first_of("/?#"), text.size());
    auto authority = text.substr(0, path);
    auto const rest = text.substr(path);
    url.target = rest.starts_with('/') ? std::string{rest} : "/" + std::string{rest};
    url.target.resize(std::min(url.target.find('#'), url.target.size()));
    take_credentials(authority, url);
    if (!take_host_and_port(authority, url)) return std::nullopt;
    return url;
}

}  // namespace rw::net
