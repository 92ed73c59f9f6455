// What was asked of us: for tests that count.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace rw::sim {

/// What one list gave to one token.
struct Served {
    std::int64_t pages = 0;
    std::int64_t items = 0;
};

struct Census {
    std::map<std::pair<std::string, std::string>, int>
        calls;                          ///< (path, token) to calls; an absent token is ""
    std::map<std::string, int> writes;  ///< calls of endpoints that would change something, by path
    std::map<int, int> refused;         ///< error answers by code
    std::map<std::string, int> faults;  ///< faults met, by kind
    std::map<std::pair<std::string, std::string>, Served> served;  ///< (token, path) to what lists gave
};

}  // namespace rw::sim
