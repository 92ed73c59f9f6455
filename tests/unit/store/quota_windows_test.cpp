// The windows of the platform's quotas, and the ledger's promises at their edges.
#include "support/memory_quota_ledger.hpp"
#include "support/printing.hpp"

#include "net/loop.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::store;

namespace {

TimePoint beijing(int day, Span time_of_day) {
    return TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 10 / day}} + time_of_day - 8h;
}
Claim claim(TimePoint now, int calls = 1, Purpose purpose = Purpose::watch) {
    return {{{"token/a", {10, 40}}}, purpose, calls, now};
}

}  // namespace

TEST_CASE("a day of the platform begins at midnight in Beijing, an hour at the full hour") {
    auto const day = window_number(Window::day, beijing(12, 0s));
    CHECK(window_number(Window::day, beijing(12, 0s) - 1ms) == day - 1);
    CHECK(window_number(Window::day, beijing(12, 24h) - 1ms) == day);
    CHECK(window_end(Window::day, day) == beijing(13, 0s));
    auto const hour = window_number(Window::hour, beijing(12, 9h));
    CHECK(window_number(Window::hour, beijing(12, 9h) - 1ms) == hour - 1);
    CHECK(window_end(Window::hour, hour) == beijing(12, 10h));
    CHECK(window_number(Window::day, TimePoint{-8h} - 1ms) == -1);
}

TEST_CASE("a tenth, and of small limits one call, is kept back for people") {
    struct Row {
        std::int64_t limit, share;
    };
    for (auto const& row :
         std::vector<Row>{{0, 0}, {1, 1}, {2, 1}, {9, 8}, {10, 9}, {100, 90}, {15'000, 13'500}})
        CHECK(share_of(row.limit) == row.share);
}

TEST_CASE("near an edge a call is counted on both sides of it") {
    struct Row {
        std::string what;
        TimePoint when;
        std::int64_t before, after;
    };
    auto const edge = beijing(12, 10h);
    std::vector<Row> const rows{
        {"well before", edge - 5001ms, 1, 0}, {"just before", edge - 5s, 1, 1}, {"at the edge", edge, 1, 1},
        {"just after", edge + 4999ms, 1, 1},  {"after", edge + 5s, 0, 1},
    };
    for (auto const& row : rows) {
        CAPTURE(row.what);
        test::MemoryQuotaLedger ledger;
        REQUIRE(ledger.take_now(claim(row.when))->granted);
        CHECK(ledger.spent_at("token/a", Window::hour, edge - 1min) == row.before);
        CHECK(ledger.spent_at("token/a", Window::hour, edge + 1min) == row.after);
        CHECK(ledger.spent_at("token/a", Window::day, edge) == 1);
    }
}

TEST_CASE("what is refused may be asked again when the window is over for certain") {
    test::MemoryQuotaLedger ledger;
    auto const now = beijing(12, 9h + 30min);
    REQUIRE(ledger.take_now(claim(now, 9))->granted);
    auto const refused = *ledger.take_now(claim(now));
    CHECK_FALSE(refused.granted);
    CHECK(refused.payer == "token/a");
    CHECK(refused.again == beijing(12, 10h) + 5s);
    CHECK_FALSE(ledger.take_now(claim(refused.again - 1ms))->granted);
    CHECK(ledger.take_now(claim(refused.again))->granted);
}

TEST_CASE("the day's limit holds across its hours and ends at midnight in Beijing") {
    test::MemoryQuotaLedger ledger;
    for (int hour = 0; hour < 4; ++hour)
        REQUIRE(ledger.take_now(claim(beijing(12, (10 + hour) * 1h + 30min), 9))->granted);
    auto const late = beijing(12, 23h + 30min);
    auto const refused = *ledger.take_now(claim(late));
    CHECK_FALSE(refused.granted);
    CHECK(refused.again == beijing(13, 0s) + 5s);
    CHECK(refused.balances.at(0).day_left == 0);
    CHECK(refused.balances.at(0).hour_left == 9);
    CHECK(ledger.take_now(claim(refused.again))->granted);
}

TEST_CASE("a claim that cannot be is refused in words") {
    struct Row {
        Claim claim;
        std::string words;
    };
    auto const twice = std::vector<Payer>{{"ip/1", {}}, {"ip/1", {}}};
    std::vector<Row> const rows{
        {{{}, Purpose::watch, 1, {}}, "1 to 16 payers, not 0"},
        {{{{"", {}}}, Purpose::watch, 1, {}}, "without a name"},
        {{twice, Purpose::watch, 1, {}}, "ip/1 is named twice"},
        {{{{"ip/1", {-1, 0}}}, Purpose::watch, 1, {}}, "a limit of ip/1 is negative"},
        {claim({}, 0), "1 to 1000 calls, not 0"},
    };
    for (auto const& row : rows) {
        auto const checked = check_claim(row.claim);
        REQUIRE_FALSE(checked);
        CHECK(checked.error().kind == Fault::bad_input);
        CHECK(checked.error().doing.find(row.words) != std::string::npos);
    }
}
