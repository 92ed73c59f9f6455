// What was asked of us: for tests that count.
#pragma once

#include <map>
#include <string>
#include <utility>

namespace rw::sim {

struct Census {
    std::map<std::pair<std::string, std::string>, int>
        calls;                          ///< (path, token) to calls; an absent token is ""
    std::map<std::string, int> writes;  ///< calls of endpoints that would change something, by path
    std::map<int, int> refused;         ///< error answers by code
    std::map<std::string, int> faults;  ///< faults met, by kind
};

}  // namespace rw::sim
