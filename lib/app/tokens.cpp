#include "app/tokens.hpp"

#include "core/hash.hpp"
#include "core/log.hpp"
#include "net/digest.hpp"
#include "store/quota_windows.hpp"

#include <algorithm>

namespace rw::app {
namespace {

using weibo::ErrorClass;

constexpr Span ask_again = 30min;
constexpr Span try_again = 60s;
constexpr Span clock_step = 2s;

/// The budget of one kind of window over all that may pay. Without a limit there is none.
struct Pool {
    double left = 0;
    double whole = 0;
    TimePoint resets{};
    bool limited = true;

    void add(std::int64_t calls, std::int64_t of, TimePoint until) {
        limited = limited && calls >= 0;
        left += static_cast<double>(std::max<std::int64_t>(calls, 0));
        whole += static_cast<double>(of);
        resets = std::max(resets, until);
    }
};

/// While a payer is closed nothing is left of it.
store::Balance as_of(store::Balance balance, TimePoint now) {
    bool const closed = balance.closed_until && *balance.closed_until > now;
    if (closed) balance.hour_left = balance.day_left = 0;
    return balance;
}

/// Of the tighter window.
std::int64_t calls_left(Token const* token) {
    if (!token->balance) return 0;
    auto const limited = [](std::int64_t left) { return left < 0 ? INT64_MAX : left; };
    return std::min(limited(token->balance->hour_left), limited(token->balance->day_left));
}

}  // namespace

void Tokens::take_settings(Settings settings) {
    settings_ = std::move(settings);
    tokens_.clear();
    known_at_.reset();
    for (std::size_t i = 0; i < settings_.tokens.size(); ++i) {
        Token token;
        token.name = settings_.account.text() + "/" + std::to_string(i + 1);
        token.secret = settings_.tokens[i];
        token.payer = "token/" + net::sha256_hex(token.secret.reveal()).substr(0, 20);
        tokens_.push_back(std::move(token));
    }
}

std::vector<store::Payer> Tokens::payers_of(Token const& token) const {
    std::vector<store::Payer> payers{{token.payer, settings_.limits}, settings_.address};
    if (!settings_.application.name.empty()) payers.push_back(settings_.application);
    return payers;
}

net::Task<void> Tokens::get_known() {
    if (address_closed()) co_return;
    auto const steady = world_.clock.steady();
    auto const offset = world_.clock.now().time_since_epoch() - steady;
    auto const stepped = offset - wall_less_steady_;
    bool const fresh =
        known_at_ && steady - *known_at_ < ask_again && stepped < clock_step && -stepped < clock_step;
    if (fresh) co_return;
    known_at_ = steady;
    wall_less_steady_ = offset;
    for (auto& token : tokens_) {
        bool const known = co_await get_known(token);
        if (!known) known_at_ = steady - ask_again + try_again;
    }
}

/// False when the platform has not said everything.
net::Task<bool> Tokens::get_known(Token& token) {
    if (!token.dead.empty()) co_return true;
    auto const info = co_await world_.weibo.token_info(token.secret);
    if (info) {
        token.uid = info->uid;
        token.expires_at = info->expires_at;
        token.works = true;
        bool const ours = info->uid == settings_.uid ||
                          std::ranges::find(settings_.staff, info->uid) != settings_.staff.end();
        if (info->expires_in <= Span{0}) token.dead = "get_token_info: expired";
        if (!ours)
            token.dead = "it belongs to " + info->uid.text() +
                         ", who is neither the account nor one of its staff_uids";
    } else if (info.error().what == ErrorClass::auth) {
        token.dead = info.error().failure.doing;
    }
    if (!token.dead.empty()) co_return true;
    bool const noted = co_await note_limit(token);
    bool const told = info.has_value();
    co_return noted&& told;
}

/// The platform's own count: others may spend from the same window.
net::Task<bool> Tokens::note_limit(Token& token) {
    auto const told = co_await world_.weibo.rate_limits(token.secret);
    if (!told) {
        if (told.error().what == ErrorClass::auth) token.dead = told.error().failure.doing;
        co_return false;
    }
    auto const now = world_.clock.now();
    if (told->user_left >= 0) {
        store::Told const counted{told->user_limit, told->user_left, told->by_day};
        [[maybe_unused]] auto const noted = co_await world_.ledger.reconcile(token.payer, counted, now);
    }
    if (told->ip_left >= 0) {
        store::Told const counted{told->ip_limit, told->ip_left, false};
        [[maybe_unused]] auto const noted =
            co_await world_.ledger.reconcile(settings_.address.name, counted, now);
    }
    co_return true;
}

net::Task<void> Tokens::look_up() {
    std::vector<store::Payer> payers{settings_.address};
    for (auto const& token : tokens_)
        payers.push_back({token.payer, settings_.limits});
    // One token in two files is one payer.
    std::ranges::sort(payers, {}, &store::Payer::name);
    auto const doubles = std::ranges::unique(payers, {}, &store::Payer::name);
    payers.erase(doubles.begin(), doubles.end());
    auto const balances = co_await world_.ledger.balances(payers, world_.clock.now());
    if (!balances) {
        log::warn("quota.unknown", {{"account", settings_.account.text()}, {"why", balances.error().doing}});
        co_return;
    }
    for (std::size_t i = 0; i < payers.size(); ++i) {
        if (payers[i].name == settings_.address.name) address_balance_ = (*balances)[i];
        for (auto& token : tokens_) {
            if (token.payer == payers[i].name) token.balance = (*balances)[i];
        }
    }
}

std::vector<care::Budget> Tokens::budgets() const {
    auto const now = world_.clock.now();
    Pool hour;
    Pool day;
    std::set<std::string> counted;
    // Planned with is what the brand's own tokens have: what staff tokens can do besides comes on top.
    for (auto const& token : tokens_) {
        if (!token.dead.empty() || !fits(token, settings_.uid)) continue;
        if (!token.balance || !counted.insert(token.payer).second) continue;
        auto const balance = as_of(*token.balance, now);
        hour.add(balance.hour_left, store::share_of(settings_.limits.hour), balance.hour_resets);
        day.add(balance.day_left, store::share_of(settings_.limits.day), balance.day_resets);
    }
    std::vector<care::Budget> budgets;
    if (address_closed()) budgets.push_back({0, *address_balance_->closed_until, 0, 1h});
    if (counted.empty()) return budgets;
    if (hour.limited) budgets.push_back({hour.left, hour.resets, std::max(hour.whole, hour.left), 1h});
    if (day.limited) budgets.push_back({day.left, day.resets, std::max(day.whole, day.left), 24h});
    if (address_balance_ && address_balance_->hour_left >= 0) {
        auto const left = static_cast<double>(address_balance_->hour_left) * settings_.address_share;
        budgets.push_back({left, address_balance_->hour_resets, left, 1h});
    }
    return budgets;
}

/// Until we are told whose they are, the first token is taken for the brand's and the others for nobody's:
/// what another account's token shows would be filed as the brand's.
bool Tokens::fits(Token const& token, Uid as) const {
    bool const first = &token == tokens_.data();
    auto const uid = token.uid.none() && first ? settings_.uid : token.uid;
    return as.none() || as == uid;
}

bool Tokens::usable(Token const& token, Use const& use) const {
    return token.dead.empty() && !token.refused.contains(use.endpoint) && fits(token, use.as);
}

bool Tokens::covered(Use const& use) const {
    return std::ranges::any_of(tokens_, [&](Token const& token) { return usable(token, use); });
}

bool Tokens::refused(Use const& use) const {
    auto const closed = [&](Token const& token) {
        return fits(token, use.as) && token.refused.contains(use.endpoint);
    };
    return !covered(use) && std::ranges::any_of(tokens_, closed);
}

bool Tokens::address_closed() const {
    return address_balance_ && address_balance_->closed_until &&
           *address_balance_->closed_until > world_.clock.now();
}

Token* Tokens::free_one(Use const& use) {
    auto const found = std::ranges::find_if(tokens_, [&](Token const& token) { return usable(token, use); });
    return found == tokens_.end() ? nullptr : &*found;
}

net::Task<Tokens::Payment> Tokens::pay(Use use, store::Purpose purpose) {
    std::vector<Token*> able;
    for (auto& token : tokens_) {
        if (usable(token, use)) able.push_back(&token);
    }
    std::ranges::stable_sort(able, std::greater{}, calls_left);
    Payment payment;
    payment.again = world_.clock.now() + try_again;
    for (auto* token : able) {
        store::Claim claim;
        claim.payers = payers_of(*token);
        claim.purpose = purpose;
        claim.now = world_.clock.now();
        auto const grant = co_await world_.ledger.take(std::move(claim));
        if (!grant) {  // it may have been counted: then one call less is made than allowed
            log::warn("quota.unsure", {{"token", token->name}, {"why", grant.error().doing}});
            payment.nobody = true;
            co_return payment;
        }
        if (!grant->balances.empty()) token->balance = grant->balances.front();
        if (grant->balances.size() > 1) address_balance_ = grant->balances[1];
        if (grant->granted) {
            payment.token = token;
            co_return payment;
        }
        payment.again = std::max(payment.again, grant->again);
        payment.nobody =
            grant->payer != token->payer;  // the address or the application: no other token helps
        if (payment.nobody) co_return payment;
    }
    co_return payment;
}

/// Nobody answered, and nothing was sent: the platform has counted nothing.
net::Task<void> Tokens::give_back(Token const& token) {
    store::Claim claim;
    claim.payers = payers_of(token);
    claim.now = world_.clock.now();
    auto const given = co_await world_.ledger.give_back(std::move(claim));
    if (!given) log::debug("quota.not_given_back", {{"token", token.name}, {"why", given.error().doing}});
}

/// The platform's clock and ours are not one, and nobody wants to be the first of all at the full hour.
TimePoint Tokens::after_the_hour() const {
    auto const hour = store::window_number(store::Window::hour, world_.clock.now());
    auto const spread = fnv1a(settings_.account.text()) % 20'000;
    return store::window_end(store::Window::hour, hour) + 2 * store::window_slack +
           Span{static_cast<std::int64_t>(spread)};
}

net::Task<void> Tokens::failed(Token& token, Use use, weibo::Trouble trouble) {
    auto const now = world_.clock.now();
    auto const hour = after_the_hour();
    if (!trouble.sent) co_await give_back(token);
    auto const what = trouble.code == 0 ? trouble.what : weibo::class_of(trouble.code, token.works);
    if (what == ErrorClass::auth) {
        token.dead = trouble.failure.doing;
    } else if (what == ErrorClass::limit_ip) {
        [[maybe_unused]] auto const done = co_await world_.ledger.close(settings_.address.name, hour, now);
    } else if (what == ErrorClass::limit_token && trouble.code != 10024) {
        [[maybe_unused]] auto const noted = co_await note_limit(token);
        [[maybe_unused]] auto const done = co_await world_.ledger.close(token.payer, hour, now);
    } else if (what == ErrorClass::forbidden || (trouble.code != 0 && weibo::is_permission(trouble.code))) {
        token.refused.insert(std::move(use.endpoint));
    }
}

}  // namespace rw::app
