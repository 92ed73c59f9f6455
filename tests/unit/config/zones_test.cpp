// Needs the system's time zones (Debian: tzdata).
#include "config/zones.hpp"

#include "unit/care/places.hpp"

#include <catch2/catch.hpp>

#include <stdlib.h>

#include <algorithm>

namespace rw::config {
namespace {

using places::utc;

Zone good(std::string const& name) {
    auto made = zone_named(name);
    INFO((made ? "" : made.error().doing));
    REQUIRE(made.has_value());
    return *made;
}

std::string refused(std::string const& name) {
    auto const made = zone_named(name);
    return made ? std::string{} : made.error().doing;
}

std::vector<Zone::Change> changes_of_2026(Zone const& zone) {
    std::vector<Zone::Change> all;
    std::ranges::copy_if(zone.changes(), std::back_inserter(all), [](Zone::Change const& change) {
        return change.at >= utc("2026-01-01T00:00") && change.at < utc("2027-01-01T00:00");
    });
    return all;
}

}  // namespace

TEST_CASE("the system's zones change when their governments say", "[config][zone]") {
    for (auto const& place : {places::new_york(), places::london(), places::lord_howe(), places::kathmandu(),
                              places::shanghai()}) {
        CAPTURE(place.name());
        auto const zone = good(place.name());
        CHECK(zone.name() == place.name());
        CHECK(changes_of_2026(zone) == place.changes());
        CHECK(zone.offset_at(utc("2026-01-15T00:00")) == place.offset_at(utc("2026-01-15T00:00")));
        CHECK(zone.offset_at(utc("2026-07-15T00:00")) == place.offset_at(utc("2026-07-15T00:00")));
    }
}

TEST_CASE("a zone is known from 1970 to 2100, beyond what its file lists one by one", "[config][zone]") {
    auto const zone = good("America/New_York");
    CHECK(zone.offset_at(utc("1970-07-01T00:00")) == -4h);
    CHECK(zone.offset_at(utc("2050-07-01T00:00")) == -4h);
    CHECK(zone.offset_at(utc("2100-07-01T00:00")) == -4h);
    CHECK(zone.offset_at(utc("2100-12-01T00:00")) == -5h);
    CHECK(zone.offset_at(utc("2150-07-01T00:00")) == -5h);  // as it was last known
    CHECK(std::ranges::is_sorted(zone.changes(), {}, &Zone::Change::at));
    CHECK(good("Pacific/Apia").offset_at(utc("2012-01-15T00:00")) == 14h);
    CHECK(good("Asia/Shanghai").offset_at(utc("2026-07-15T00:00")) == 8h);
}

TEST_CASE("offsets are zones too", "[config][zone]") {
    CHECK(good("UTC") == Zone{"UTC", 0h});
    CHECK(good("+08:00") == Zone{"+08:00", 8h});
    CHECK(good("-03:30") == Zone{"-03:30", -(3h + 30min)});
    CHECK(good("+14:00").first_offset() == 14h);
    for (auto const* wrong : {"+14:01", "+8", "08:00", "+08:60", "+24:00"}) {
        CAPTURE(wrong);
        CHECK_FALSE(zone_named(wrong).has_value());
    }
}

TEST_CASE("who misspells a zone is told the right one", "[config][zone]") {
    CHECK(refused("Asia/Shangai").ends_with("did you mean `Asia/Shanghai`?"));
    CHECK(refused("asia/shanghai").ends_with("did you mean `Asia/Shanghai`?"));
    CHECK(refused("Asia/Beijing").ends_with("did you mean `Asia/Shanghai`?"));
    CHECK(refused("Kathmandu").ends_with("did you mean `Asia/Kathmandu`?"));
    CHECK(refused("Europe/Berlim").ends_with("did you mean `Europe/Berlin`?"));
    CHECK(refused("new york").ends_with("did you mean `America/New_York`?"));
}

TEST_CASE("a zone is a name, not the path of some file", "[config][zone]") {
    for (auto const* wrong : {"", "/etc/localtime", "../zoneinfo/UTC", "localtime", "posixrules", "zone.tab",
                              "Asia", "Asia/", ":UTC"}) {
        CAPTURE(wrong);
        CHECK_FALSE(zone_named(wrong).has_value());
    }
}

TEST_CASE("without the system's zones Beijing works all the same, and others say what to install",
          "[config][zone]") {
    ::setenv("TZDIR", "/nonexistent", 1);
    auto const beijing = zone_named("Asia/Shanghai");
    auto const why = refused("Europe/Nowhere");
    ::unsetenv("TZDIR");
    REQUIRE(beijing.has_value());
    CHECK(beijing->offset_at(utc("2026-07-15T00:00")) == 8h);
    CHECK(why.find("install tzdata") != std::string::npos);
}

}  // namespace rw::config
