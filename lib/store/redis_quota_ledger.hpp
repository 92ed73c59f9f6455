// The quota ledger in Redis: one script over two keys in one slot.
#pragma once

#include "store/keys.hpp"
#include "store/quota_ledger.hpp"
#include "store/redis.hpp"

namespace rw::store {

class RedisQuotaLedger final : public QuotaLedger {
public:
    RedisQuotaLedger(Redis& redis, Keys keys) : redis_{redis}, keys_{std::move(keys)} {}

    net::Task<Result<Grant>> take(Claim claim) override;
    net::Task<Result<void>> give_back(Claim claim) override;
    net::Task<Result<std::vector<Balance>>> balances(std::vector<Payer> payers, TimePoint now) override;
    net::Task<Result<void>> reconcile(std::string payer, Told told, TimePoint now) override;
    net::Task<Result<void>> close(std::string payer, TimePoint until, TimePoint now) override;

private:
    net::Task<Result<Reply>> ask(std::vector<std::string> arguments, Redis::Again again);

    Redis& redis_;
    Keys keys_;
};

namespace scripts {

/// The quota ledger: takes, gives back, looks, is told the platform's count, or closes a payer.
///   KEYS  1 spent, a hash: `hNUMBER PAYER` and `dNUMBER PAYER` -> calls in that hour or day since 1970 in
///           Beijing, `lh PAYER` and `ld PAYER` -> limit told, `c PAYER` -> closed until, in ms
///         2 spent-ends, a zset: each field of 1 by the end of its window in ms, so that it can be dropped
///   ARGV  1 verb · 2 the caller's clock in ms, then
///         take   3 calls · 4 `watch` or `people` · name, hour limit, day limit of each payer
///         give   3 calls · name of each payer
///         look   3 `0`   · 4 `watch`             · likewise
///         tell   3 `h` or `d` · 4 limit · 5 left · 6 payer
///         close  3 until in ms · 4 payer
///   Time is Redis' TIME and the caller's clock, each 5 s either way.
///   Returns for take and look {1 granted or 0, again in ms, payer that refuses, then for each payer {left of
///   the hour, left of the day, end of the hour, end of the day, closed until}} with -1 for "no limit" and
///   "not closed"; else OK. Nothing is written unless every payer can pay. Drops up to 100 windows that have
///   been over for two days by both clocks.   O(payers), at most 16 of them.
extern Script const quota;

}  // namespace scripts

}  // namespace rw::store
