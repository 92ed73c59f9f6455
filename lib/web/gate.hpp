// Who asks, and how much he may ask: tokens, sessions of the page in a cookie, and an allowance for each.
#pragma once

#include "net/clock.hpp"
#include "net/http.hpp"
#include "net/signing.hpp"
#include "web/users.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>

namespace rw::web {

/// What somebody may still ask for: a bucket that fills by `rate` a second up to `burst`.
class Allowance {
public:
    Allowance(double rate, double burst) : rate_{rate}, burst_{burst} {}
    /// Nothing when it may be asked; else how long to wait. `now` is steady.
    std::optional<Span> take(std::string const& whose, Span now);

private:
    struct Bucket {
        double left = 0;
        Span at{0};
    };
    double rate_;
    double burst_;
    std::map<std::string, Bucket> buckets_;
};

class Gate {
public:
    static constexpr Span session_lasts = net::SigningKeys::longest;
    static constexpr auto cookie = "replywatch";
    /// Carried by what the page sends: no other site's form can (CSRF).
    static constexpr auto own_header = "X-Replywatch";

    struct Settings {
        net::Clock* clock = nullptr;                      ///< none: no sessions, no allowance
        std::function<net::SigningKeys const&()> keys{};  ///< that sign sessions
        bool secure = false;                              ///< the page is reached by https alone
        double rate = 200;                                ///< requests a second of each user; 0: no limit
    };
    explicit Gate(Users users) : users_{std::move(users)} {}
    void take_users(Users users) { users_ = std::move(users); }
    void take_settings(Settings settings);

    struct Caller {
        User user;
        bool by_cookie = false;
        std::optional<Span> must_wait;  ///< more has been asked for than is allowed
        bool too_early = false;         ///< he has a session, and the keys to tell are not here yet
    };
    Caller who(net::Request const& request);
    /// A request that came with a cookie and changes something must be our page's own.
    static bool is_own(net::Request const& request);

    /// The user with this token, and the `Set-Cookie` that keeps him signed in. Nothing: wrong, or tried too
    /// often (`must_wait`).
    struct SignIn {
        std::optional<User> user;
        std::string set_cookie;
        std::optional<Span> must_wait;
    };
    SignIn sign_in(std::string_view token, std::string const& peer);
    /// As `sign_in` gives it, fresh. Empty where sessions are not possible.
    std::string cookie_for(User const& user) const;
    std::string no_cookie() const;

private:
    std::optional<User> in_session(net::Request const& request) const;

    Users users_;
    Settings settings_;
    Allowance requests_{200, 1000};
    Allowance wrong_tokens_{1.0 / 6, 20};
};

}  // namespace rw::web
