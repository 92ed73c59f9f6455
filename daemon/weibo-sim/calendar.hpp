// Dates, ids and quota windows as the platform has them.
#pragma once

#include "core/id.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <string>

namespace rw::sim {

constexpr std::int64_t id_epoch = 515483463;  ///< seconds since 1970 (weibo-api 3.1)
constexpr std::int64_t low_bits = 1LL << 22;  ///< ids of one second

/// The first id of the second in which `when` lies; an id is this plus a random number below `low_bits`.
std::int64_t first_id_of(TimePoint when);
/// The second in which an id was made.
TimePoint time_of(std::int64_t id);

/// `Tue May 31 17:46:55 +0800 2011` (weibo-api 1).
std::string weibo_date(TimePoint when);
/// `2012-02-29 18:00:00`, Beijing time: only `rate_limit_status` writes it so.
std::string beijing_stamp(TimePoint when);

/// Quota windows begin at the full hour and at midnight in Beijing (weibo-api 7).
TimePoint hour_of(TimePoint when);
TimePoint day_of(TimePoint when);

}  // namespace rw::sim
