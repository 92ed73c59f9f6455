#include "care/calendar.hpp"

#include "places.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::places;
using care::DayList;
using care::Gap;
using care::Holidays;
using care::SpecialDay;

namespace {

SpecialDay off(std::string_view date, std::string name = {}) {
    return {on(date), false, std::move(name), {}};
}
SpecialDay work(std::string_view date, std::string name = {}) {
    return {on(date), true, std::move(name), {}};
}

std::vector<std::string> words(std::vector<Gap> const& gaps) {
    std::vector<std::string> all;
    for (auto const& gap : gaps)
        all.push_back(gap.words);
    return all;
}

}  // namespace

TEST_CASE("a year is covered when a list tells it", "[care][K21]") {
    Holidays holidays;
    CHECK(holidays.none());
    holidays.add({{off("2026-10-01", "国庆节"), work("2025-12-28")}, "the notice", 2026, {}});
    CHECK_FALSE(holidays.none());
    CHECK(holidays.covers(2026));
    CHECK_FALSE(holidays.covers(2025));  // it names a day of it, no more
    CHECK(holidays.find(on("2025-12-28"))->working);
    CHECK(holidays.find(on("2026-10-01"))->name == "国庆节");
    CHECK(holidays.find(on("2026-10-01"))->source == "the notice");
    CHECK(holidays.find(on("2026-10-02")) == nullptr);
    CHECK(holidays.days_of(2026).size() == 1);
}

TEST_CASE("a list of some days covers their years only while no other list tells them", "[care][K21]") {
    DayList const ours{{off("2027-03-01", "厂庆")}, "ours", {}, {}};
    DayList const provisional{{off("2027-01-01")}, "the decree", 2027, "the notice is not in this file yet"};
    Holidays only_ours;
    only_ours.add(ours);
    CHECK(only_ours.covers(2027));
    for (bool const ours_first : {true, false}) {
        Holidays both;
        both.add(ours_first ? ours : provisional);
        both.add(ours_first ? provisional : ours);
        CAPTURE(ours_first);
        CHECK(both.year(2027)->provisional == "the notice is not in this file yet");
        CHECK(both.days().size() == 2);
    }
}

TEST_CASE("the final list of a year takes the place of the provisional one, in any order", "[care][K21]") {
    DayList const provisional{{off("2027-01-01"), off("2027-02-06")}, "the decree", 2027, "not final"};
    DayList const final{{off("2027-02-07"), work("2027-02-14")}, "the notice", 2027, {}};
    for (bool const final_first : {true, false}) {
        Holidays holidays;
        holidays.add(final_first ? final : provisional);
        holidays.add(final_first ? provisional : final);
        CAPTURE(final_first);
        CHECK(holidays.year(2027)->source == "the notice");
        CHECK(holidays.year(2027)->provisional.empty());
        CHECK(holidays.find(on("2027-01-01")) == nullptr);
        CHECK(holidays.days().size() == 2);
    }
}

TEST_CASE("of two lists that name a day the later one is right", "[care][K21]") {
    Holidays holidays;
    holidays.add({{off("2026-10-01")}, "the notice", 2026, {}});
    holidays.add({{work("2026-10-01", "直播")}, "ours", {}, {}});
    CHECK(holidays.find(on("2026-10-01"))->working);
    CHECK(holidays.days().size() == 1);
    CHECK(holidays.year(2026)->source == "the notice");
}

TEST_CASE("what is missing is told in time, and only to those who asked for holidays", "[care][K21]") {
    CHECK(Holidays{}.gaps(on("2026-12-31")).empty());
    Holidays holidays;
    holidays.add({{off("2026-10-01")}, "the notice", 2026, {}});
    CHECK(holidays.gaps(on("2026-11-01")).empty());
    CHECK(words(holidays.gaps(on("2026-11-02"))) ==
          std::vector<std::string>{
              "2027: no file of holidays covers this year: its holidays are taken for ordinary weekdays"});
    CHECK(holidays.gaps(on("2028-06-01")).at(0).missing);
    CHECK(holidays.gaps(on("2028-12-01")).size() == 2);
    holidays.add({{off("2027-01-01")}, "the decree", 2027, "the notice is not in this file yet"});
    CHECK(holidays.gaps(on("2026-11-02")) ==
          std::vector{Gap{2027, false, "2027: the notice is not in this file yet"}});
}

TEST_CASE("a calendar knows its gaps by the local date", "[care][K21]") {
    Holidays holidays;
    holidays.add({{off("2026-10-01")}, "the notice", 2026, {}});
    care::Calendar const calendar{care::Hours{}, shanghai(), holidays};
    CHECK(calendar.gaps(utc("2026-11-01T15:59")).empty());
    CHECK(calendar.gaps(utc("2026-11-01T16:00")).size() == 1);
}
