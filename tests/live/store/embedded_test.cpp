// The daemon's own redis-server.
#include "support/printing.hpp"
#include "support/redis_server.hpp"

#include "store/embedded.hpp"

#include <catch2/catch.hpp>

#include <sys/stat.h>

using namespace rw;
using test::TempDir;

namespace {

/// An embedded server with a connection to it.
struct Bench {
    explicit Bench(std::string const& dir) : server{*clock, dir} {
        auto const prepared = server.prepare();
        INFO((prepared ? "" : prepared.error().doing));
        REQUIRE(prepared);
        settings.address.where = {server.socket(), 0, false, true};
        redis = std::make_unique<store::Redis>(loop, *dialer, *clock, meters, settings);
        loop.spawn("server", server.run());
        loop.spawn("redis", redis->run());
    }
    ~Bench() {
        loop.run_until_done(stop());
        loop.clear();
    }
    net::Task<int> stop() {
        co_await server.stop();
        co_return 0;
    }
    Result<store::Reply> ask(std::string_view name, std::string_view key, std::string_view value = {}) {
        store::Command command{name};
        command.add(key);
        if (!value.empty()) command.add(value);
        return loop.run_until_done(redis->run(std::move(command), store::Redis::Again::if_idempotent));
    }

    net::Loop loop;
    std::unique_ptr<net::Clock> clock = net::make_real_clock();
    std::unique_ptr<net::Dialer> dialer = *net::make_dialer({});
    Meters meters;
    store::RedisSettings settings;
    store::EmbeddedRedis server;
    std::unique_ptr<store::Redis> redis;
};

}  // namespace

TEST_CASE("the embedded server keeps what it was told across a clean end", "[live]") {
    TempDir dir;
    {
        Bench bench{dir.path()};
        REQUIRE(bench.ask("SET", "k", "kept"));
    }
    Bench bench{dir.path()};
    CHECK(bench.ask("GET", "k")->text() == "kept");
}

TEST_CASE("it is started again when it dies, with what it had", "[live]") {
    TempDir dir;
    Bench bench{dir.path()};
    REQUIRE(bench.ask("SET", "k", "kept"));
    REQUIRE(bench.server.pid() > 0);
    ::kill(bench.server.pid(), SIGKILL);
    CHECK(bench.ask("GET", "k")->text() == "kept");
    CHECK(bench.server.restarts() == 1);
}

TEST_CASE("it is nobody else's: closed directory, no port, one daemon", "[live]") {
    TempDir dir;
    Bench bench{dir.path()};
    REQUIRE(bench.ask("SET", "k", "v"));
    struct stat found{};
    REQUIRE(::stat((dir.path() + "/redis").c_str(), &found) == 0);
    CHECK((found.st_mode & 0777) == 0700);
    CHECK(bench.loop.run_until_done([](store::Redis& redis) -> net::Task<std::string> {
        store::Command get{"CONFIG"};
        get.add("GET").add("port");
        auto const reply = co_await redis.run(std::move(get), store::Redis::Again::if_idempotent);
        co_return reply ? reply->items().at(1).text() : std::string{};
    }(*bench.redis)) == "0");
    store::EmbeddedRedis second{*bench.clock, dir.path()};
    auto const refused = second.prepare();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().doing.find("another replywatchd") != std::string::npos);
}

TEST_CASE("a place that cannot be is refused with its reason", "[live]") {
    auto const clock = net::make_real_clock();
    store::EmbeddedRedis too_long{*clock, "/tmp/" + std::string(120, 'x')};
    CHECK(too_long.prepare().error().doing.find("choose a shorter state_dir") != std::string::npos);
    store::EmbeddedRedis forbidden{*clock, "/proc/nowhere"};
    CHECK(forbidden.prepare().error().kind == Fault::bad_input);
}
