// The quota ledger's promises, held by both of its forms; and what only the one in Redis can promise.
#include "support/memory_quota_ledger.hpp"
#include "support/printing.hpp"
#include "support/redis_server.hpp"

#include "store/redis_quota_ledger.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::store;
using test::RedisBench;
using test::RedisServer;

namespace {

Keys const keys{"rw"};

Claim claim(Payer payer, TimePoint now, int calls = 1) {
    return {{std::move(payer)}, Purpose::watch, calls, now};
}

/// The claims; `run` turns a task into its result, `now` is what both clocks show.
template <class Run>
void check_claims(QuotaLedger& ledger, TimePoint now, Run run) {
    // A tenth is for people, and then nothing is left for them either.
    Payer const token{"token/a", {0, 20}};
    CHECK(run(ledger.take(claim(token, now, 18)))->granted);
    auto const watch = *run(ledger.take(claim(token, now)));
    CHECK_FALSE(watch.granted);
    CHECK(watch.payer == "token/a");
    CHECK(watch.again > now);
    CHECK(watch.balances.at(0).day_left == 0);
    CHECK(watch.balances.at(0).hour_left == -1);
    Claim people{{token}, Purpose::people, 2, now};
    CHECK(run(ledger.take(people))->granted);
    people.calls = 1;
    CHECK_FALSE(run(ledger.take(people))->granted);

    // Several payers: all or none.
    Payer const poor{"token/b", {0, 2}};
    Payer const address{"ip/1", {0, 1000}};
    Claim const both{{address, poor}, Purpose::watch, 1, now};
    CHECK(run(ledger.take(both))->granted);
    auto const refused = *run(ledger.take(both));
    CHECK_FALSE(refused.granted);
    CHECK(refused.payer == "token/b");
    auto const looked = *run(ledger.balances({address, poor}, now));
    CHECK(looked.at(0).day_left == 899);
    CHECK(looked.at(1).day_left == 0);
    CHECK(looked.at(0).hour_resets > now);
    CHECK(looked.at(0).day_resets >= looked.at(0).hour_resets);

    // Without a limit everything is granted, and counted.
    Payer const unknown{"token/c", {}};
    CHECK(run(ledger.take(claim(unknown, now, 1000)))->granted);
    CHECK(run(ledger.balances({unknown}, now))->at(0).day_left == -1);
    CHECK(run(ledger.balances({{"token/c", {0, 2000}}}, now))->at(0).day_left == 800);

    // The platform's refusal closes a payer until then, and not a moment longer.
    Payer const shut{"token/d", {0, 100}};
    REQUIRE(run(ledger.close("token/d", now + 20min, now)));
    REQUIRE(run(ledger.close("token/d", now + 10min, now)));
    auto const closed = *run(ledger.take(claim(shut, now)));
    CHECK_FALSE(closed.granted);
    CHECK(closed.again == now + 20min);
    CHECK(closed.balances.at(0).closed_until == now + 20min);
}

template <class Run>
void check_giving_back(QuotaLedger& ledger, TimePoint now, Run run) {
    // What was paid for and not sent is there again, for every payer of the claim, and may be taken.
    Payer const token{"token/g", {20, 20}};
    Payer const address{"ip/2", {0, 100}};
    Claim const both{{token, address}, Purpose::people, 10, now};
    CHECK(run(ledger.take(both))->granted);
    CHECK(run(ledger.take(both))->granted);
    CHECK_FALSE(run(ledger.take(both))->granted);
    REQUIRE(run(ledger.give_back(both)));
    auto const looked = *run(ledger.balances({token, address}, now));
    CHECK(looked.at(0).hour_left == 8);
    CHECK(looked.at(0).day_left == 8);
    CHECK(looked.at(1).day_left == 80);
    CHECK(run(ledger.take(both))->granted);

    // Never more than was spent.
    auto much = both;
    much.calls = 1000;
    REQUIRE(run(ledger.give_back(much)));
    REQUIRE(run(ledger.give_back(much)));
    CHECK(run(ledger.balances({token}, now))->at(0).day_left == 18);
    REQUIRE(run(ledger.give_back(claim({"token/unheard", {}}, now))));
    CHECK(run(ledger.balances({{"token/unheard", {0, 20}}}, now))->at(0).day_left == 18);

    // It opens nothing that the platform has closed, and what cannot be claimed cannot be given back.
    REQUIRE(run(ledger.close("token/g", now + 20min, now)));
    REQUIRE(run(ledger.give_back(both)));
    CHECK_FALSE(run(ledger.take(both))->granted);
    CHECK(run(ledger.give_back(claim(token, now, 0))).error().kind == Fault::bad_input);
    CHECK(run(ledger.give_back({{}, Purpose::watch, 1, now})).error().kind == Fault::bad_input);
}

template <class Run>
void check_reconciling(QuotaLedger& ledger, TimePoint now, Run run) {
    // The platform has counted more than we have.
    Payer const token{"token/e", {0, 100}};
    CHECK(run(ledger.take(claim(token, now, 5)))->granted);
    REQUIRE(run(ledger.reconcile("token/e", {100, 60, true}, now)));
    CHECK(run(ledger.balances({token}, now))->at(0).day_left == 50);
    // We have counted more than the platform has.
    REQUIRE(run(ledger.reconcile("token/e", {100, 99, true}, now)));
    CHECK(run(ledger.balances({token}, now))->at(0).day_left == 50);
    // Its limit holds when it is smaller, or ours unknown; a greater one does not.
    REQUIRE(run(ledger.reconcile("token/e", {50, 50, true}, now)));
    CHECK(run(ledger.balances({token}, now))->at(0).day_left == 5);
    REQUIRE(run(ledger.reconcile("token/e", {1000, 1000, true}, now)));
    CHECK(run(ledger.balances({token}, now))->at(0).day_left == 50);
    CHECK(run(ledger.balances({{"token/e", {}}}, now))->at(0).day_left == 860);
    REQUIRE(run(ledger.reconcile("token/e", {0, 0, true}, now)));
    CHECK(run(ledger.balances({token}, now))->at(0).day_left == 50);
}

/// Takes one call after another until it is refused; gives how many were granted.
net::Task<void> drain(QuotaLedger& ledger, Claim claim, int& granted, int& ended) {
    for (;;) {
        auto const grant = co_await ledger.take(claim);
        if (!grant || !grant->granted) break;
        ++granted;
    }
    ++ended;
}

net::Task<bool> until_both(int& ended, net::Clock& clock) {
    for (int i = 0; i < 5000 && ended < 2; ++i)
        co_await clock.sleep(1ms);
    co_return ended == 2;
}

std::int64_t count_in(RedisBench& bench, Window window, TimePoint when, std::string const& payer) {
    auto const field =
        (window == Window::hour ? "h" : "d") + std::to_string(window_number(window, when)) + " ";
    auto const reply = bench.ask({"HGET", "rw:{quota}:spent", field + payer});
    REQUIRE(reply);
    return reply->is_nil() ? 0 : std::stoll(reply->text());
}

}  // namespace

TEST_CASE("the claims of the quota ledger hold in memory") {
    test::MemoryQuotaLedger ledger;
    net::Loop loop;
    auto const run = [&](auto task) { return loop.run_until_done(std::move(task)); };
    TimePoint const noon = TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 10 / 12}} + 4h;
    check_claims(ledger, noon, run);
    check_giving_back(ledger, noon, run);
    check_reconciling(ledger, noon, run);
}

TEST_CASE("the claims of the quota ledger hold in Redis", "[live]") {
    RedisServer server;
    RedisBench bench{server.settings()};
    RedisQuotaLedger ledger{bench.redis, keys};
    auto const run = [&](auto task) { return bench.now(std::move(task)); };
    check_claims(ledger, bench.clock->now(), run);
    check_giving_back(ledger, bench.clock->now(), run);
    check_reconciling(ledger, bench.clock->now(), run);
}

TEST_CASE("two clients race for the last calls and get exactly the limit", "[live]") {
    RedisServer server;
    RedisBench bench{server.settings()};
    store::Redis other{bench.loop, *bench.dialer, *bench.clock, bench.meters, server.settings()};
    bench.loop.spawn("other", other.run());
    RedisQuotaLedger first{bench.redis, keys};
    RedisQuotaLedger second{other, keys};
    Claim const one{{{"token/a", {0, 300}}}, Purpose::people, 1, bench.clock->now()};
    int mine = 0;
    int yours = 0;
    int ended = 0;
    bench.loop.spawn("first", drain(first, one, mine, ended));
    bench.loop.spawn("second", drain(second, one, yours, ended));
    CHECK(bench.now(until_both(ended, *bench.clock)));
    CHECK(mine + yours == 300);
    CHECK(mine > 0);
    CHECK(yours > 0);
}

TEST_CASE("a server that is killed and comes back has not forgotten what was spent", "[live]") {
    RedisServer server{{"--appendfsync", "always"}};
    Payer const token{"token/a", {0, 10}};
    {
        RedisBench bench{server.settings()};
        RedisQuotaLedger ledger{bench.redis, keys};
        REQUIRE(bench.now(ledger.take(claim(token, bench.clock->now(), 9)))->granted);
        REQUIRE(bench.now(ledger.close("token/b", bench.clock->now() + 1h, bench.clock->now())));
    }
    server.kill_hard();
    server.start();
    RedisBench bench{server.settings()};
    RedisQuotaLedger ledger{bench.redis, keys};
    CHECK_FALSE(bench.now(ledger.take(claim(token, bench.clock->now())))->granted);
    CHECK_FALSE(bench.now(ledger.take(claim({"token/b", {}}, bench.clock->now())))->granted);
}

TEST_CASE("a step of the caller's clock opens no window early", "[live]") {
    RedisServer server;
    RedisBench bench{server.settings()};
    RedisQuotaLedger ledger{bench.redis, keys};
    auto const now = bench.clock->now();
    Payer const token{"token/a", {10, 0}};
    Payer const daily{"token/b", {0, 10}};
    REQUIRE(bench.now(ledger.take(claim(token, now, 9)))->granted);
    REQUIRE(bench.now(ledger.take(claim(daily, now, 9)))->granted);
    for (auto const step : std::vector<Span>{1h, 24h, -1h, -24h, 40 * 24h}) {
        CAPTURE(step.count());
        CHECK_FALSE(bench.now(ledger.take(claim(token, now + step)))->granted);
        CHECK_FALSE(bench.now(ledger.take(claim(daily, now + step)))->granted);
    }
    // Refused by the clock of Redis alone: the caller is told the wait by its own.
    auto const ahead = *bench.now(ledger.take(claim(token, now + 10 * 24h)));
    CHECK(ahead.again > now + 10 * 24h);
    CHECK(ahead.again <= now + 10 * 24h + 1h + 5s);
    REQUIRE(bench.now(ledger.close("token/c", now + 30min, now)));
    CHECK_FALSE(bench.now(ledger.take(claim({"token/c", {}}, now + 1h)))->granted);
}

TEST_CASE("a call that a stepped clock let into a later window is counted there", "[live]") {
    RedisServer server;
    RedisBench bench{server.settings()};
    RedisQuotaLedger ledger{bench.redis, keys};
    auto const now = bench.clock->now();
    Payer const token{"token/a", {0, 100}};
    REQUIRE(bench.now(ledger.take(claim(token, now + 24h, 7)))->granted);
    CHECK(count_in(bench, Window::day, now, "token/a") == 7);
    CHECK(count_in(bench, Window::day, now + 24h, "token/a") == 7);
    CHECK(count_in(bench, Window::day, now + 48h, "token/a") == 0);
}

TEST_CASE("nothing is given back to a window that one of the clocks is not in", "[live]") {
    RedisServer server;
    RedisBench bench{server.settings()};
    RedisQuotaLedger ledger{bench.redis, keys};
    auto const now = bench.clock->now();
    for (auto const step : std::vector<Span>{-48h, -24h, 24h, 48h}) {
        CAPTURE(step.count());
        auto const one = claim({"token/" + std::to_string(step.count()), {}}, now + step, 7);
        auto const& payer = one.payers.front().name;
        REQUIRE(bench.now(ledger.take(one))->granted);
        REQUIRE(bench.now(ledger.give_back(one)));
        for (auto const window : {Window::hour, Window::day}) {
            CHECK(count_in(bench, window, now, payer) == 7);
            CHECK(count_in(bench, window, now + step, payer) == 7);
        }
    }
}

TEST_CASE("the script draws the edges of hours and days where Beijing has them", "[live]") {
    RedisServer server;
    RedisBench bench{server.settings()};
    RedisQuotaLedger ledger{bench.redis, keys};
    auto const midnight = TimePoint{std::chrono::sys_days{std::chrono::year{2031} / 10 / 12}} - 8h;
    struct Row {
        std::string payer;
        TimePoint when;
        std::int64_t before, after;
    };
    std::vector<Row> const rows{
        {"a", midnight - 5001ms, 1, 0}, {"b", midnight - 5s, 1, 1}, {"c", midnight, 1, 1},
        {"d", midnight + 4999ms, 1, 1}, {"e", midnight + 5s, 0, 1},
    };
    for (auto const& row : rows) {
        CAPTURE(row.payer);
        REQUIRE(bench.now(ledger.take(claim({row.payer, {}}, row.when)))->granted);
        for (auto const window : {Window::hour, Window::day}) {
            CHECK(count_in(bench, window, midnight - 1min, row.payer) == row.before);
            CHECK(count_in(bench, window, midnight + 1min, row.payer) == row.after);
        }
    }
}

TEST_CASE("the platform's count is left out at the edge of a window, its limit is taken", "[live]") {
    RedisServer server;
    RedisBench bench{server.settings()};
    RedisQuotaLedger ledger{bench.redis, keys};
    auto const midnight = TimePoint{std::chrono::sys_days{std::chrono::year{2031} / 10 / 12}} - 8h;
    REQUIRE(bench.now(ledger.reconcile("token/a", {100, 10, true}, midnight + 2s)));
    CHECK(count_in(bench, Window::day, midnight + 2s, "token/a") == 0);
    CHECK(bench.now(ledger.balances({{"token/a", {}}}, midnight + 24h))->at(0).day_left >= 0);
    REQUIRE(bench.now(ledger.reconcile("token/a", {100, 10, true}, midnight + 6s)));
    CHECK(count_in(bench, Window::day, midnight + 6s, "token/a") == 90);
}

TEST_CASE("windows that are over for two days are dropped, others never", "[live]") {
    RedisServer server;
    RedisBench bench{server.settings()};
    RedisQuotaLedger ledger{bench.redis, keys};
    auto const now = bench.clock->now();
    Payer const token{"token/a", {}};
    REQUIRE(bench.now(ledger.take(claim(token, now - 4 * 24h))));  // counted today, and four days ago
    REQUIRE(bench.now(ledger.take(claim(token, now + 40 * 24h))));
    CHECK(count_in(bench, Window::day, now, "token/a") == 2);
    CHECK(count_in(bench, Window::day, now - 4 * 24h, "token/a") == 0);
    CHECK(count_in(bench, Window::day, now + 40 * 24h, "token/a") == 1);
    CHECK(bench.ask({"HLEN", "rw:{quota}:spent"})->integer() ==
          bench.ask({"ZCARD", "rw:{quota}:spent-ends"})->integer());
}

TEST_CASE("a claim whose answer is lost is told as such and not made twice", "[live]") {
    RedisServer server;
    RedisBench bench{server.settings()};
    RedisQuotaLedger ledger{bench.redis, keys};
    Payer const token{"token/a", {0, 100}};
    auto const now = bench.clock->now();
    REQUIRE(bench.now(ledger.take(claim(token, now))));
    auto settings = server.settings();
    settings.command = 300ms;
    RedisBench hasty{settings};
    RedisQuotaLedger impatient{hasty.redis, keys};
    for (int tries = 0; tries < 20 && !hasty.redis.connected(); ++tries) [[maybe_unused]]
        auto const pong = hasty.ask({"PING"});
    REQUIRE(hasty.redis.connected());
    ::kill(server.pid(), SIGSTOP);
    auto const lost = hasty.now(impatient.take(claim(token, now)));
    ::kill(server.pid(), SIGCONT);
    REQUIRE_FALSE(lost);
    CHECK(lost.error().kind == Fault::unknown_outcome);
    auto const looked = bench.now(ledger.balances({token}, now));
    REQUIRE(looked);
    CHECK(looked->at(0).day_left >= 88);
}

TEST_CASE("a claim that is given back into silence is not given back twice", "[live]") {
    RedisServer server;
    RedisBench bench{server.settings()};
    RedisQuotaLedger ledger{bench.redis, keys};
    Payer const token{"token/a", {0, 100}};
    auto const now = bench.clock->now();
    REQUIRE(bench.now(ledger.take(claim(token, now, 50))));
    auto settings = server.settings();
    settings.command = 300ms;
    RedisBench hasty{settings};
    RedisQuotaLedger impatient{hasty.redis, keys};
    for (int tries = 0; tries < 20 && !hasty.redis.connected(); ++tries) [[maybe_unused]]
        auto const pong = hasty.ask({"PING"});
    REQUIRE(hasty.redis.connected());
    ::kill(server.pid(), SIGSTOP);
    auto const lost = hasty.now(impatient.give_back(claim(token, now, 10)));
    ::kill(server.pid(), SIGCONT);
    REQUIRE_FALSE(lost);
    CHECK(lost.error().kind == Fault::unknown_outcome);
    auto const looked = bench.now(ledger.balances({token}, now));
    REQUIRE(looked);
    CHECK(looked->at(0).day_left <= 50);
}
