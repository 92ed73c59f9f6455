// What the fans service sends to a brand's address, as values: body, signature, and what came of it
// (weibo-api 8).
#pragma once

#include "weibo-sim/scenario.hpp"

#include <string>

namespace rw::sim {

struct Push {
    std::string brand;  ///< key
    std::string body;
};

/// What came of a brand's pushes.
struct PushTally {
    bool verified = false;       ///< the address has echoed what it was sent
    std::int64_t letters = 0;    ///< messages that were to be pushed
    std::int64_t attempts = 0;   ///< POSTs, repetitions included
    std::int64_t delivered = 0;  ///< answered with 2xx in time
    std::int64_t failed = 0;     ///< given up after three attempts, or because the address is not verified
};

/// The JSON of one message; it has no id (weibo-api 8.2, 8.3).
std::string push_body(Letter const& letter);

/// `signature`, `timestamp` and `nonce`, to be put into the query: SHA-1 over the three in the order of their
/// bytes (weibo-api 8.1).
std::string push_signature(std::string const& app_secret, std::string const& timestamp,
                           std::string const& nonce);

}  // namespace rw::sim
