// One connection to Redis that several tasks share: commands are pipelined as they come, answers go back in
// order.
#pragma once

#include "core/meters.hpp"
#include "core/result.hpp"
#include "core/secret.hpp"
#include "net/clock.hpp"
#include "net/loop.hpp"
#include "net/stream.hpp"
#include "store/resp.hpp"
#include "store/script.hpp"

#include <memory>
#include <string>
#include <vector>

namespace rw::store {

struct RedisAddress {
    net::Endpoint where;
    std::string user;
    int database = 0;
};

/// `unix:///path[?db=N]`, `redis://[user@]host[:port][/db]`, `rediss://…`. `bad_input` says what is wrong
/// with any other, and where a password belongs.
Result<RedisAddress> parse_redis_url(std::string_view url);

struct RedisSettings {
    RedisAddress address;
    Secret password;
    Span connect = 5s;
    Span starts_within{0};       ///< it is being started: that it does not answer yet is no news
    Span command = 5s;           ///< from handing in a command to its answer
    std::size_t queue = 10'000;  ///< commands waiting or in flight; further ones fail as `throttled`
};

class Redis {
public:
    /// What may be done when the answer to a command was lost: it may have been carried out.
    enum class Again {
        never,          ///< report `unknown_outcome`
        if_idempotent,  ///< send it once more: doing it twice is doing it once
    };

    Redis(net::Loop& loop, net::Dialer& dialer, net::Clock& clock, Meters& meters, RedisSettings settings);
    ~Redis();

    /// Keeps a connection open until `stop`: authenticates, selects the database, checks it with PING when it
    /// is quiet, and comes back with backoff when it breaks. Errors of set-up (a wrong password) are logged
    /// and retried.
    net::Task<void> run();
    void stop();
    bool connected() const;
    /// Why there is no connection; empty when there is one.
    std::string trouble() const;

    /// An error reply is a failure: `conflict` for FENCED and CONFLICT, `throttled` for what passes (LOADING,
    /// BUSY, MISCONF, OOM, READONLY, …), else `refused`. Without a connection a command waits for one until
    /// its limit.
    net::Task<Result<Reply>> run(Command command, Again again);
    /// EVALSHA, and once more with the whole text after NOSCRIPT.
    net::Task<Result<Reply>> run(Script const& script, std::vector<std::string> keys,
                                 std::vector<std::string> arguments, Again again);

private:
    friend struct RedisTasks;
    struct State;
    std::shared_ptr<State> state_;
};

/// The failure that an error reply amounts to.
Failure failure_of(std::string_view doing, Reply const& error);

}  // namespace rw::store
