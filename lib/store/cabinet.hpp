// Small things that all daemons share and that are no account's: each a text in a drawer of its own.
#pragma once

#include "store/keys.hpp"
#include "store/ledger.hpp"
#include "store/redis.hpp"

#include <string>

namespace rw::store {

class Cabinet {
public:
    virtual ~Cabinet() = default;
    /// Version 0 and nothing in it: it has never been used.
    virtual net::Task<Result<Versioned<std::string>>> open(std::string drawer) = 0;
    /// Over the version that was read; `conflict` when somebody has been faster.
    virtual net::Task<Result<void>> put(std::string drawer, Versioned<std::string> text) = 0;
};

class RedisCabinet final : public Cabinet {
public:
    RedisCabinet(Redis& redis, Keys keys) : redis_{redis}, keys_{std::move(keys)} {}

    net::Task<Result<Versioned<std::string>>> open(std::string drawer) override;
    net::Task<Result<void>> put(std::string drawer, Versioned<std::string> text) override;

private:
    Redis& redis_;
    Keys keys_;
};

namespace scripts {

/// Puts a text into a drawer, if it is as it was read.
///   KEYS  1 the drawer, a hash: `v` its version, `t` its text
///   ARGV  1 version read, 0 for none · 2 text
///   Returns the new version; CONFLICT when another one is there.   O(1).
extern Script const file;

}  // namespace scripts

}  // namespace rw::store
