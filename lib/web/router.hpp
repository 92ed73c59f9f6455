// From a request to the action that answers it: paths, roles, and errors as problem+json (RFC 9457).
#pragma once

#include "net/http.hpp"
#include "net/task.hpp"
#include "web/gate.hpp"

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

/// What somebody has changed, or looked at unmasked.
struct Deed {
    std::string who;
    Role role = Role::none;
    std::string did;  ///< `POST /api/v1/…`
    int status = 0;
};

class Router {
public:
    explicit Router(Users users) : gate_{std::move(users)} {}

    /// `pattern` is a path whose parts may be `{name}`. `role` none means: no sign-in needed. What `reveals`
    /// unmasked data is witnessed, as every change is.
    struct Manner {
        bool reveals = false;
    };
    void add(std::string method, std::string_view pattern, Role role, Action action, Manner manner);
    void add(std::string method, std::string_view pattern, Role role, Action action) {
        add(std::move(method), pattern, role, std::move(action), Manner{});
    }
    Gate& gate() { return gate_; }
    /// Is told before the answer goes out.
    using Witness = std::function<net::Task<void>(Deed)>;
    void take_witness(Witness witness) { witness_ = std::move(witness); }

    /// 404 for an unknown path, 405 with Allow for a known one, 401 with WWW-Authenticate without or with an
    /// unknown token, 403 for too small a role or a request of another site's, 429 with Retry-After for too
    /// many (contract 6). Every answer bears the request's id, which is logged with it.
    net::Task<net::Response> handle(net::Request request);

    struct Path {
        std::string method;
        std::string pattern;
        Role role = Role::none;
    };
    std::vector<Path> paths() const;

private:
    struct Route {
        std::string method;
        std::vector<std::string> parts;
        Role role = Role::none;
        Action action;
        Manner manner;
    };
    struct Found {
        Route const* route = nullptr;
        std::map<std::string, std::string> path;
        std::string allowed;  ///< methods of other routes with this path
    };
    Found find(std::string_view method, std::string_view path) const;
    /// Why the caller may not; nothing when he may.
    static std::optional<net::Response> refusal(Found const& found, Gate::Caller const& caller,
                                                net::Request const& request);

    std::vector<Route> routes_;
    Gate gate_;
    Witness witness_;
    std::uint64_t asked_ = 0;
};

}  // namespace rw::web
