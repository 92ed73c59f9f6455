// What has been asked of the platform, counted in one place for every process, so that a restart, a second
// daemon or a clock that steps cannot overdraw it (weibo-api 7).
#pragma once

#include "core/result.hpp"
#include "core/time.hpp"
#include "net/task.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rw::store {

struct QuotaLimits {
    std::int64_t hour = 0;  ///< 0: none known, counted all the same
    std::int64_t day = 0;   ///< 0: none known, counted all the same
};

/// Who pays for a call: `token/HASH`, `app/KEY`, `ip/HOST`.
struct Payer {
    std::string name;
    QuotaLimits limits;
};

/// A tenth of each window is kept back for people (`share_of`).
enum class Purpose : std::uint8_t { watch, people };

struct Claim {
    std::vector<Payer> payers;  ///< at least one, at most 16, each once
    Purpose purpose = Purpose::watch;
    int calls = 1;  ///< 1 to 1000
    TimePoint now{};
};

/// What is left for `watch`, that is without the tenth.
struct Balance {
    std::int64_t hour_left = -1;  ///< -1: no limit known
    std::int64_t day_left = -1;   ///< -1: no limit known
    TimePoint hour_resets{};      ///< when the fullest window that counts now is over, by the caller's clock
    TimePoint day_resets{};
    std::optional<TimePoint> closed_until;
};

struct Grant {
    bool granted = false;
    TimePoint again{};              ///< refused: the earliest instant at which the claim may fit
    std::string payer;              ///< refused: who has nothing left before `again`
    std::vector<Balance> balances;  ///< in the order of the payers, after the claim
};

/// The platform's own count (rate_limit_status).
struct Told {
    std::int64_t limit = 0;
    std::int64_t left = 0;
    bool by_day = false;
};

/// Windows are the full hour and the day in Beijing. A call is counted in every window that the caller's
/// clock or the ledger's own may be in, each 5 s early or late, and has to fit into all of them: so a step of
/// either clock alone opens no window early. All functions fail with `bad_input` for what cannot be asked,
/// and with what Redis says.
class QuotaLedger {
public:
    virtual ~QuotaLedger() = default;

    /// Counts `calls` for every payer at once, or for none. `unknown_outcome` may have been counted and has
    /// to be treated as spent: asking again is asking for more.
    virtual net::Task<Result<Grant>> take(Claim claim) = 0;

    /// A call that was paid for and then not sent after all (nobody answered). Counts fall by `calls` in the
    /// windows that both the claim's time and the ledger's own lie in now, never below zero; after the window
    /// has ended nothing is given back. `unknown_outcome` may have been given back and has to be treated as
    /// spent: giving back again is taking more than was paid.
    virtual net::Task<Result<void>> give_back(Claim claim) = 0;

    /// Looks without taking; in the order of the payers.
    virtual net::Task<Result<std::vector<Balance>>> balances(std::vector<Payer> payers, TimePoint now) = 0;

    /// The platform's own count of the running window; the greater use holds. Its limit replaces ours when it
    /// is smaller or ours is unknown, until it is told anew or for 30 days. Within 5 s of a window's edge
    /// only the limit is taken: nobody knows then which window the count is of. A limit of 0 tells nothing.
    virtual net::Task<Result<void>> reconcile(std::string payer, Told told, TimePoint now) = 0;

    /// The platform has refused (10022, 10023, 10024): closed until then for every process, by whichever
    /// clock is behind. An earlier instant than the one known changes nothing.
    virtual net::Task<Result<void>> close(std::string payer, TimePoint until, TimePoint now) = 0;
};

/// `bad_input` with words when a claim cannot be.
Result<void> check_claim(Claim const& claim);
Result<void> check_payers(std::vector<Payer> const& payers);

}  // namespace rw::store
