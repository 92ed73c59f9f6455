#include "care/local_time.hpp"

#include "unit/care/made_history.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::care;

TEST_CASE("weeks are ISO weeks of local days", "[care][weeks]") {
    struct Row {
        std::string when;
        std::string week;
    };
    static Row const rows[] =
        {
            {"2026-11-26T12:00", "2026-W48"},
            {"2026-11-23T00:00", "2026-W48"},  // Monday begins at local midnight, when it is Sunday in UTC
            {"2026-11-22T23:59", "2026-W47"},
            {"2026-12-31T12:00", "2026-W53"},
            {"2027-01-03T23:59", "2026-W53"},
            {"2027-01-04T00:00", "2027-W01"},
            {"2024-12-30T08:00", "2025-W01"},
        };
    LocalTime const local;
    for (auto const& row : rows) {
        CAPTURE(row.when);
        auto const week = local.week(beijing(row.when));
        CHECK(to_text(week) == row.week);
        CHECK(parse_week(row.week) == week);
        CHECK(local.begin(week) <= beijing(row.when));
        CHECK(beijing(row.when) < local.end(week));
    }
    CHECK_FALSE(parse_week("2025-W53"));  // that year has 52
    CHECK_FALSE(parse_week("2026-W00"));
    CHECK_FALSE(parse_week("2026W48"));
}

TEST_CASE("days are local days", "[care][weeks]") {
    LocalTime const local;
    CHECK(to_text(local.day(beijing("2026-11-26T00:00"))) == "2026-11-26");
    CHECK(to_text(LocalTime{0h}.day(beijing("2026-11-26T00:00"))) == "2026-11-25");
    CHECK(local.midnight(local.day(beijing("2026-11-26T13:00"))) == beijing("2026-11-26T00:00"));
    CHECK(weekday_in_chinese(local.day(beijing("2026-11-26T13:00"))) == "周四");
}
