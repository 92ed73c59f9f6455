// The ledger of fans (B2): who they are to the account, and who has gone silent on it (B4, B9).
#pragma once

#include "care/finding.hpp"
#include "care/history.hpp"
#include "care/local_time.hpp"

#include <optional>
#include <unordered_map>
#include <vector>

namespace rw::care {

struct FanLine {
    Uid fan;
    Tier tier = Tier::normal;
    bool heard = false;
    TimePoint first_seen{};    ///< in this history
    TimePoint last_contact{};  ///< the fan's last word
    int touches = 0;
    int waits = 0;
    int answered = 0;
    int unanswered = 0;
    int open = 0;
    std::optional<Fate> last_fate;  ///< of the last wait
};
/// One line a fan, by uid; what happened after `now` is left aside.
std::vector<FanLine> fan_lines(History const& history, TimePoint now);

/// Tiers as the ledger tells them (A14): fans who have talked to us often are the core, those who came within
/// the last four weeks are new. The rest, normal ones, are left out.
std::unordered_map<Uid, Tier> tiers_by_ledger(std::vector<FanLine> const& fans, TimePoint now);

struct LoyaltyPolicy {
    Span ignored_after = 72h;  ///< an open wait of this age counts as unanswered
    int in_a_row = 3;          ///< answered thrice, then ignored thrice (B4)
    int touches = 3;           ///< … in `frequent_in` make a frequent fan (B9)
    Span frequent_in = 56 * 24h;
    Span silence = 21 * 24h;
};

/// Fans who were answered three times in a row and then ignored three times: one finding that names those of
/// whom it became true in the week of `now`.
std::optional<Finding> fans_ignored(History const& history, TimePoint now, LocalDays const& local,
                                    LoyaltyPolicy const& policy);

/// Frequent fans who went silent after nobody answered, and whose silence reached three weeks in [from,
/// until].
std::vector<Uid> lost_fans(History const& history, TimePoint from, TimePoint until,
                           LoyaltyPolicy const& policy);
/// The weekly list of frequent fans who went silent after nobody answered: those whose silence reached three
/// weeks in the week of `now`, so that each is named once.
std::optional<Finding> lost_after_silence(History const& history, TimePoint now, LocalDays const& local,
                                          LoyaltyPolicy const& policy);

}  // namespace rw::care
