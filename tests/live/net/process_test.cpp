#include "net/process.hpp"
#include "net/loop.hpp"
#include "support/redis_server.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace rw;

namespace {

net::Task<int> stop(net::Process& process, Span grace) {
    co_await process.stop(grace);
    auto const code = co_await process.ended();
    co_return code;
}

net::Task<bool> appears(std::string const& file, net::Clock& clock) {
    for (int tries = 0; tries < 500 && !std::ifstream{file}; ++tries)
        co_await clock.sleep(10ms);
    co_return std::ifstream{file}.good();
}

}  // namespace

TEST_CASE("a child's exit code is told, and a signal as 128 and its number", "[live]") {
    net::Loop loop;
    auto three = net::Process::start({"sh", "-c", "exit 3"}, "");
    REQUIRE(three.has_value());
    CHECK(loop.run_until_done(three->ended()) == 3);
    auto killed = net::Process::start({"sh", "-c", "kill -9 $$"}, "");
    REQUIRE(killed.has_value());
    CHECK(loop.run_until_done(killed->ended()) == 128 + 9);
}

TEST_CASE("a program that is not there ends with 127", "[live]") {
    net::Loop loop;
    auto missing = net::Process::start({"no-such-program-anywhere"}, "");
    REQUIRE(missing.has_value());
    CHECK(loop.run_until_done(missing->ended()) == 127);
}

TEST_CASE("a child is asked to end, and then made to", "[live]") {
    net::Loop loop;
    auto polite = net::Process::start({"sleep", "60"}, "");
    REQUIRE(polite.has_value());
    CHECK(loop.run_until_done(stop(*polite, 5s)) == 128 + 15);
    test::TempDir folder;
    auto const ready = folder.path() + "/ready";
    auto deaf =
        net::Process::start({"sh", "-c", "trap '' TERM; touch " + ready + "; while :; do sleep 1; done"}, "");
    REQUIRE(deaf.has_value());
    auto const clock = net::make_real_clock();
    REQUIRE(loop.run_until_done(appears(ready, *clock)));
    CHECK(loop.run_until_done(stop(*deaf, 200ms)) == 128 + 9);
}

TEST_CASE("what a child says goes to its log, which is nobody else's to read", "[live]") {
    net::Loop loop;
    test::TempDir folder;
    auto const log = folder.path() + "/log";
    auto talker = net::Process::start({"echo", "hello"}, log);
    REQUIRE(talker.has_value());
    CHECK(loop.run_until_done(talker->ended()) == 0);
    std::string line;
    std::getline(std::ifstream{log}, line);
    CHECK(line == "hello");
}
