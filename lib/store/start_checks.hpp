// What Redis must be before anything is entrusted to it.
#pragma once

#include "store/keys.hpp"
#include "store/redis.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rw::store {

inline constexpr std::int64_t schema_version = 1;

/// What INFO says, name to value.
using ServerFacts = std::map<std::string, std::string, std::less<>>;
ServerFacts parse_info(std::string_view info);

struct Findings {
    std::vector<std::string> refusals;  ///< with these we do not start
    std::vector<std::string> warnings;  ///< with these we start, and say so
    std::int64_t late_fsyncs = 0;       ///< since the server started
};
/// Refused: older than 6.2, a maxmemory-policy that drops keys, a replica. Warned: no append-only file,
/// writes to it that fail, fsyncs that are late (redis.md 4).
Findings examine(ServerFacts const& facts, std::int64_t known_late_fsyncs = 0);

/// Asks the server, examines it, and writes or compares the schema version: a number greater than ours is
/// refused.
net::Task<Result<Findings>> check_server(Redis& redis, Keys keys, std::int64_t known_late_fsyncs = 0);

}  // namespace rw::store
