#include "care/consistency.hpp"

#include "unit/care/made_history.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::care;

namespace {

LocalTime const local;
IsoWeek const first = parse_week("2026-W01").value();

/// A brand that answers `share` of about `volume` waits a week; in the hole it answers a tenth of that.
struct Brand {
    double volume;
    double share = 0.8;
    int hole_from = -1;
    int hole_weeks = 0;
    bool in_hole(int week) const { return week >= hole_from && week < hole_from + hole_weeks; }
    double share_in(int week) const { return in_hole(week) ? share / 10 : share; }
};

std::vector<WeekPoint> year_of(Brand const& brand, Lots& lots, int weeks = 52) {
    std::vector<WeekPoint> year;
    for (int i = 0; i < weeks; ++i) {
        WeekPoint point;
        point.week = later(first, i);
        point.asked = point.judged = poisson(lots, brand.volume);
        point.answered = binomial(lots, point.judged, brand.share_in(i));
        year.push_back(point);
    }
    return year;
}

/// What was told in a year in which every week was judged when it was over.
std::vector<Finding> told_in(std::vector<WeekPoint> const& year, ConsistencyPolicy const& policy = {}) {
    std::vector<Finding> told;
    for (std::size_t end = 1; end <= year.size(); ++end) {
        auto const window = std::span{year}.first(end).last(std::min<std::size_t>(end, 12));
        if (auto finding = fell_silent(window, policy)) told.push_back(std::move(*finding));
    }
    return told;
}

int quiet_years(Brand const& brand, int years) {
    int quiet = 0;
    for (int year = 0; year < years; ++year) {
        Lots lots{static_cast<std::uint64_t>(year) * 977 + 3};
        quiet += told_in(year_of(brand, lots)).empty() ? 1 : 0;
    }
    return quiet;
}

/// In how many of so many tries a hole of two weeks is told by the end of its last week.
int holes_found(Brand brand, int tries) {
    brand.hole_from = 14;
    brand.hole_weeks = 2;
    int found_in = 0;
    for (int i = 0; i < tries; ++i) {
        Lots lots{static_cast<std::uint64_t>(i) * 7919 + 11};
        auto const weeks = year_of(brand, lots, 16);
        found_in += told_in(weeks).empty() ? 0 : 1;
    }
    return found_in;
}

/// The same, as records: one wait every so often, answered after half an hour.
History records(Brand const& brand, int weeks) {
    History history;
    Lots lots{5};
    for (int i = 0; i < weeks; ++i) {
        auto const begin = local.begin(later(first, i));
        auto const count = static_cast<int>(brand.volume);
        for (int n = 0; n < count; ++n) {
            auto const asked = begin + Span{7 * 24h} * n / count + 1min;
            bool const answered = lots.unit() < brand.share_in(i);
            history.waits.push_back(answered ? answered_wait(n + 1, asked, 30min) : open_wait(n + 1, asked));
            if (answered) history.answers.push_back(answer_to(n + 1, "li", asked + 30min));
        }
    }
    return history;
}

}  // namespace

TEST_CASE("a brand that is always the same is never told off for chance", "[care][B4]") {
    for (double const volume : {5.0, 20.0, 100.0, 500.0}) {
        CAPTURE(volume);
        CHECK(quiet_years({volume}, 100) >= 99);
    }
    for (double const share : {0.1, 0.5, 0.95}) {
        CAPTURE(share);
        CHECK(quiet_years({20, share}, 100) >= 99);
    }
}

TEST_CASE("two weeks in which hardly anybody is answered are found, where numbers allow it", "[care][B4]") {
    struct Row {
        double volume;
        double share;
    };
    static constexpr Row rows[] = {{15, 0.8}, {20, 0.8}, {100, 0.8}, {500, 0.8}, {30, 0.5}, {100, 0.2}};
    for (auto const& row : rows) {
        CAPTURE(row.volume, row.share);
        CHECK(holes_found({row.volume, row.share}, 100) >= 95);
    }
    CHECK(holes_found({5, 0.8}, 100) < 95);  // five a week are too few to be sure: better silent than wrong
    CHECK(holes_found({5, 0.2}, 100) == 0);
}

TEST_CASE("the index is nothing for a steady brand and grows with its moods", "[care][B4]") {
    for (double const volume : {20.0, 100.0, 500.0}) {
        CAPTURE(volume);
        int steady = 0;
        int moody = 0;
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            Lots lots{seed};
            steady += steadiness(year_of({volume}, lots, 12), {})->index < 0.1 ? 1 : 0;
            auto const holed = steadiness(year_of({volume, 0.8, 6, 2}, lots, 12), {});
            moody += holed->index > 0.12 && std::ssize(holed->cold) == 2 ? 1 : 0;
        }
        CHECK(steady >= 39);
        CHECK(moody >= 38);
    }
    Lots lots{1};
    std::vector<WeekPoint> on_and_off = year_of({100}, lots, 12);
    for (std::size_t i = 0; i < on_and_off.size(); i += 2)
        on_and_off[i].answered /= 10;
    CHECK(steadiness(on_and_off, {})->index > 0.5);
    CHECK_FALSE(steadiness(year_of({100}, lots, 7), {}));  // seven weeks are a guess
}

TEST_CASE("a hole in the records is told as soon as its week is over, under one name", "[care][B4]") {
    auto const history = records({40, 0.8, 10, 2}, 12);
    auto const judged_at = [&](int week, Span after) {
        auto const now = local.begin(later(first, week)) + after;
        return fell_silent(weekly_series(history, now, local, {}), {});
    };
    CHECK_FALSE(judged_at(10, 9h));
    CHECK_FALSE(judged_at(11, -1h));  // the week is not over
    auto const finding = judged_at(11, 9h);
    REQUIRE(finding);
    CHECK(finding->key == "B4/fell_silent/2026-W11");
    CHECK(finding->level == Level::orange);
    CHECK(finding->kind == Finding::Kind::coverage);
    auto const next = judged_at(12, 9h);
    REQUIRE(next);
    CHECK(well_told(*next));
    CHECK(next->key == finding->key);
    CHECK(next->figure("weeks") == 2);
    CHECK(in_english(*next).starts_with("Since 2026-W11: "));
}

TEST_CASE("campaign weeks are left out", "[care][B4]") {
    auto const history = records({40, 0.8, 10, 2}, 12);
    ConsistencyPolicy policy;
    policy.campaigns = {later(first, 10), later(first, 11)};
    auto const now = local.begin(later(first, 12)) + 9h;
    auto const series = weekly_series(history, now, local, policy);
    CHECK(series[10].campaign);
    CHECK_FALSE(fell_silent(series, policy));
    CHECK(steadiness(series, policy)->index < 0.1);
}

TEST_CASE("when fewer come there is no hole", "[care][B4]") {
    Lots lots{3};
    auto weeks = year_of({100, 0.8, 10, 1}, lots, 11);
    CHECK(fell_silent(weeks, {}));
    weeks.back().asked = weeks.back().judged = 40;
    weeks.back().answered = 3;
    CHECK_FALSE(fell_silent(weeks, {}));
}

TEST_CASE("open waits count at their present age, and are judged when their time is over", "[care][K27]") {
    History history;
    auto const monday = local.begin(first);
    for (int i = 0; i < 10; ++i)
        history.waits.push_back(answered_wait(i + 1, monday + i * 1h, 1h));
    history.waits.push_back(answered_wait(11, monday + 11h, 100h));  // too late to count as an answer
    for (int i = 0; i < 12; ++i)
        history.waits.push_back(open_wait(20 + i, monday + 12h));
    auto const soon = weekly_series(history, monday + 24h, local, {}).back();
    CHECK(soon.asked == 23);
    CHECK(soon.judged == 11);
    CHECK(soon.median == 12h);  // more than half are still waiting
    auto const after = weekly_series(history, monday + 6 * 24h, local, {}).back();
    CHECK(after.judged == 23);
    CHECK(after.answered == 10);
    CHECK(after.share() == Approx(10.0 / 23));
    CHECK(weekly_series(history, monday - 1h, local, {}).empty());
}

TEST_CASE("warmth is a mean where there is any, and silence the longest pause", "[care][B4]") {
    History history;
    auto const monday = local.begin(first);
    history.waits.push_back(answered_wait(1, monday, 1h));
    for (auto const after : {10h, 20h, 70h})
        history.answers.push_back(answer_to(1, "li", monday + after));
    auto point = weekly_series(history, monday + 80h, local, {}).back();
    CHECK_FALSE(point.warmth);
    CHECK(point.silence == 50h);
    history.answers[0].warmth = 0.2;
    history.answers[1].warmth = 0.8;
    point = weekly_series(history, monday + 80h, local, {}).back();
    CHECK(point.warmth.value() == Approx(0.5));
}
