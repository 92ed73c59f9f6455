#include "care/calendar.hpp"

#include "places.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::places;
using care::Block;
using care::Calendar;
using care::DayList;
using care::Holidays;
using care::Hours;

namespace {

using namespace std::chrono;

/// A moment in Beijing.
TimePoint beijing(int day, int hour, int minute = 0) {
    return TimePoint{sys_days{year{2026} / 10 / day}} + hours{hour} + minutes{minute} - 8h;
}

/// Monday to Friday, with lunch; 12 October 2026 is a Monday.
Calendar::Week office_week() {
    Calendar::Week week;
    for (std::size_t day = 0; day < 5; ++day)
        week[day] = {{9 * 60, 12 * 60}, {13 * 60, 22 * 60}};
    return week;
}
Calendar office() {
    return {office_week(), shanghai()};
}

/// The same block on every day of the week.
Calendar daily(char const* block, Zone zone) {
    Calendar::Week week;
    week.fill({care::parse_block(block).value()});
    return {std::move(week), std::move(zone)};
}

Holidays list_of(std::vector<care::SpecialDay> days) {
    Holidays all;
    all.add({std::move(days), "a synthetic list", 2026, {}});
    return all;
}

}  // namespace

TEST_CASE("a block is two times of a day", "[care][K20]") {
    CHECK(care::parse_block("09:00-12:00") == Block{540, 720});
    CHECK(care::parse_block("22:00-02:00") == Block{1320, 1560});
    CHECK(care::parse_block("00:00-24:00") == Block{0, 1440});
    for (auto const* wrong :
         {"", "9-12", "09:00", "24:00-25:00", "09:60-10:00", "09:00-09:00", "24:00-02:00", "09:00-12:00x"}) {
        CAPTURE(wrong);
        CHECK_FALSE(care::parse_block(wrong));
    }
    for (auto const* good : {"09:00-12:00", "22:00-02:00", "00:00-24:00", "23:59-00:00"}) {
        CAPTURE(good);
        CHECK(care::parse_block(care::to_text(*care::parse_block(good))) == care::parse_block(good));
    }
    CHECK(care::to_text(Block{1320, 1560}) == "22:00-02:00");
    CHECK(care::to_text(Block{0, 1440}) == "00:00-24:00");
}

TEST_CASE("working time is added over lunch, nights and weekends", "[care][K20][K23]") {
    struct Row {
        std::string_view when;
        TimePoint start;
        Span work;
        TimePoint end;
    };
    Row const rows[] = {
        {"inside a block", beijing(12, 10), 30min, beijing(12, 10, 30)},
        {"over lunch", beijing(12, 11, 45), 30min, beijing(12, 13, 15)},
        {"at 23:30, opens 09:00, half an hour: 09:30", beijing(12, 23, 30), 30min, beijing(13, 9, 30)},
        {"on Friday night over the weekend", beijing(16, 21, 30), 1h, beijing(19, 9, 30)},
        {"nothing, while open", beijing(12, 10), 0min, beijing(12, 10)},
        {"nothing, while closed, is the opening", beijing(12, 3), 0min, beijing(12, 9)},
        {"nothing, at the end of a block, is the next one", beijing(12, 12), 0min, beijing(12, 13)},
        {"two days, to the end of the second", beijing(12, 9), 24h, beijing(13, 22)},
        {"a year of weeks", beijing(12, 9), 52 * 60h + 1h, beijing(12, 10) + 52 * 7 * 24h},
    };
    for (auto const& row : rows) {
        CAPTURE(row.when);
        CHECK(office().add(row.start, row.work) == row.end);
    }
}

TEST_CASE("a block may pass midnight", "[care][K20]") {
    auto const night = daily("22:00-02:00", shanghai());
    CHECK(night.open_at(beijing(13, 1, 59)));
    CHECK_FALSE(night.open_at(beijing(13, 2)));
    CHECK(night.add(beijing(12, 23), 2h + 30min) == beijing(13, 1, 30));
    CHECK(night.between(beijing(12, 0), beijing(14, 0)) == 8h);
}

TEST_CASE("a whole day is open to the last millisecond and into the next", "[care][K20]") {
    auto const always = daily("00:00-24:00", shanghai());
    CHECK(always.between(beijing(12, 0), beijing(19, 0)) == 7 * 24h);
    CHECK(always.add(beijing(12, 23, 59), 2min) == beijing(13, 0, 1));
}

TEST_CASE("blocks that overlap count once", "[care][K20]") {
    Calendar::Week week;
    week[0] = {{9 * 60, 12 * 60}, {11 * 60, 13 * 60}, {22 * 60, 30 * 60}};
    week[1] = {{5 * 60, 7 * 60}};
    CHECK(Calendar{week, 8h}.between(beijing(12, 0), beijing(14, 0)) == 4h + 9h);
}

TEST_CASE("days off rest, make-up days work, and a duty roster has hours of its own", "[care][K21][K22]") {
    auto const special = list_of({{on("2026-10-12"), false, "", ""}, {on("2026-10-17"), true, "", ""}});
    Calendar const calendar{Hours{office_week(), {}}, 8h, special};
    CHECK_FALSE(calendar.open_at(beijing(12, 10)));
    CHECK(calendar.open_at(beijing(13, 10)));
    CHECK(calendar.open_at(beijing(17, 10)));
    CHECK(calendar.add(beijing(16, 21, 30), 1h) == beijing(17, 9, 30));
    Calendar const roster{Hours{office_week(), {{600, 1080}}}, 8h, special};
    CHECK(roster.open_at(beijing(12, 10)));
    CHECK_FALSE(roster.open_at(beijing(12, 9, 30)));
    CHECK(roster.blocks_of(on("2026-10-12")) == std::vector{Block{600, 1080}});
    CHECK(roster.blocks_of(on("2026-10-17")) == office_week()[0]);
    CHECK(roster.blocks_of(on("2026-10-18")).empty());
}

TEST_CASE("a night shift ends as planned though the next day is off", "[care][K20][K21]") {
    Calendar::Week week;
    week.fill({{22 * 60, 26 * 60}});
    Calendar const calendar{Hours{week, {}}, 8h, list_of({{on("2026-10-13"), false, "", ""}})};
    CHECK(calendar.open_at(beijing(13, 1)));
    CHECK_FALSE(calendar.open_at(beijing(13, 22)));
    CHECK_FALSE(calendar.open_at(beijing(14, 1)));
    CHECK(calendar.open_at(beijing(14, 22)));
}

TEST_CASE("a calendar that never opens has no end", "[care]") {
    Calendar const never{Calendar::Week{}, 8h};
    CHECK(never.add(beijing(12, 9), 1h) == TimePoint::max());
    CHECK(never.add(beijing(12, 9), 0h) == TimePoint::max());
    CHECK(never.between(beijing(12, 9), beijing(19, 9)) == 0h);
    Calendar const once{Hours{{}, {{600, 660}}}, 8h, list_of({{on("2026-10-12"), false, "", ""}})};
    CHECK(once.add(beijing(1, 0), 1h) == beijing(12, 11));
    CHECK(once.add(beijing(1, 0), 1h + 1ms) == TimePoint::max());
}

TEST_CASE("spans and instants without measure are no trouble", "[care]") {
    auto const calendar = office();
    CHECK(calendar.add(beijing(12, 9), Span::max()) == TimePoint::max());
    CHECK(calendar.add(TimePoint::max(), 1h) == TimePoint::max());
    CHECK(calendar.between(beijing(12, 9), TimePoint::max()) > 100'000h);
    CHECK(calendar.between(TimePoint::min(), TimePoint::max()) > 0h);
    CHECK_FALSE(calendar.open_at(TimePoint::min()));
    CHECK(calendar.between(beijing(13, 9), beijing(12, 9)) == 0h);
    CHECK(calendar.add(beijing(12, 10), -1h) == beijing(12, 10));
}

TEST_CASE("an hour that the clock jumps over is not worked", "[care][zone]") {
    auto const night = daily("22:00-06:00", new_york());
    CHECK(night.between(utc("2026-03-08T03:00"), utc("2026-03-08T10:00")) == 7h);
    auto const gone = daily("02:00-03:00", new_york());
    CHECK(gone.between(utc("2026-03-08T05:00"), utc("2026-03-09T04:00")) == 0h);
    CHECK(gone.add(utc("2026-03-08T05:00"), 0h) == utc("2026-03-09T06:00"));
    CHECK(gone.between(utc("2026-03-07T05:00"), utc("2026-03-08T05:00")) == 1h);
    auto const half = daily("02:30-03:30", new_york());
    CHECK(half.between(utc("2026-03-08T05:00"), utc("2026-03-09T04:00")) == 30min);
    CHECK(half.add(utc("2026-03-08T05:00"), 0h) == utc("2026-03-08T07:00"));
}

TEST_CASE("an hour that the clock shows twice is worked twice", "[care][zone]") {
    auto const night = daily("22:00-02:00", new_york());
    CHECK(night.between(utc("2026-11-01T02:00"), utc("2026-11-01T07:00")) == 5h);
    CHECK(night.add(utc("2026-11-01T02:00"), 5h) == utc("2026-11-01T07:00"));
    CHECK(daily("00:00-24:00", new_york()).between(utc("2026-11-01T04:00"), utc("2026-11-02T05:00")) == 25h);
    auto const early = daily("01:00-01:30", new_york());
    CHECK(early.open_at(utc("2026-11-01T05:00")));
    CHECK_FALSE(early.open_at(utc("2026-11-01T05:30")));
    CHECK(early.open_at(utc("2026-11-01T06:00")));
    CHECK(early.between(utc("2026-11-01T04:00"), utc("2026-11-02T05:00")) == 1h);
    CHECK(early.add(utc("2026-11-01T05:10"), 30min) == utc("2026-11-01T06:10"));
}

TEST_CASE("office hours follow the clock on the wall through the year", "[care][zone]") {
    auto const new_yorkers = daily("09:00-17:00", new_york());
    CHECK(new_yorkers.add(utc("2026-03-07T23:00"), 0h) == utc("2026-03-08T13:00"));
    CHECK(new_yorkers.add(utc("2026-03-07T13:00"), 0h) == utc("2026-03-07T14:00"));
    auto const londoners = daily("09:00-17:00", london());
    CHECK(londoners.add(utc("2026-03-28T20:00"), 1h) == utc("2026-03-29T09:00"));
    CHECK(londoners.add(utc("2026-10-24T20:00"), 1h) == utc("2026-10-25T10:00"));
    CHECK(daily("00:00-24:00", london()).between(utc("2026-03-29T00:00"), utc("2026-03-29T23:00")) == 23h);
}

TEST_CASE("clocks that go by half hours or stand at three quarters", "[care][zone]") {
    auto const lord_howe_nights = daily("01:00-03:00", lord_howe());
    CHECK(lord_howe_nights.between(utc("2026-04-04T13:00"), utc("2026-04-05T13:00")) == 2h + 30min);
    CHECK(lord_howe_nights.between(utc("2026-10-03T13:30"), utc("2026-10-04T13:00")) == 1h + 30min);
    CHECK(daily("01:30-02:00", lord_howe()).between(utc("2026-04-04T13:00"), utc("2026-04-05T13:00")) == 1h);
    auto const kathmandu_days = daily("09:00-17:00", kathmandu());
    CHECK(kathmandu_days.add(utc("2026-10-12T00:00"), 1h) == utc("2026-10-12T04:15"));
    CHECK(kathmandu_days.open_at(utc("2026-10-12T03:15")));
    CHECK_FALSE(kathmandu_days.open_at(utc("2026-10-12T03:14")));
    CHECK(daily("09:00-17:00", shanghai()).add(utc("2026-03-08T00:00"), 1h) == utc("2026-03-08T02:00"));
}

TEST_CASE("a day that does not exist is not worked", "[care][zone]") {
    Calendar::Week week;
    week[4] = {{9 * 60, 17 * 60}};  // Fridays
    Calendar const fridays{week, apia()};
    CHECK(fridays.between(utc("2011-12-24T12:00"), utc("2012-01-06T00:00")) == 5h);  // of the sixth
    CHECK(fridays.between(utc("2011-12-24T12:00"), utc("2012-01-05T18:00")) == 0h);
}
