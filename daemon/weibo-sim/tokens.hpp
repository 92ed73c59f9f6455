// Access tokens, their life, and what they may still spend.
#pragma once

#include "core/id.hpp"
#include "core/time.hpp"
#include "weibo-sim/error_codes.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace rw::sim {

enum class TokenState { valid, expired, revoked, garbage };
std::optional<TokenState> parse_token_state(std::string_view text);
std::string_view to_text(TokenState state);

/// Calls in one window that starts anew at fixed instants.
struct Meter {
    TimePoint window{};
    int used = 0;
    int most = 0;  ///< the most in any window so far

    /// Calls in the window that began at `start`; a new window begins from nothing.
    int in(TimePoint start) const { return window == start ? used : 0; }
    void add(TimePoint start);
};

/// The hourly limit of one token for one interface (10024).
struct Allotment {
    int limit = 0;
    Meter hour{};
};

struct Token {
    std::string text;
    Uid uid;
    TokenState state = TokenState::valid;
    int quota_hour = 0;  ///< 0: unlimited
    int quota_day = 0;   ///< 0: unlimited
    TimePoint created_at{};
    TimePoint expires_at{};
    Meter hour{};
    Meter day{};
    bool biz = false;                                ///< may use the commercial forms
    std::set<std::string, std::less<>> forbidden{};  ///< paths it may not ask
    std::map<std::string, Allotment, std::less<>> by_path{};
    Meter writes{};

    bool may(std::string_view path) const { return !forbidden.contains(path); }
};

class Tokens {
public:
    explicit Tokens(int quota_ip_hour = 15000) : quota_ip_hour_{quota_ip_hour} {}

    void add(Token token);
    Token* find(std::string_view text);
    std::map<std::string, Token, std::less<>> const& all() const { return tokens_; }

    /// Nothing when the token may be used at `now`; else 10006, 21332, 21321 or 21327.
    std::optional<ApiError> check(std::string_view text, TimePoint now) const;
    /// One call: whose, from where, for what.
    struct Spending {
        std::string_view token;
        std::string const& ip;
        std::string_view path;
    };
    /// Takes one call from the address, the token and its interface, or says which of them is used up (10022,
    /// 10023, 10024).
    std::optional<ApiError> spend(Spending const& what, TimePoint now);

    int quota_ip_hour() const { return quota_ip_hour_; }
    int ip_left(std::string const& ip, TimePoint now) const;
    std::map<std::string, Meter> const& addresses() const { return addresses_; }

private:
    int quota_ip_hour_;
    std::map<std::string, Token, std::less<>> tokens_;
    std::map<std::string, Meter> addresses_;
};

}  // namespace rw::sim
