#include "care/calendar.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace rw;
using care::Block;
using care::Calendar;

namespace {

using namespace std::chrono;

/// A moment in Beijing.
TimePoint beijing(int day, int hour, int minute = 0) {
    return TimePoint{sys_days{year{2026} / 10 / day}} + hours{hour} + minutes{minute} - 8h;
}

/// Monday to Friday, with lunch; 12 October 2026 is a Monday.
Calendar office() {
    Calendar::Week week;
    for (std::size_t day = 0; day < 5; ++day)
        week[day] = {{9 * 60, 12 * 60}, {13 * 60, 22 * 60}};
    return Calendar{week, 8h};
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
        {"two days, to the end of the second", beijing(12, 9), 24h, beijing(13, 22)},
    };
    for (auto const& row : rows) {
        CAPTURE(row.when);
        CHECK(office().add(row.start, row.work) == row.end);
    }
}

TEST_CASE("a block may pass midnight", "[care][K20]") {
    Calendar::Week week;
    week.fill({{22 * 60, 26 * 60}});
    Calendar const night{week, 8h};
    CHECK(night.open_at(beijing(13, 1, 59)));
    CHECK_FALSE(night.open_at(beijing(13, 2)));
    CHECK(night.add(beijing(12, 23), 2h + 30min) == beijing(13, 1, 30));
    CHECK(night.between(beijing(12, 0), beijing(14, 0)) == 8h);
}

TEST_CASE("days off rest, make-up days work, and a duty roster has hours of its own", "[care][K21][K22]") {
    auto calendar = office();
    calendar.add_day_off(sys_days{year{2026} / 10 / 12});
    CHECK_FALSE(calendar.open_at(beijing(12, 10)));
    calendar.add_makeup_workday(sys_days{year{2026} / 10 / 17});
    CHECK(calendar.open_at(beijing(17, 10)));
    calendar.set_holiday_hours({{600, 1080}});
    CHECK(calendar.open_at(beijing(12, 10)));
    CHECK_FALSE(calendar.open_at(beijing(12, 9, 30)));
}

TEST_CASE("a calendar that never opens has no end", "[care]") {
    CHECK(Calendar({}, 8h).add(beijing(12, 9), 1h) == TimePoint::max());
}

TEST_CASE("adding and measuring are inverse, whatever the calendar", "[care]") {
    std::mt19937 dice{20261124};
    auto const roll = [&](int least, int most) { return std::uniform_int_distribution{least, most}(dice); };
    for (int round = 0; round < 2000; ++round) {
        Calendar::Week week;
        for (auto& blocks : week) {
            for (int b = roll(0, 2); b > 0; --b) {
                int const begin = roll(0, 1439);
                blocks.push_back({begin, begin + roll(1, 800)});
            }
        }
        week[static_cast<std::size_t>(roll(0, 6))].push_back({540, 600});
        Calendar const calendar{week, Span{hours{roll(-11, 12)}}};
        auto const start = beijing(roll(1, 28), roll(0, 23), roll(0, 59)) + Span{roll(0, 59'999)};
        Span const work{roll(0, 40 * 3'600'000)};
        CAPTURE(round);
        CHECK(calendar.between(start, calendar.add(start, work)) == work);
    }
}
