// Until when, as people say it.
#include "replywatch/until.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using cli::clock_words;
using cli::until_of;

namespace {

TimePoint beijing(std::string const& local) {
    return from_rfc3339("2026-11-" + local + ":00+08:00").value();
}

}  // namespace

TEST_CASE("a pause ends after a span, at the next such time in Beijing, or at an instant", "[cli]") {
    struct Row {
        std::string said;
        std::string until;
    };
    auto const now = beijing("26T10:02");
    std::vector<Row> const rows{
        {"2h", "26T12:02"},
        {"30m", "26T10:32"},
        {"1d", "27T10:02"},
        {"18:00", "26T18:00"},
        {"10:03", "26T10:03"},
        {"10:02", "27T10:02"},  // now is over
        {"09:00", "27T09:00"},
        {"00:00", "27T00:00"},
        {"2026-11-30T18:00:00+08:00", "30T18:00"},
        {"2026-11-30T10:00:00Z", "30T18:00"},
    };
    for (auto const& row : rows) {
        DYNAMIC_SECTION(row.said) {
            auto const until = until_of(row.said, now);
            REQUIRE(until.has_value());
            CHECK(*until == beijing(row.until));
        }
    }
}

TEST_CASE("the day is Beijing's, not that of UTC", "[cli]") {
    auto const now = beijing("27T06:30");  // still the 26th in UTC
    CHECK(until_of("07:00", now).value() == beijing("27T07:00"));
    CHECK(until_of("06:00", now).value() == beijing("28T06:00"));
}

TEST_CASE("what is no time is refused, with what is expected", "[cli]") {
    for (auto const* said : {"", "soon", "24:00", "18:60", "8:00", "18:00:00", "-2h", "0s", "2", "18.00",
                             "1h30m", "2026-11-30", "::::::", "1:::1"}) {
        CAPTURE(said);
        auto const until = until_of(said, beijing("26T10:02"));
        REQUIRE_FALSE(until.has_value());
        CHECK(until.error().kind == Fault::bad_input);
        CHECK(until.error().doing.find("expected 2h, 30m, 1d, 18:00") != std::string::npos);
    }
}

TEST_CASE("a time of another day says which", "[cli]") {
    auto const now = beijing("26T10:02");
    CHECK(clock_words(beijing("26T18:00"), now) == "18:00");
    CHECK(clock_words(beijing("27T18:00"), now) == "11-27 18:00");
    CHECK(clock_words(beijing("25T23:59"), now) == "11-25 23:59");
}
