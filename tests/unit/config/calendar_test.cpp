// Working time as it is configured: zones, accounts of their own, and the year files that are shipped.
#include "config/calendar.hpp"

#include "config/day_file.hpp"
#include "folder.hpp"
#include "unit/care/places.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace rw::config {
namespace {

using places::on;
using places::utc;

constexpr std::string_view yunzhi =
    "[[account]]\nname = \"yunzhi\"\nuid = \"1904178193\"\ntoken_files = [\"a.token\"]\n";
constexpr std::string_view shiguang =
    "[[account]]\nname = \"shiguang\"\nuid = \"1904178194\"\ntoken_files = [\"a.token\"]\n";

Config good(Folder const& folder, std::string const& text) {
    folder.write("a.token", "synthetic-a\n");
    auto const loaded = load(folder.write("c.toml", text));
    INFO(said(loaded));
    REQUIRE(loaded.config);
    return *loaded.config;
}
Config good(std::string const& text) {
    Folder const folder;
    return good(folder, text);
}

care::Holidays china() {
    return shipped_calendar("cn").holidays();
}

/// Of the days of a year: off, working.
std::pair<int, int> tally(int year) {
    std::pair<int, int> counted;
    for (auto const& day : china().days_of(year))
        ++(day.working ? counted.second : counted.first);
    return counted;
}

}  // namespace

TEST_CASE("every shipped file of days is without fault and names its source", "[config][shipped][K21]") {
    REQUIRE(shipped_files().size() >= 3);
    for (auto const& file : shipped_files()) {
        CAPTURE(file.name);
        auto const [list, flaws] = parse_day_file(file.content, std::string{file.name});
        CHECK(flaws.empty());
        CHECK_FALSE(list.source.empty());
        REQUIRE(list.year);
        CHECK(std::string{file.name} == "cn-" + std::to_string(*list.year) + ".csv");
        CHECK(std::ranges::is_sorted(list.days, {}, &care::SpecialDay::day));
        CHECK(std::string{file.content} ==
              content_of(source_dir() / "config/holidays" / std::string{file.name}));
        for (auto const& day : list.days) {
            CAPTURE(to_text(day.day));
            CHECK_FALSE(day.name.empty());
            CHECK(care::year_of(day.day) == *list.year);
            // Nobody is made to make up for a holiday on a day that is worked anyway.
            CHECK((!day.working || std::chrono::weekday{day.day}.iso_encoding() >= 6));
        }
    }
}

TEST_CASE("China's holidays are as the State Council has said", "[config][shipped][K21]") {
    CHECK(tally(2025) == std::pair{28, 5});
    CHECK(tally(2026) == std::pair{33, 6});
    auto const days = china();
    CHECK(days.find(on("2025-02-04"))->name == "春节");
    CHECK(days.find(on("2025-02-05")) == nullptr);
    CHECK(days.find(on("2025-09-28"))->working);
    CHECK(days.find(on("2026-02-23"))->name == "春节");
    CHECK_FALSE(days.find(on("2026-02-15"))->working);
    for (auto const* made_up :
         {"2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"}) {
        CAPTURE(made_up);
        CHECK(days.find(on(made_up))->working);
    }
}

TEST_CASE("a year whose notice is not known is provisional, and that is said", "[config][shipped][K21]") {
    CHECK(tally(2027) == std::pair{13, 0});
    auto const calendar = shipped_calendar("cn");
    CHECK(calendar.gaps(utc("2026-10-01T00:00")).empty());
    auto const gaps = calendar.gaps(utc("2026-11-26T00:00"));
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].words == "2027: the notice with make-up workdays is not in this file yet");
    CHECK_FALSE(gaps[0].missing);
}

TEST_CASE("the shipped holidays are in force when `cn` is written", "[config][calendar][K21]") {
    auto const config = good("[calendar]\nholidays = [\"cn\"]\nhours = { mon = [\"09:00-18:00\"] }\n");
    CHECK(config.calendar.open_at(utc("2026-10-10T01:00")));        // a Saturday, made up for
    CHECK_FALSE(config.calendar.open_at(utc("2026-10-05T01:00")));  // a Monday off, before the roster begins
    CHECK(config.calendar.open_at(utc("2026-10-05T02:00")));
    CHECK(good("").calendar.holidays().none());
}

TEST_CASE("an operator's own file brings the year that is not shipped yet", "[config][calendar][K21]") {
    Folder const folder;
    folder.write("cn-2027.csv", "# source: the notice\n# year: 2027\n2027-02-05,off\n2027-02-13,work\n");
    auto const config = good(folder, "[calendar]\nholidays = [\"cn\", \"./cn-2027.csv\"]\n");
    CHECK(config.calendar.holidays().days_of(2027).size() == 2);
    CHECK(config.calendar.gaps(utc("2026-12-01T00:00")).empty());
    CHECK(calendar_warnings(config, utc("2027-12-01T00:00")).size() == 1);  // 2028
}

TEST_CASE("a file that does not name its source is taken, and talked about", "[config][calendar][K21]") {
    Folder const folder;
    folder.write("days/ours", "2026-11-23,off\n");
    auto const loaded = load(folder.write("c.toml", "[calendar]\nholidays = [\"days/ours\"]\n"));
    REQUIRE(loaded.config);
    CHECK(loaded.config->calendar.holidays().covers(2026));
    CHECK(said(loaded).find("does not say what it was taken from") != std::string::npos);
}

TEST_CASE("hours follow the clocks of the configured place", "[config][calendar][zone]") {
    auto const config = good("[daemon]\ntimezone = \"Europe/London\"\n");
    CHECK(config.calendar.open_at(utc("2026-07-01T08:00")));
    CHECK_FALSE(config.calendar.open_at(utc("2026-12-01T08:00")));
    CHECK(config.policy.zone.name() == "Europe/London");
}

TEST_CASE("an account's own calendar keeps of the common one what it does not change",
          "[config][calendar][account]") {
    auto const config =
        good("[calendar]\nholidays = [\"cn\"]\nhours = { mon = [\"09:00-18:00\"] }\n" + std::string{yunzhi} +
             "[account.calendar]\nholiday_hours = []\n" + std::string{shiguang});
    auto const& common = config.calendar;
    auto const& own = config.accounts.at(0).calendar;
    CHECK(own.hours().week == common.hours().week);
    CHECK(own.holidays().days() == common.holidays().days());
    CHECK(own.zone() == common.zone());
    CHECK(common.open_at(utc("2026-10-05T02:00")));
    CHECK_FALSE(own.open_at(utc("2026-10-05T02:00")));
    CHECK(config.accounts.at(1).calendar.hours() == common.hours());
}

TEST_CASE("an account may have other people in another place", "[config][calendar][account]") {
    auto const config = good("[calendar]\nholidays = [\"cn\"]\n" + std::string{yunzhi} +
                             "calendar = { timezone = \"America/New_York\", hours = { fri = "
                             "[\"09:00-17:00\"] }, holidays = [] }\n");
    auto const& own = config.accounts.at(0).calendar;
    CHECK(own.open_at(utc("2026-01-02T14:00")));
    CHECK_FALSE(own.open_at(utc("2026-01-02T13:59")));
    CHECK(own.open_at(utc("2026-07-03T13:00")));
    CHECK(own.hours().week[0].empty());
    CHECK(own.holidays().none());
    CHECK(config.calendar.zone().name() == "Asia/Shanghai");
}

TEST_CASE("what is missing is said once, with the account where it is that account's own",
          "[config][calendar][account]") {
    Folder const folder;
    folder.write("d/2026", "# source: synthetic\n# year: 2026\n2026-11-23,off\n");
    auto const config = good(folder, "[calendar]\nholidays = [\"cn\"]\n" + std::string{yunzhi} +
                                         "calendar = { holidays = [\"d/2026\"] }\n" + std::string{shiguang});
    CHECK(calendar_warnings(config, utc("2026-06-01T00:00")).empty());
    CHECK(calendar_warnings(config, utc("2026-12-01T00:00")) ==
          std::vector<std::string>{
              "2027: the notice with make-up workdays is not in this file yet",
              "yunzhi: 2027: no file of holidays covers this year: its holidays are taken for ordinary "
              "weekdays"});
}

}  // namespace rw::config
