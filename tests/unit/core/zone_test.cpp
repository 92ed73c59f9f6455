#include "core/zone.hpp"

#include "unit/care/places.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::places;

namespace {

LocalTime clock_on_the_wall(std::string_view text) {
    return parse_local_time(text).value();
}

}  // namespace

TEST_CASE("a zone says what the clock on the wall shows", "[core][zone]") {
    CHECK(new_york().local(utc("2026-03-08T06:59")) == clock_on_the_wall("2026-03-08T01:59"));
    CHECK(new_york().local(utc("2026-03-08T07:00")) == clock_on_the_wall("2026-03-08T03:00"));
    CHECK(new_york().local(utc("2026-11-01T05:59")) == clock_on_the_wall("2026-11-01T01:59"));
    CHECK(new_york().local(utc("2026-11-01T06:00")) == clock_on_the_wall("2026-11-01T01:00"));
    CHECK(kathmandu().local(utc("2026-03-08T18:15")) == clock_on_the_wall("2026-03-09T00:00"));
    CHECK(lord_howe().offset_at(utc("2026-10-03T15:29")) == 10h + 30min);
    CHECK(lord_howe().day_of(utc("2026-10-03T13:00")) == on("2026-10-03"));
    CHECK(lord_howe().day_of(utc("2026-10-03T13:30")) == on("2026-10-04"));
}

TEST_CASE("a local time is the first instant that shows it, or the one that jumps over it", "[core][zone]") {
    CHECK(new_york().instant_of(clock_on_the_wall("2026-07-01T12:00")) == utc("2026-07-01T16:00"));
    CHECK(new_york().instant_of(clock_on_the_wall("2026-11-01T01:30")) == utc("2026-11-01T05:30"));
    CHECK(new_york().instant_of(clock_on_the_wall("2026-11-01T02:00")) == utc("2026-11-01T07:00"));
    CHECK(new_york().instant_of(clock_on_the_wall("2026-03-08T02:30")) == utc("2026-03-08T07:00"));
    CHECK(lord_howe().instant_of(clock_on_the_wall("2026-04-05T01:45")) == utc("2026-04-04T14:45"));
    CHECK(apia().instant_of(clock_on_the_wall("2011-12-30T12:00")) == utc("2011-12-30T10:00"));
    CHECK(shanghai().instant_of(clock_on_the_wall("2026-11-01T08:00")) == utc("2026-11-01T00:00"));
}

TEST_CASE("a fixed offset is a zone with a name", "[core][zone]") {
    CHECK(Zone{}.name() == "UTC");
    CHECK(Zone{8h}.name() == "+08:00");
    CHECK(Zone{-(3h + 30min)}.name() == "-03:30");
    CHECK(Zone{8h}.offset_at(TimePoint{}) == 8h);
}

TEST_CASE("local dates and times are read to the letter", "[core][zone]") {
    CHECK(to_text(on("2026-10-10")) == "2026-10-10");
    CHECK(to_text(clock_on_the_wall("2026-10-10T23:30")) == "2026-10-10T23:30");
    CHECK(to_text(clock_on_the_wall("2026-10-10T23:30:05")) == "2026-10-10T23:30:05");
    for (auto const* wrong :
         {"", "2026-13-01", "2026-02-29", "2026-1-1", "20261010", "2026-10-10T", "2026-10-10x"}) {
        CAPTURE(wrong);
        CHECK_FALSE(parse_local_day(wrong));
    }
    for (auto const* wrong : {"", "2026-10-10", "2026-10-10T24:00", "2026-10-10T9:00", "2026-10-10T23:30Z"}) {
        CAPTURE(wrong);
        CHECK_FALSE(parse_local_time(wrong));
    }
}
