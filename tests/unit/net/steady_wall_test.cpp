#include "net/steady_wall.hpp"

#include <catch2/catch.hpp>

using namespace rw;

namespace {

TimePoint const noon = TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 10 / 12}} + 12h;

}  // namespace

TEST_CASE("wall time follows the system clock while it goes evenly", "[net][K25]") {
    net::SteadyWall wall;
    CHECK(wall.look(noon, 100s).now == noon);
    CHECK(wall.look(noon + 10s, 110s).now == noon + 10s);
}

TEST_CASE("a small correction is followed at once", "[net][K25]") {
    net::SteadyWall wall;
    wall.look(noon, 100s);
    CHECK(wall.look(noon + 10s + 800ms, 110s).now == noon + 10s + 800ms);
}

TEST_CASE("a step that is mended within a minute was never followed", "[net][K25]") {
    net::SteadyWall wall;
    wall.look(noon, 100s);
    CHECK(wall.look(noon + 2h + 10s, 110s).now == noon + 10s);
    CHECK(wall.look(noon + 2h + 50s, 150s).now == noon + 50s);
    CHECK(wall.look(noon + 60s, 160s).now == noon + 60s);
    CHECK_FALSE(wall.look(noon + 70s, 170s).stepped);
}

TEST_CASE("a step that stands for a minute is followed, and said once", "[net][K25]") {
    net::SteadyWall wall;
    wall.look(noon, 100s);
    wall.look(noon - 1h + 10s, 110s);
    auto const followed = wall.look(noon - 1h + 70s, 170s);
    CHECK(followed.now == noon - 1h + 70s);
    REQUIRE(followed.stepped);
    CHECK(*followed.stepped == -1h);
    CHECK_FALSE(wall.look(noon - 1h + 80s, 180s).stepped);
}
