#include "care/history.hpp"

#include "care/tally.hpp"
#include "unit/care/made_history.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::care;
using End = Wait::End;

namespace {

TimePoint const nine = beijing("2026-11-26T09:00");

}  // namespace

TEST_CASE("what is nobody's to answer is neither praise nor blame", "[care][K11][K13][K14]") {
    CHECK(fate_of(ended_wait(1, End::answered)) == Fate::answered);
    CHECK(fate_of(ended_wait(1, End::closed, "moved-to-DM")) == Fate::answered);
    CHECK(fate_of(ended_wait(1, End::closed, "spam")) == Fate::left_out);
    CHECK(fate_of(ended_wait(1, End::closed, "no-reply-needed")) == Fate::left_out);
    CHECK(fate_of(ended_wait(1, End::closed, "expired")) == Fate::unanswered);
    CHECK_FALSE(concluded(ended_wait(1, End::closed, "expired")));
    CHECK(concluded(ended_wait(1, End::closed, "spam")));
    CHECK(fate_of(ended_wait(1, End::covered)) == Fate::left_out);
    CHECK(fate_of(ended_wait(1, End::removed)) == Fate::unanswered);
    CHECK(fate_of(open_wait(1, nine)) == Fate::open);
}

TEST_CASE("a fan who takes his words back after the ceiling was not answered", "[care][K13]") {
    auto wait = ended_wait(1, End::withdrawn);
    CHECK(fate_of(wait) == Fate::left_out);
    wait.late = true;
    CHECK(fate_of(wait) == Fate::unanswered);
}

TEST_CASE("fans who wait still count at their present age", "[care][K27]") {
    std::vector<Wait> waits;
    for (int i = 0; i < 8; ++i)
        waits.push_back(answered_wait(i + 1, nine, 10min));
    waits.push_back(open_wait(9, nine));
    waits.push_back(open_wait(10, nine));
    auto const now = nine + 5h;
    auto const all = tally(asked_between(waits, nine, now), now);
    CHECK(all.wanted == 10);
    CHECK(all.answered == 8);
    CHECK(all.open == 2);
    CHECK(all.share() == Approx(0.8));
    CHECK(all.median == 10min);
    CHECK(all.p90 == 5h);  // without the open ones it would be ten minutes
    CHECK_FALSE(tally({}, now).median);
}
