#include "web/router.hpp"

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

void protect(net::Response& response) {
    response.headers.emplace_back("X-Content-Type-Options", "nosniff");
    response.headers.emplace_back("Cache-Control", "no-store");
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

void Router::add(std::string method, std::string_view pattern, Role role, Action action) {
    routes_.push_back({std::move(method), split(pattern), role, std::move(action)});
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

net::Task<net::Response> Router::handle(net::Request request) const {
    Call call;
    auto const target = std::string_view{request.target};
    auto const query_at = std::min(target.find('?'), target.size());
    auto found = find(request.method, target.substr(0, query_at));
    net::Response response;
    if (!found.route && found.allowed.empty()) {
        response = problem(404, "there is nothing at this path");
    } else if (!found.route) {
        response = problem(405, "this path takes " + found.allowed);
        response.headers.emplace_back("Allow", found.allowed);
    } else {
        auto user = users_.sign_in(net::find_header(request.headers, "Authorization"));
        if (found.route->role != Role::none && !user) {
            response = sign_in_first();
        } else if (user.value_or(User{}).role < found.route->role) {
            response = problem(403, "your role may not do this");
        } else {
            if (query_at < target.size()) {
                for (auto& [name, value] : net::form_decode(target.substr(query_at + 1)))
                    call.query[name] = value;
            }
            call.path = std::move(found.path);
            call.user = std::move(user).value_or(User{});
            call.request = std::move(request);
            response = co_await found.route->action(std::move(call));
        }
    }
    protect(response);
    co_return response;
}

}  // namespace rw::web
