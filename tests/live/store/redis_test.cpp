// The connection against a real server: what it promises when the server goes, hangs, or says no.
#include "support/printing.hpp"
#include "support/redis_server.hpp"

#include "store/lease.hpp"
#include "store/start_checks.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using test::RedisBench;
using test::RedisServer;
using Again = store::Redis::Again;

namespace {

net::Task<void> ask_many(store::Redis& redis, int from, int& right) {
    for (int i = from; i < from + 1000; ++i) {
        store::Command echo{"ECHO"};
        echo.add(std::to_string(i));
        auto const reply = co_await redis.run(std::move(echo), Again::never);
        right += reply && reply->text() == std::to_string(i) ? 1 : 0;
    }
}

net::Task<bool> wait_for(int& right, int wanted, net::Clock& clock) {
    for (int i = 0; i < 2000 && right < wanted; ++i)
        co_await clock.sleep(5ms);
    co_return right == wanted;
}

}  // namespace

TEST_CASE("ten tasks share a connection and each gets its own answers", "[live]") {
    RedisServer server;
    RedisBench bench{server.settings()};
    int right = 0;
    for (int task = 0; task < 10; ++task)
        bench.loop.spawn("ask", ask_many(bench.redis, task * 1000, right));
    CHECK(bench.now(wait_for(right, 10'000, *bench.clock)));
}

TEST_CASE("binary arguments come back as they were", "[live]") {
    RedisServer server;
    RedisBench bench{server.settings()};
    std::string const bytes{"\0\r\n$-1\xff", 8};
    REQUIRE(bench.ask({"SET", "k", bytes}));
    CHECK(bench.ask({"GET", "k"})->text() == bytes);
    CHECK(bench.ask({"GET", "missing"})->is_nil());
}

TEST_CASE("an error of Redis is a failure that says which command and why", "[live]") {
    RedisServer server;
    RedisBench bench{server.settings()};
    REQUIRE(bench.ask({"SET", "k", "v"}));
    auto const wrong = bench.ask({"LPUSH", "k", "x"});
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().kind == Fault::refused);
    CHECK(wrong.error().doing.find("redis LPUSH: WRONGTYPE") == 0);
}

TEST_CASE("a script that the server has forgotten is sent again", "[live]") {
    RedisServer server;
    RedisBench bench{server.settings()};
    store::Script const add{"add", "return redis.call('INCRBY', KEYS[1], ARGV[1])"};
    CHECK(bench.now(bench.redis.run(add, {"n"}, {"2"}, Again::never))->integer() == 2);
    REQUIRE(bench.ask({"SCRIPT", "FLUSH"}));
    CHECK(bench.now(bench.redis.run(add, {"n"}, {"3"}, Again::never))->integer() == 5);
}

TEST_CASE("a server that dies in the middle leaves the outcome unknown, and is found again", "[live]") {
    RedisServer server;
    RedisBench bench{server.settings()};
    REQUIRE(bench.ask({"SET", "k", "before"}));
    ::kill(server.pid(), SIGSTOP);
    std::optional<Result<store::Reply>> never;
    std::optional<Result<store::Reply>> again;
    auto const ask = [](store::Redis& redis, Again how,
                        std::optional<Result<store::Reply>>& out) -> net::Task<void> {
        store::Command set{"SET"};
        set.add("k").add("after");
        out = co_await redis.run(std::move(set), how);
    };
    bench.loop.spawn("never", ask(bench.redis, Again::never, never));
    bench.loop.spawn("again", ask(bench.redis, Again::if_idempotent, again));
    bench.loop.poll();
    bench.loop.poll();
    server.kill_hard();
    server.start();
    CHECK(bench.ask({"PING"})->text() == "PONG");
    REQUIRE(never);
    CHECK(never->error().kind == Fault::unknown_outcome);
    REQUIRE(again);
    CHECK(again->has_value());
}

TEST_CASE("a hanging server costs the limit; then the connection is given up", "[live]") {
    RedisServer server;
    auto settings = server.settings();
    settings.command = 150ms;
    RedisBench bench{settings};
    REQUIRE(bench.ask({"PING"}));
    ::kill(server.pid(), SIGSTOP);
    auto const hung = bench.ask({"INCR", "n"}, Again::never);
    ::kill(server.pid(), SIGCONT);
    REQUIRE_FALSE(hung);
    CHECK(hung.error().kind == Fault::unknown_outcome);
    CHECK(bench.ask({"PING"}));
}

TEST_CASE("without a server a command waits for its limit and then was never sent", "[live]") {
    test::TempDir dir;
    store::RedisSettings settings;
    settings.address.where = {dir.path() + "/nobody.sock", 0, false, true};
    settings.command = 100ms;
    RedisBench bench{settings};
    CHECK(bench.ask({"INCR", "n"}, Again::never).error().kind == Fault::unreachable);
}

TEST_CASE("passwords and users are honoured, and a wrong one is said", "[live]") {
    RedisServer server;
    {
        RedisBench admin{server.settings()};
        REQUIRE(admin.ask({"ACL", "SETUSER", "rw", "on", ">secret", "~*", "+@all"}));
        REQUIRE(admin.ask({"ACL", "SETUSER", "default", "off"}));
    }
    auto settings = server.settings();
    settings.address.user = "rw";
    settings.password = Secret{"secret"};
    RedisBench good{settings};
    CHECK(good.ask({"ACL", "WHOAMI"})->text() == "rw");
    settings.password = Secret{"wrong"};
    settings.command = 200ms;
    RedisBench bad{settings};
    auto const refused = bad.ask({"PING"});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().doing.find("WRONGPASS") != std::string::npos);
    CHECK(refused.error().doing.find("wrong\"") == std::string::npos);
}

TEST_CASE("the database number is selected on every connection", "[live]") {
    RedisServer server;
    auto settings = server.settings();
    settings.address.database = 3;
    RedisBench third{settings};
    REQUIRE(third.ask({"SET", "k", "three"}));
    RedisBench zeroth{server.settings()};
    CHECK(zeroth.ask({"GET", "k"})->is_nil());
}

TEST_CASE("a server is examined before anything is entrusted to it", "[live]") {
    struct Row {
        std::string what;
        std::vector<std::string> options;
        std::size_t refusals;
        std::size_t warnings;
    };
    std::vector<Row> const rows{
        {"as it should be", {}, 0, 0},
        {"drops keys when full", {"--maxmemory-policy", "allkeys-lru"}, 1, 0},
        {"keeps no file", {"--appendonly", "no"}, 0, 1},
    };
    for (auto const& row : rows) {
        CAPTURE(row.what);
        RedisServer server{row.options};
        RedisBench bench{server.settings()};
        auto const found = bench.now(store::check_server(bench.redis, store::Keys{"rw"}));
        REQUIRE(found);
        CHECK(found->refusals.size() == row.refusals);
        CHECK(found->warnings.size() == row.warnings);
    }
}

TEST_CASE("data of a newer form is refused, and both numbers are named", "[live]") {
    RedisServer server;
    RedisBench bench{server.settings()};
    REQUIRE(bench.ask({"SET", "rw:schema", "2"}));
    auto const found = bench.now(store::check_server(bench.redis, store::Keys{"rw"}));
    REQUIRE(found);
    REQUIRE(found->refusals.size() == 1);
    CHECK(found->refusals[0].find("has form 2, this program reads up to 1") != std::string::npos);
}

TEST_CASE("one holder at a time; a lease that moved on fences the late one off", "[live]") {
    RedisServer server;
    RedisBench bench{server.settings()};
    store::Keys const keys{"rw"};
    AccountId const account{"yunzhi"};
    store::Lease first{bench.redis, *bench.clock, keys, account, {"one", 15s}};
    store::Lease second{bench.redis, *bench.clock, keys, account, {"two", 15s}};
    CHECK(*bench.now(first.hold()));
    CHECK_FALSE(*bench.now(second.hold()));
    REQUIRE(bench.ask({"DEL", "rw:{yunzhi}:lease"}));  // its time ran out while the first was paused
    CHECK(*bench.now(second.hold()));
    REQUIRE(first.tenure());
    REQUIRE(second.tenure());
    CHECK(second.tenure()->fence > first.tenure()->fence);
    CHECK_FALSE(*bench.now(first.hold()));
    CHECK_FALSE(first.tenure());
}

TEST_CASE("an instance takes its own lease over at once, with a new number", "[live]") {
    RedisServer server;
    RedisBench bench{server.settings()};
    store::Lease before{bench.redis, *bench.clock, store::Keys{"rw"}, AccountId{"a"}, {"one", 15s}};
    REQUIRE(*bench.now(before.hold()));
    auto const old = before.tenure()->fence;
    REQUIRE(*bench.now(before.hold()));
    CHECK(before.tenure()->fence == old);  // renewed
    store::Lease after{bench.redis, *bench.clock, store::Keys{"rw"}, AccountId{"a"}, {"one", 15s}};
    REQUIRE(*bench.now(after.hold()));
    CHECK(after.tenure()->fence > old);
}
