// Which process works for an account. A lease ends by itself; its fencing number keeps a late holder from
// writing.
#pragma once

#include "store/keys.hpp"
#include "store/ledger.hpp"
#include "store/redis.hpp"

#include <optional>
#include <string>

namespace rw::store {

class Lease {
public:
    struct Settings {
        std::string
            holder;  ///< name of the instance; it takes over its own lease at once (one process an instance)
        Span life = 15s;
    };
    Lease(Redis& redis, net::Clock& clock, Keys keys, AccountId account, Settings settings);

    /// Takes the lease if nobody else holds it, or renews it. True when it is ours now. To be called every
    /// third of its life. `conflict` when it was lost.
    net::Task<Result<bool>> hold();
    /// Gives it up, so that another need not wait for its end.
    net::Task<void> release();

    /// Our right to write, while we are sure of it: it ends a fifth of a life before the lease does.
    std::optional<Tenure> tenure() const;
    /// A write was refused as FENCED: forget the lease.
    void lost() { fence_ = 0; }

private:
    Redis& redis_;
    net::Clock& clock_;
    Keys keys_;
    AccountId account_;
    Settings settings_;
    std::int64_t fence_ = 0;
    Span sure_until_{0};
};

namespace scripts {

/// Takes or renews the lease of an account.
///   KEYS  1 lease · 2 fence      ARGV  1 holder · 2 life in ms · 3 fencing number held, or 0
///   Returns the fencing number; 0 when somebody else holds the lease. A new holder's number is the greater
///   of the last one plus one and Redis' time in ms, so that numbers grow even after data was lost (redis.md
///   8).  O(1).
extern Script const take_lease;
/// Gives the lease up.   KEYS 1 lease · 2 fence   ARGV 1 holder · 2 fencing number   Returns 1 if it was
/// ours.  O(1).
extern Script const release_lease;

}  // namespace scripts

}  // namespace rw::store
