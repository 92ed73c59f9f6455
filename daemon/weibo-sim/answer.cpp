#include "weibo-sim/answer.hpp"

#include "net/gzip.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace rw::sim {
namespace {

bool takes_gzip(net::Request const& request) {
    auto const accepted = net::find_header(request.headers, "Accept-Encoding");
    return accepted && accepted->find("gzip") != accepted->npos;
}

}  // namespace

net::Response to_response(Answer answer, net::Request const& asked, Dress dress) {
    net::Response response;
    response.status = answer.status;
    response.headers = {{"Server", "nginx"}, {"Content-Type", answer.type}};
    bool const packed = dress.gzip && takes_gzip(asked) && !answer.false_gzip;
    response.body = packed ? net::gzip(answer.body) : std::move(answer.body);
    if (packed || answer.false_gzip) response.headers.emplace_back("Content-Encoding", "gzip");
    return response;
}

std::string in_chunks(std::string const& wire) {
    constexpr std::size_t most = 4096;
    constexpr std::string_view length = "Content-Length:";
    auto const blank = wire.find("\r\n\r\n");
    auto const begin = wire.find(length);
    if (blank == wire.npos || begin == wire.npos || begin > blank) return wire;
    auto const end = wire.find("\r\n", begin);
    std::string out =
        wire.substr(0, begin) + "Transfer-Encoding: chunked" + wire.substr(end, blank + 4 - end);
    for (auto at = blank + 4; at < wire.size(); at += most) {
        auto const size = std::min(most, wire.size() - at);
        std::array<char, 24> head{};
        auto const digits = std::snprintf(head.data(), head.size(), "%zx\r\n", size);
        out.append(head.data(), static_cast<std::size_t>(digits)).append(wire, at, size).append("\r\n");
    }
    return out + "0\r\n\r\n";
}

}  // namespace rw::sim
