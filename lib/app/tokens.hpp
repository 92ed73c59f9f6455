// The access tokens of an account: which of them may be asked with now, what that costs, and when they end.
#pragma once

#include "care/price.hpp"
#include "core/id.hpp"
#include "core/secret.hpp"
#include "net/clock.hpp"
#include "store/quota_ledger.hpp"
#include "weibo/client.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace rw::app {

/// What one token is, and how it stands. The token itself is never shown.
struct Token {
    std::string name;   ///< `yunzhi/1`, for people
    std::string payer;  ///< in the quota ledger: the same token is the same payer everywhere
    Secret secret;
    Uid uid;                              ///< whose it is; none until the platform said so
    std::optional<TimePoint> expires_at;  ///< as the platform told
    std::string dead;                     ///< why it cannot be used any more; empty while it can
    std::set<std::string, std::less<>>
        refused;         ///< endpoints closed to it, until it or the configuration changes
    bool works = false;  ///< some endpoint has answered it since it was loaded
    std::optional<store::Balance> balance;
};

class Tokens {
public:
    struct World {
        weibo::Client& weibo;
        store::QuotaLedger& ledger;
        net::Clock& clock;
    };
    struct Settings {
        AccountId account;
        Uid uid;                 ///< of the brand's main account
        std::vector<Uid> staff;  ///< others who speak for it
        std::vector<Secret> tokens;
        store::QuotaLimits limits;  ///< of each token
        store::Payer application;   ///< empty name: not counted
        store::Payer address;       ///< of this machine, for all accounts
        double address_share = 1;   ///< what of it this account may plan with
        bool biz = false;
    };
    explicit Tokens(World world) : world_{world} {}

    /// A file may hold another token under the same name: what was dead may live, what was refused may be
    /// open.
    void take_settings(Settings settings);
    std::vector<Token> const& all() const { return tokens_; }

    /// Asks the platform, at the start, every half an hour and after a step of the clock, whose the tokens
    /// are, how long they live, and what it has counted. Free of quota.
    net::Task<void> get_known();
    /// Looks up what is left.
    net::Task<void> look_up();
    /// For the planner; empty when no limit is known.
    std::vector<care::Budget> budgets() const;

    /// What a call is for: the endpoint, and whose token it needs (none: anybody's).
    struct Use {
        std::string endpoint;
        Uid as;
    };
    /// Some token may be asked so, now or later.
    bool covered(Use const& use) const;
    /// The platform has refused the endpoint to every token that could be asked so.
    bool refused(Use const& use) const;
    /// Nothing at all may be asked from this address at present (10022).
    bool address_closed() const;

    struct Payment {
        Token* token = nullptr;  ///< who has paid; nothing when nobody could
        bool nobody = false;  ///< no other call can be paid for either: the address, the application, Redis
        TimePoint again{};    ///< nobody could: not before
    };
    /// Pays for one call with the token that has most left.
    net::Task<Payment> pay(Use use, store::Purpose purpose);
    /// Any token that may be asked so, for what is free of quota.
    Token* free_one(Use const& use);
    weibo::Access access(Token const& token) const { return {token.secret, settings_.biz}; }

    /// What a call that failed means for the token (weibo-api 6.3).
    net::Task<void> failed(Token& token, Use use, weibo::Trouble trouble);
    void worked(Token& token) { token.works = true; }

private:
    net::Task<bool> get_known(Token& token);
    bool fits(Token const& token, Uid as) const;
    bool usable(Token const& token, Use const& use) const;
    TimePoint after_the_hour() const;
    std::vector<store::Payer> payers_of(Token const& token) const;
    net::Task<bool> note_limit(Token& token);
    net::Task<void> give_back(Token const& token);

    World world_;
    Settings settings_;
    std::vector<Token> tokens_;
    std::optional<store::Balance> address_balance_;
    std::optional<Span> known_at_;  ///< steady
    Span wall_less_steady_{0};
};

}  // namespace rw::app
