// From a request to the action that answers it: paths, roles, and errors as problem+json (RFC 9457).
#pragma once

#include "net/http.hpp"
#include "net/task.hpp"
#include "web/users.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw::web {

/// What an action is told. Values are percent-decoded.
struct Call {
    net::Request request;
    std::map<std::string, std::string> path;   ///< `{id}` of the pattern
    std::map<std::string, std::string> query;  ///< the last of each name
    User user;

    std::string const& path_value(std::string const& name) const { return path.at(name); }
    std::optional<std::string> query_value(std::string const& name) const;
};

using Action = std::function<net::Task<net::Response>(Call)>;

net::Response json(int status, std::string body);
net::Response text(int status, std::string body, std::string_view type = "text/plain; charset=utf-8");
/// `detail` is for people; it never holds a secret or unmasked personal data.
net::Response problem(int status, std::string_view detail);
std::string_view reason_phrase(int status);

class Router {
public:
    explicit Router(Users users) : users_{std::move(users)} {}

    /// `pattern` is a path whose parts may be `{name}`. `role` none means: no sign-in needed.
    void add(std::string method, std::string_view pattern, Role role, Action action);
    void take_users(Users users) { users_ = std::move(users); }

    /// 404 for an unknown path, 405 with Allow for a known one, 401 with WWW-Authenticate without or with an
    /// unknown token, 403 for too small a role (contract 6).
    net::Task<net::Response> handle(net::Request request) const;

private:
    struct Route {
        std::string method;
        std::vector<std::string> parts;
        Role role = Role::none;
        Action action;
    };
    struct Found {
        Route const* route = nullptr;
        std::map<std::string, std::string> path;
        std::string allowed;  ///< methods of other routes with this path
    };
    Found find(std::string_view method, std::string_view path) const;

    std::vector<Route> routes_;
    Users users_;
};

}  // namespace rw::web
