#include "store/redis.hpp"
#include "store/redis_ledger.hpp"
#include "store/start_checks.hpp"
#include "support/printing.hpp"

#include <catch2/catch.hpp>

using namespace rw;

TEST_CASE("addresses of Redis", "[store]") {
    auto const unix_socket = store::parse_redis_url("unix:///run/redis.sock?db=2");
    REQUIRE(unix_socket);
    CHECK(unix_socket->where.unix_socket);
    CHECK(unix_socket->where.host == "/run/redis.sock");
    CHECK(unix_socket->database == 2);
    auto const tls = store::parse_redis_url("rediss://user@redis.example:6380/1");
    REQUIRE(tls);
    CHECK(tls->where.tls);
    CHECK(tls->where.port == 6380);
    CHECK(tls->user == "user");
    CHECK(tls->database == 1);
    CHECK(store::parse_redis_url("redis://h")->where.port == 6379);
}

TEST_CASE("what is no address says why, and never repeats a password", "[store]") {
    struct Row {
        std::string_view url;
        std::string_view says;
    };
    static constexpr Row rows[] = {
        {"redis://u:geheim@h", "password_file"},
        {"http://h", "expected embedded:"},
        {"unix://relative", "expected unix:///"},
        {"unix:///s?x=1", "only db=NUMBER"},
        {"redis://h/x", "number of a database"},
        {"redis+sentinel://h/m", "not available in this version"},
        {"redis+cluster://h", "not available"},
        {"redis+sentinel://:geheim@h/m", "not available"},
        {"redis://h/0?password=geheim", "number of a database"},
        {"unix:///s?password=geheim", "only db=NUMBER"},
        {"", "expected embedded:"},
    };
    for (auto const& row : rows) {
        CAPTURE(row.url);
        auto const parsed = store::parse_redis_url(row.url);
        REQUIRE_FALSE(parsed);
        CHECK(parsed.error().kind == Fault::bad_input);
        CHECK(parsed.error().doing.find(row.says) != std::string::npos);
        CHECK(parsed.error().doing.find("geheim") == std::string::npos);
    }
}

TEST_CASE("what Redis must be before it is used", "[store]") {
    struct Row {
        std::string_view what;
        store::ServerFacts facts;
        std::size_t refusals, warnings;
    };
    Row const rows[] = {
        {"good",
         {{"redis_version", "7.0.15"},
          {"maxmemory_policy", "noeviction"},
          {"role", "master"},
          {"aof_enabled", "1"}},
         0,
         0},
        {"just new enough", {{"redis_version", "6.2.0"}}, 0, 0},
        {"too old", {{"redis_version", "6.0.16"}}, 1, 0},
        {"ten is more than six", {{"redis_version", "10.1"}}, 0, 0},
        {"drops keys", {{"redis_version", "7.0"}, {"maxmemory_policy", "volatile-lru"}}, 1, 0},
        {"a replica", {{"redis_version", "7.0"}, {"role", "slave"}}, 1, 0},
        {"no file", {{"redis_version", "7.0"}, {"aof_enabled", "0"}}, 0, 1},
        {"a failing, slow disk",
         {{"redis_version", "7.0"}, {"aof_last_write_status", "err"}, {"aof_delayed_fsync", "3"}},
         0,
         2},
        {"nothing told", {}, 1, 0},
    };
    for (auto const& row : rows) {
        CAPTURE(row.what);
        auto const found = store::examine(row.facts);
        CHECK(found.refusals.size() == row.refusals);
        CHECK(found.warnings.size() == row.warnings);
    }
    CHECK(store::parse_info("# Server\r\nredis_version:7.0.15\r\n\r\nx:y:z\r\n") ==
          store::ServerFacts{{"redis_version", "7.0.15"}, {"x", "y:z"}});
}

TEST_CASE("a graver level comes first in the queue, whatever its time", "[store]") {
    auto const now = TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 10 / 12}};
    CHECK(store::queue_score(care::Level::red, now + 24h * 30000) <
          store::queue_score(care::Level::orange, now));
    CHECK(store::queue_score(care::Level::red, now) < store::queue_score(care::Level::red, now + 1ms));
}
