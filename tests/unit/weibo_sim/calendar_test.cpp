#include "weibo-sim/calendar.hpp"
#include "weibo-sim/dice.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::sim;

TEST_CASE("an id tells the second in which it was made", "[weibo_sim]") {
    auto const when = from_rfc3339("2017-11-09T09:13:02Z").value();
    auto const id = first_id_of(when);
    CHECK(time_of(id) == when);
    CHECK(time_of(id + low_bits - 1) == when);
    CHECK(time_of(id + low_bits) == when + 1s);
    // The comment of the specification's template: the rule holds to within a few seconds.
    CHECK(std::chrono::abs(time_of(4172222330011540) - when) <= 3s);
}

TEST_CASE("dates are written as the platform writes them", "[weibo_sim]") {
    auto const when = from_rfc3339("2011-05-31T09:46:55Z").value();
    CHECK(weibo_date(when) == "Tue May 31 17:46:55 +0800 2011");
    CHECK(beijing_stamp(when) == "2011-05-31 17:46:55");
    CHECK(weibo_date(from_rfc3339("2026-12-31T16:00:01Z").value()) == "Fri Jan 01 00:00:01 +0800 2027");
}

TEST_CASE("quota windows begin at the full hour and at midnight in Beijing", "[weibo_sim]") {
    auto const when = from_rfc3339("2026-11-24T17:59:59.999Z").value();
    CHECK(hour_of(when) == from_rfc3339("2026-11-24T17:00:00Z").value());
    CHECK(day_of(when) == from_rfc3339("2026-11-24T16:00:00Z").value());
    CHECK(day_of(from_rfc3339("2026-11-24T15:59:59Z").value()) ==
          from_rfc3339("2026-11-23T16:00:00Z").value());
}

TEST_CASE("the same seed throws the same dice", "[weibo_sim]") {
    Dice one{42};
    Dice two{42};
    Dice other{43};
    CHECK(one.next() == two.next());
    CHECK(one.next() != other.next());
    for (int turn = 0; turn < 1000; ++turn) {
        auto const unit = one.unit();
        CHECK((unit >= 0 && unit < 1));
        CHECK(one.below(3) < 3);
    }
    CHECK(one.weighted({0, 1, 0}) == 1);
    CHECK(one.weighted({0, 0}) == 0);
}
