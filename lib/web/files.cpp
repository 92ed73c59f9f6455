#include "web/files.hpp"

#include "net/digest.hpp"
#include "net/gzip.hpp"

namespace rw::web {
namespace {

constexpr std::size_t longest = 16U << 20U;  // bytes, unpacked
constexpr auto page_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

net::Response answer(File const& file, std::string const& tag, net::Request const& request) {
    net::Response response{200, {{"Content-Type", file.type}}, {}};
    response.headers.emplace_back("ETag", tag);
    response.headers.emplace_back("Cache-Control", "no-cache");  // a new version is seen at once
    response.headers.emplace_back("Vary", "Accept-Encoding");
    response.headers.emplace_back("Content-Security-Policy", page_policy);
    auto const known = net::find_header(request.headers, "If-None-Match");
    if (known && known->find(tag) != known->npos) {
        response.status = 304;
        return response;
    }
    auto const taken = net::find_header(request.headers, "Accept-Encoding").value_or("");
    if (taken.find("gzip") != taken.npos) {
        response.headers.emplace_back("Content-Encoding", "gzip");
        response.body = file.gzip;
    } else {
        response.headers.emplace_back("Content-Encoding", "identity");
        auto plain = net::gunzip(file.gzip, longest);
        if (!plain) return problem(500, plain.error().doing);
        response.body = *std::move(plain);
    }
    return response;
}

}  // namespace

void add_files(Router& router, std::vector<File> const& files) {
    for (auto const& file : files) {
        auto const tag = "\"" + net::sha256_hex(file.gzip).substr(0, 20) + "\"";
        auto const give = [file, tag](Call call) -> net::Task<net::Response> {
            co_return answer(file, tag, call.request);
        };
        router.add("GET", file.path, Role::none, give);
    }
}

}  // namespace rw::web
