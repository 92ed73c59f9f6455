// The quota ledger in memory: the same promises under the caller's clock alone, for simulations and tests
// without a server. The claims of tests/live/store/quota_test.cpp hold for both.
#pragma once

#include "store/quota_ledger.hpp"
#include "store/quota_windows.hpp"

#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace rw::test {

using namespace rw::store;

class MemoryQuotaLedger final : public QuotaLedger {
public:
    net::Task<Result<Grant>> take(Claim claim) override { co_return take_now(claim); }
    /// Without a clock of its own it takes the claim's time for now.
    net::Task<Result<void>> give_back(Claim claim) override {
        if (auto const sound = check_claim(claim); !sound) co_return sound.error();
        for (auto const& payer : claim.payers) {
            for (auto& [window, spent] : accounts_[payer.name].spent) {
                auto const running = running_windows(window.first, claim.now);
                if (running.contains(window.second)) spent = std::max<std::int64_t>(spent - claim.calls, 0);
            }
        }
        co_return Result<void>{};
    }
    net::Task<Result<std::vector<Balance>>> balances(std::vector<Payer> payers, TimePoint now) override {
        if (auto const sound = check_payers(payers); !sound) co_return sound.error();
        co_return look(payers, now);
    }
    net::Task<Result<void>> reconcile(std::string payer, Told told, TimePoint now) override {
        if (told.limit <= 0) co_return Result<void>{};
        auto const window = told.by_day ? Window::day : Window::hour;
        auto& account = accounts_[payer];
        account.told[index(window)] = {told.limit, now + told_for};
        auto const running = running_windows(window, now);
        auto const used = told.limit - std::max<std::int64_t>(told.left, 0);
        if (running.size() == 1)
            account.spent[{window, *running.begin()}] =
                std::max(spent(payer, window, *running.begin()), used);
        co_return Result<void>{};
    }
    net::Task<Result<void>> close(std::string payer, TimePoint until, TimePoint) override {
        auto& closed = accounts_[payer].closed_until;
        closed = std::max(closed, until);
        co_return Result<void>{};
    }

    /// Calls counted for `payer` in the window that `when` lies in.
    std::int64_t spent_at(std::string const& payer, Window window, TimePoint when) const {
        return spent(payer, window, window_number(window, when));
    }

    /// As `take`, for simulations that have no loop.
    Result<Grant> take_now(Claim const& claim) {
        if (auto const sound = check_claim(claim); !sound) return sound.error();
        Grant grant;
        grant.granted = true;
        for (auto const& payer : claim.payers) {
            auto const again = may_pay_from(payer, claim);
            if (again <= grant.again) continue;
            grant.granted = false;
            grant.again = again;
            grant.payer = payer.name;
        }
        if (grant.granted) {
            for (auto const& payer : claim.payers)
                count(payer.name, claim.calls, claim.now);
        }
        grant.balances = look(claim.payers, claim.now);
        return grant;
    }

private:
    static constexpr Span told_for = 30 * 24h;
    static constexpr std::array windows{Window::hour, Window::day};

    struct ToldLimit {
        std::int64_t limit = 0;
        TimePoint until{};
    };
    struct Account {
        std::map<std::pair<Window, std::int64_t>, std::int64_t> spent;
        std::array<ToldLimit, 2> told;
        TimePoint closed_until{};
    };

    static std::size_t index(Window window) { return window == Window::hour ? 0 : 1; }
    static std::set<std::int64_t> running_windows(Window window, TimePoint now) {
        return {window_number(window, now - window_slack), window_number(window, now + window_slack)};
    }

    std::int64_t spent(std::string const& payer, Window window, std::int64_t number) const {
        auto const account = accounts_.find(payer);
        if (account == accounts_.end()) return 0;
        auto const found = account->second.spent.find({window, number});
        return found == account->second.spent.end() ? 0 : found->second;
    }
    std::int64_t limit(Payer const& payer, Window window, TimePoint now) const {
        auto const ours = window == Window::hour ? payer.limits.hour : payer.limits.day;
        auto const account = accounts_.find(payer.name);
        if (account == accounts_.end()) return ours;
        auto const& told = account->second.told[index(window)];
        return limit_in_force(ours, told.until > now ? told.limit : 0);
    }

    /// The epoch when the claim fits now.
    TimePoint may_pay_from(Payer const& payer, Claim const& claim) const {
        auto again = TimePoint{};
        auto const account = accounts_.find(payer.name);
        if (account != accounts_.end() && account->second.closed_until > claim.now)
            again = account->second.closed_until;
        for (auto const window : windows) {
            auto const whole = limit(payer, window, claim.now);
            auto const may = claim.purpose == Purpose::people ? whole : share_of(whole);
            for (auto const number : running_windows(window, claim.now)) {
                bool const fits = whole == 0 || spent(payer.name, window, number) + claim.calls <= may;
                if (!fits) again = std::max(again, window_end(window, number) + window_slack);
            }
        }
        return again;
    }

    void count(std::string const& payer, int calls, TimePoint now) {
        auto& spent = accounts_[payer].spent;
        for (auto const window : windows) {
            for (auto const number : running_windows(window, now))
                spent[{window, number}] += calls;
        }
        std::erase_if(spent, [&](auto const& one) {
            return window_end(one.first.first, one.first.second) < now - window_kept;
        });
    }

    std::vector<Balance> look(std::vector<Payer> const& payers, TimePoint now) const {
        std::vector<Balance> balances;
        for (auto const& payer : payers) {
            Balance one;
            look(payer, Window::hour, now, one.hour_left, one.hour_resets);
            look(payer, Window::day, now, one.day_left, one.day_resets);
            auto const account = accounts_.find(payer.name);
            if (account != accounts_.end() && account->second.closed_until > now)
                one.closed_until = account->second.closed_until;
            balances.push_back(one);
        }
        return balances;
    }
    void look(Payer const& payer, Window window, TimePoint now, std::int64_t& left, TimePoint& resets) const {
        std::int64_t most = -1;
        for (auto const number : running_windows(window, now)) {
            auto const used = spent(payer.name, window, number);
            if (used < most) continue;
            most = used;
            resets = window_end(window, number) + window_slack;
        }
        auto const whole = limit(payer, window, now);
        left = whole == 0 ? -1 : std::max<std::int64_t>(share_of(whole) - most, 0);
    }

    std::map<std::string, Account> accounts_;
};

}  // namespace rw::test
