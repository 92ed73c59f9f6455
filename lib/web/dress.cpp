#include "web/dress.hpp"

#include "net/digest.hpp"
#include "net/gzip.hpp"

namespace rw::web {
namespace {

constexpr std::size_t worth_packing = 1024;  // bytes
constexpr std::size_t tag_digits = 20;

bool has(net::Response const& response, std::string_view name) {
    return net::find_header(response.headers, name).has_value();
}

bool is_text(net::Response const& response) {
    auto const type = net::find_header(response.headers, "Content-Type").value_or("");
    return type.starts_with("text/") || type.find("json") != type.npos || type.find("svg") != type.npos ||
           type.find("openmetrics") != type.npos;
}

void tag(net::Response& response, net::Request const& request) {
    auto const mark = "W/\"" + net::sha256_hex(response.body).substr(0, tag_digits) + "\"";
    response.headers.emplace_back("ETag", mark);
    auto const known = net::find_header(request.headers, "If-None-Match");
    if (!known || known->find(mark) == known->npos) return;
    response.status = 304;
    response.body.clear();
}

void pack(net::Response& response, net::Request const& request) {
    response.headers.emplace_back("Vary", "Accept-Encoding");
    auto const taken = net::find_header(request.headers, "Accept-Encoding").value_or("");
    if (taken.find("gzip") == taken.npos) return;
    auto packed = net::gzip(response.body);
    if (packed.empty()) return;
    response.body = std::move(packed);
    response.headers.emplace_back("Content-Encoding", "gzip");
}

}  // namespace

void dress(net::Response& response, net::Request const& request) {
    bool const got = request.method == "GET" || request.method == "HEAD";
    bool const whole = !response.more && !has(response, "Content-Encoding") && !has(response, "ETag");
    bool const listed = got && whole && response.status == 200 && is_text(response);
    if (listed) tag(response, request);
    if (listed && response.body.size() >= worth_packing) pack(response, request);
    response.headers.emplace_back("X-Content-Type-Options", "nosniff");
    if (!has(response, "Cache-Control"))
        response.headers.emplace_back("Cache-Control", listed ? "private, no-cache" : "no-store");
    if (!has(response, "Content-Security-Policy"))
        response.headers.emplace_back("Content-Security-Policy",
                                      "default-src 'none'; frame-ancestors 'none'");
    if (!has(response, "Referrer-Policy")) response.headers.emplace_back("Referrer-Policy", "no-referrer");
}

}  // namespace rw::web
