#include "web/router.hpp"

#include "core/log.hpp"
#include "net/digest.hpp"
#include "web/dress.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>

namespace rw::web {
namespace {

std::vector<std::string> split(std::string_view path) {
    std::vector<std::string> parts;
    while (!path.empty()) {
        path.remove_prefix(path.front() == '/' ? 1 : 0);
        auto const end = std::min(path.find('/'), path.size());
        parts.emplace_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    return parts;
}

bool is_name(std::string_view part) {
    return part.size() > 2 && part.front() == '{' && part.back() == '}';
}

/// The values of the pattern's names, when `parts` fits it.
std::optional<std::map<std::string, std::string>> fit(std::vector<std::string> const& pattern,
                                                      std::vector<std::string> const& parts) {
    if (pattern.size() != parts.size()) return std::nullopt;
    std::map<std::string, std::string> values;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (is_name(pattern[i])) {
            values[pattern[i].substr(1, pattern[i].size() - 2)] = net::percent_decode(parts[i]);
        } else if (pattern[i] != parts[i]) {
            return std::nullopt;
        }
    }
    return values;
}

net::Response sign_in_first() {
    auto response = problem(401, "send `Authorization: Bearer TOKEN` with a token of the users file");
    response.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"replywatch\"");
    return response;
}

net::Response too_early() {
    auto response = problem(503, "sessions cannot be told yet: ask again in a moment");
    response.headers.emplace_back("Retry-After", "1");
    return response;
}

net::Response ask_later(Span wait) {
    auto const seconds = (wait.count() + 999) / 1000;
    auto response = problem(429, "too many requests: ask again in " + std::to_string(seconds) + " s");
    response.headers.emplace_back("Retry-After", std::to_string(seconds));
    return response;
}

bool changes(std::string_view method) {
    return method != "GET" && method != "HEAD";
}

/// What the caller calls it, if that can be written into a log; else one of our own.
std::string request_id(net::Request const& request, std::uint64_t number) {
    constexpr std::string_view fit = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    constexpr std::size_t longest = 64;
    auto const given = net::find_header(request.headers, "X-Request-Id").value_or("");
    bool const good = !given.empty() && given.size() <= longest && given.find_first_not_of(fit) == given.npos;
    static auto const process = net::url_base64(net::random_bytes(6));
    return good ? std::string{given} : process + "-" + std::to_string(number);
}

}  // namespace

std::optional<std::string> Call::query_value(std::string const& name) const {
    auto const found = query.find(name);
    if (found == query.end()) return std::nullopt;
    return found->second;
}

std::string_view reason_phrase(int status) {
    switch (status) {
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 409: return "Conflict";
        case 413: return "Content Too Large";
        case 422: return "Unprocessable Content";
        case 429: return "Too Many Requests";
        case 500: return "Internal Server Error";
        case 503: return "Service Unavailable";
        default: return "OK";
    }
}

net::Response json(int status, std::string body) {
    return {status, {{"Content-Type", "application/json"}}, std::move(body)};
}

net::Response text(int status, std::string body, std::string_view type) {
    return {status, {{"Content-Type", std::string{type}}}, std::move(body)};
}

net::Response problem(int status, std::string_view detail) {
    rapidjson::StringBuffer out;
    rapidjson::Writer<rapidjson::StringBuffer> writer{out};
    auto const title = reason_phrase(status);
    writer.StartObject();
    writer.Key("type");
    writer.String("about:blank");
    writer.Key("title");
    writer.String(title.data(), static_cast<rapidjson::SizeType>(title.size()));
    writer.Key("status");
    writer.Int(status);
    writer.Key("detail");
    writer.String(detail.data(), static_cast<rapidjson::SizeType>(detail.size()));
    writer.EndObject();
    return {status, {{"Content-Type", "application/problem+json"}}, {out.GetString(), out.GetSize()}};
}

void Router::add(std::string method, std::string_view pattern, Role role, Action action, Manner manner) {
    routes_.push_back({std::move(method), split(pattern), role, std::move(action), manner});
}

std::vector<Router::Path> Router::paths() const {
    std::vector<Path> all;
    for (auto const& route : routes_) {
        std::string pattern;
        for (auto const& part : route.parts)
            pattern += "/" + part;
        all.push_back({route.method, pattern.empty() ? "/" : pattern, route.role});
    }
    return all;
}

Router::Found Router::find(std::string_view method, std::string_view path) const {
    Found found;
    auto const parts = split(path);
    for (auto const& route : routes_) {
        auto values = fit(route.parts, parts);
        if (!values) continue;
        bool const head_of_get = method == "HEAD" && route.method == "GET";
        if (route.method == method || head_of_get) {
            found.route = &route;
            found.path = *std::move(values);
            return found;
        }
        found.allowed += (found.allowed.empty() ? "" : ", ") + route.method;
    }
    return found;
}

std::optional<net::Response> Router::refusal(Found const& found, Gate::Caller const& caller,
                                             net::Request const& request) {
    if (!found.route && found.allowed.empty()) return problem(404, "there is nothing at this path");
    if (!found.route) {
        auto response = problem(405, "this path takes " + found.allowed);
        response.headers.emplace_back("Allow", found.allowed);
        return response;
    }
    if (caller.must_wait) return ask_later(*caller.must_wait);
    if (found.route->role == Role::none) return std::nullopt;
    if (caller.user.role == Role::none) return caller.too_early ? too_early() : sign_in_first();
    if (caller.user.role < found.route->role) return problem(403, "your role may not do this");
    bool const forged = caller.by_cookie && changes(request.method) && !Gate::is_own(request);
    if (forged) return problem(403, "a change that is signed in by cookie needs the header X-Replywatch");
    return std::nullopt;
}

net::Task<net::Response> Router::handle(net::Request request) {
    auto const target = std::string_view{request.target};
    auto const query_at = std::min(target.find('?'), target.size());
    auto const path = std::string{target.substr(0, query_at)};
    auto const id = request_id(request, ++asked_);
    auto found = find(request.method, path);
    auto const caller = gate_.who(request);
    net::Request heard{request.method, {}, request.headers, {}, request.peer};  // what dressing looks at
    net::Response response;
    if (auto refused = refusal(found, caller, request)) {
        response = *std::move(refused);
    } else {
        Call call;
        if (query_at < target.size()) {
            for (auto& [name, value] : net::form_decode(target.substr(query_at + 1)))
                call.query[name] = value;
        }
        call.path = std::move(found.path);
        call.user = caller.user;
        call.request = std::move(request);
        response = co_await found.route->action(std::move(call));
    }
    bool const weighs =
        found.route && found.route->role != Role::none &&
        ((changes(heard.method) && found.route->role > Role::viewer) || found.route->manner.reveals);
    if (weighs && witness_ && caller.user.role != Role::none) {
        Deed deed{caller.user.name, caller.user.role, heard.method + " " + path, response.status};
        co_await witness_(std::move(deed));
    }
    response.headers.emplace_back("X-Request-Id", id);
    log::debug("http.request", {{"id", id},
                                {"method", heard.method},
                                {"path", path},
                                {"status", response.status},
                                {"user", caller.user.name},
                                {"from", heard.peer}});
    dress(response, heard);
    co_return response;
}

}  // namespace rw::web
