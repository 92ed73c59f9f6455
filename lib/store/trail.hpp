// Who has changed what, or looked at what is masked for others; kept for auditors, the latest hundred
// thousand lines.
#pragma once

#include "core/result.hpp"
#include "core/time.hpp"
#include "store/keys.hpp"
#include "store/redis.hpp"

#include <string>
#include <vector>

namespace rw::store {

struct TrailLine {
    std::string position;  ///< given when it is kept
    TimePoint at{};
    std::string who;
    std::string role;
    std::string did;  ///< `POST /api/v1/…`
    int status = 0;
};

class Trail {
public:
    Trail(Redis& redis, Keys keys) : redis_{redis}, keys_{std::move(keys)} {}

    net::Task<Result<void>> add(TrailLine line);
    /// The latest first, from before `before` on (empty: from the end).
    net::Task<Result<std::vector<TrailLine>>> page(std::string before, std::size_t limit);

private:
    Redis& redis_;
    Keys keys_;
};

}  // namespace rw::store
