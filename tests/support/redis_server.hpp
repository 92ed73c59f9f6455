// A real redis-server of a test's own, on a unix socket in a directory that goes with it.
#pragma once

#include "net/loop.hpp"
#include "net/process.hpp"
#include "store/redis.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <stdlib.h>

namespace rw::test {

class TempDir {
public:
    TempDir() {
        char name[] = "/tmp/replywatch-test-XXXXXX";
        path_ = ::mkdtemp(name);
    }
    ~TempDir() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TempDir(TempDir const&) = delete;
    TempDir& operator=(TempDir const&) = delete;
    std::string const& path() const { return path_; }

private:
    std::string path_;
};

class RedisServer {
public:
    explicit RedisServer(std::vector<std::string> extra = {}) : extra_{std::move(extra)} { start(); }

    std::string socket() const { return dir_.path() + "/redis.sock"; }
    std::string const& dir() const { return dir_.path(); }
    int pid() const { return process_->pid(); }

    void kill_hard() {
        ::kill(process_->pid(), SIGKILL);
        process_.reset();
    }
    void start() {
        std::vector<std::string> arguments{"redis-server",
                                           "--port",
                                           "0",
                                           "--unixsocket",
                                           socket(),
                                           "--dir",
                                           dir_.path(),
                                           "--appendonly",
                                           "yes",
                                           "--appendfsync",
                                           "everysec",
                                           "--save",
                                           ""};
        arguments.insert(arguments.end(), extra_.begin(), extra_.end());
        auto started = net::Process::start(std::move(arguments), dir_.path() + "/redis.log");
        REQUIRE(started.has_value());
        process_.emplace(*std::move(started));
    }

    store::RedisSettings settings() const {
        store::RedisSettings settings;
        settings.address.where.unix_socket = true;
        settings.address.where.host = socket();
        return settings;
    }

private:
    TempDir dir_;
    std::vector<std::string> extra_;
    std::optional<net::Process> process_;
};

/// A loop with a connection to `server`, under the machine's clock.
class RedisBench {
public:
    explicit RedisBench(store::RedisSettings settings)
        : redis{loop, *dialer, *clock, meters, std::move(settings)} {
        loop.spawn("redis", redis.run());
    }
    ~RedisBench() { loop.clear(); }

    template <class T>
    T now(net::Task<T> task) {
        return loop.run_until_done(std::move(task));
    }
    Result<store::Reply> ask(std::vector<std::string> const& words,
                             store::Redis::Again again = store::Redis::Again::if_idempotent) {
        store::Command command{words.front()};
        for (std::size_t i = 1; i < words.size(); ++i)
            command.add(words[i]);
        return now(redis.run(std::move(command), again));
    }

    net::Loop loop;
    std::unique_ptr<net::Clock> clock = net::make_real_clock();
    std::unique_ptr<net::Dialer> dialer = *net::make_dialer({});
    Meters meters;
    store::Redis redis;
};

}  // namespace rw::test
