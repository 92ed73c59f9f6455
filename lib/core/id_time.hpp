// What an id of Weibo tells of its time (weibo-api 3.1).
#pragma once

#include "core/id.hpp"
#include "core/time.hpp"

namespace rw {

inline constexpr std::int64_t id_epoch = 515'483'463;  ///< seconds since 1970
inline constexpr unsigned id_random_bits = 22;

/// When an id was given out, to the second. `created_at` is up to 3 s before and 1 s after it. Holds for ids
/// since 2011-08.
constexpr TimePoint time_of_id(std::int64_t id) {
    return TimePoint{std::chrono::seconds{(id >> id_random_bits) + id_epoch}};
}

}  // namespace rw
