// Access tokens, their life, and what they may still spend.
#pragma once

#include "core/id.hpp"
#include "core/time.hpp"
#include "weibo-sim/error_codes.hpp"

#include <map>
#include <optional>
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
};

class Tokens {
public:
    explicit Tokens(int quota_ip_hour = 15000) : quota_ip_hour_{quota_ip_hour} {}

    void add(Token token);
    Token* find(std::string_view text);
    std::map<std::string, Token, std::less<>> const& all() const { return tokens_; }

    /// Nothing when the token may be used at `now`; else 10006, 21332, 21321 or 21327.
    std::optional<ApiError> check(std::string_view text, TimePoint now) const;
    /// Takes one call from the address and the token, or says which of both is used up (10022, 10023).
    std::optional<ApiError> spend(std::string_view text, std::string const& ip, TimePoint now);

    int quota_ip_hour() const { return quota_ip_hour_; }
    int ip_left(std::string const& ip, TimePoint now) const;
    std::map<std::string, Meter> const& addresses() const { return addresses_; }

private:
    int quota_ip_hour_;
    std::map<std::string, Token, std::less<>> tokens_;
    std::map<std::string, Meter> addresses_;
};

}  // namespace rw::sim
