#include "care/forecast.hpp"

#include "unit/care/made_history.hpp"

#include <catch2/catch.hpp>

#include <deque>

using namespace rw;
using namespace rw::care;

namespace {

TimePoint const opening = beijing("2026-11-26T09:00");
TimePoint const three = beijing("2026-11-26T15:00");
TimePoint const closing = beijing("2026-11-26T22:00");

struct Rates {
    int overnight;
    double arriving;  // an hour
    double handled;
};

/// A day on which people work the queue in order of arrival; with `lots` arrivals and work scatter like
/// Poisson's.
std::vector<Wait> day_of(Rates rates, Lots* lots) {
    auto const gap = [&](double an_hour) {
        auto const even = 3'600'000 / an_hour;
        return Span{static_cast<std::int64_t>(lots ? -std::log(1 - lots->unit()) * even : even)};
    };
    std::vector<Wait> waits;
    for (int i = 0; i < rates.overnight; ++i)
        waits.push_back(open_wait(i + 1, opening - 1h));
    for (auto at = opening + gap(rates.arriving); at < closing; at += gap(rates.arriving))
        waits.push_back(open_wait(1, at));
    std::size_t next = 0;
    for (auto at = opening + gap(rates.handled); at < closing && next < waits.size();
         at += gap(rates.handled)) {
        if (waits[next].asked_at > at) continue;  // nothing to do
        waits[next].end = Wait::End::answered;
        waits[next].ended_at = at;
        ++next;
    }
    return waits;
}

Workday const afternoon{opening, three, 6h, 7h};

int left_at_close(std::vector<Wait> const& waits) {
    return static_cast<int>(std::ranges::count(waits, Wait::End::open, &Wait::end));
}

}  // namespace

TEST_CASE("with known rates the forecast is within a fifth", "[care][A15]") {
    static constexpr Rates days[] = {{40, 30, 20}, {200, 20, 25}, {10, 12, 9}, {500, 60, 40}, {80, 5, 8}};
    for (auto const& rates : days) {
        CAPTURE(rates.overnight, rates.arriving, rates.handled);
        auto const waits = day_of(rates, nullptr);
        auto const made = forecast(waits, afternoon);
        REQUIRE(made);
        CHECK(made->left_at_close == Approx(left_at_close(waits)).epsilon(0.2).margin(2));
        CHECK(made->emptied() == (left_at_close(waits) == 0));
        CHECK(made->arriving == Approx(rates.arriving).epsilon(0.05));
    }
}

TEST_CASE("when days scatter the forecast is still within a fifth of the work", "[care][A15]") {
    int good = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        Lots lots{seed};
        auto const waits = day_of({100, 40, 30}, &lots);
        auto const made = forecast(waits, afternoon).value();
        auto const work = made.queue + made.arriving * 7;
        if (std::abs(made.left_at_close - left_at_close(waits)) <= 0.2 * work) ++good;
    }
    CHECK(good >= 38);
}

TEST_CASE("a queue that shrinks fast enough is no news", "[care][A15]") {
    auto const calm = forecast(day_of({60, 10, 20}, nullptr), afternoon).value();
    CHECK(calm.emptied());
    CHECK_FALSE(queue_too_long(calm, "2026-11-26", {}));
    auto const swamped = forecast(day_of({40, 30, 20}, nullptr), afternoon).value();
    CHECK_FALSE(swamped.empty_in);
    auto const finding = queue_too_long(swamped, "2026-11-26", {});
    REQUIRE(finding);
    CHECK(well_told(*finding));
    CHECK(finding->key == "A15/queue_too_long/team/2026-11-26");
    CHECK(finding->figure("left") == Approx(170).epsilon(0.05));
}

TEST_CASE("nothing is foretold from a first hour or from a handful", "[care][A15]") {
    CHECK_FALSE(forecast(day_of({40, 30, 20}, nullptr), {opening, opening + 30min, 30min, 12h}));
    auto const quiet = forecast(day_of({20, 2, 1}, nullptr), afternoon).value();
    CHECK_FALSE(queue_too_long(quiet, "2026-11-26", {}));  // six handled
}
