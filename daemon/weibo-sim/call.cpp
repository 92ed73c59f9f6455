#include "weibo-sim/call.hpp"

#include <algorithm>

namespace rw::sim {
namespace {

std::string_view scheme_less(std::string_view header) {
    constexpr std::string_view scheme = "OAuth2 ";
    return header.starts_with(scheme) ? header.substr(scheme.size()) : std::string_view{};
}

}  // namespace

std::optional<std::string> Call::field(std::string_view name) const {
    for (auto at = fields.rbegin(); at != fields.rend(); ++at) {
        if (at->first == name) return at->second.empty() ? std::nullopt : std::optional{at->second};
    }
    return std::nullopt;
}

Call take_apart(net::Request const& request, TimePoint now) {
    Call call{request.method, request.target, request.peer, {}, {}, now};
    if (auto const mark = call.path.find('?'); mark != std::string::npos) {
        call.fields = net::form_decode(std::string_view{request.target}.substr(mark + 1));
        call.path.resize(mark);
    }
    auto const type = net::find_header(request.headers, "Content-Type").value_or("");
    if (!request.body.empty() && !type.starts_with("application/json")) {
        std::ranges::move(net::form_decode(request.body), std::back_inserter(call.fields));
    }
    call.token = scheme_less(net::find_header(request.headers, "Authorization").value_or(""));
    if (call.token.empty()) call.token = call.field("access_token").value_or("");
    return call;
}

}  // namespace rw::sim
