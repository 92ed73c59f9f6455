// What must hold of working time whatever the calendar: random hours, holidays and clocks, held against a
// walk from minute to minute that knows nothing of sums.
#include "care/calendar.hpp"

#include "places.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace rw;
using namespace rw::places;
using care::Block;
using care::Calendar;
using care::Hours;

namespace {

using namespace std::chrono;

class Dice {
public:
    explicit Dice(unsigned seed) : engine_{seed} {}
    std::int64_t roll(std::int64_t least, std::int64_t most) {
        return std::uniform_int_distribution<std::int64_t>{least, most}(engine_);
    }
    int small(int least, int most) { return static_cast<int>(roll(least, most)); }

private:
    std::mt19937_64 engine_;
};

/// Clocks that are changed every few weeks, by anything from minutes to a day.
Zone wild(Dice& dice) {
    std::vector<Zone::Change> changes;
    auto at = utc("2026-01-01T00:00");
    for (int i = dice.small(1, 12); i > 0; --i) {
        at += minutes{dice.roll(1, 40 * 24 * 60)};
        auto const offset =
            dice.small(0, 5) == 0 ? minutes{dice.roll(-13 * 60, 14 * 60)} : minutes{30 * dice.roll(-4, 4)};
        changes.push_back({at, offset});
    }
    return {"wild", minutes{dice.roll(-12 * 60, 14 * 60)}, changes};
}

Zone some_zone(Dice& dice) {
    switch (dice.small(0, 6)) {
        case 0: return new_york();
        case 1: return london();
        case 2: return lord_howe();
        case 3: return kathmandu();
        case 4: return shanghai();
        default: return wild(dice);
    }
}

std::vector<Block> some_blocks(Dice& dice, int most) {
    std::vector<Block> blocks;
    for (int b = dice.small(0, most); b > 0; --b) {
        int const begin = dice.small(0, 1439);
        blocks.push_back({begin, begin + dice.small(1, dice.small(0, 9) == 0 ? 1440 : 500)});
    }
    return blocks;
}

Calendar some_calendar(Dice& dice) {
    Hours hours;
    for (auto& blocks : hours.week)
        blocks = some_blocks(dice, 3);
    hours.week[static_cast<std::size_t>(dice.small(0, 6))].push_back({540, 600});
    hours.holiday = some_blocks(dice, 2);
    care::DayList list{{}, "dice", 2026, {}};
    for (int d = dice.small(0, 80); d > 0; --d)
        list.days.push_back({on("2026-01-01") + days{dice.roll(0, 364)}, dice.small(0, 1) == 0, "", ""});
    care::Holidays holidays;
    holidays.add(std::move(list));
    return {std::move(hours), some_zone(dice), std::move(holidays)};
}

TimePoint some_time(Dice& dice) {
    return utc("2026-01-01T00:00") + Span{dice.roll(-30 * 86'400'000LL, 400 * 86'400'000LL)};
}

/// By looking at the clock on the wall.
bool shows_open(Calendar const& calendar, TimePoint when) {
    auto const local = calendar.zone().local(when);
    auto const today = floor<days>(local);
    auto const within = [&](LocalDay begun) {
        auto const after = local - begun;
        return std::ranges::any_of(calendar.blocks_of(begun), [&](Block const& block) {
            return minutes{block.begin} <= after && after < minutes{block.end};
        });
    };
    return within(today) || within(today - days{1});
}

}  // namespace

TEST_CASE("adding and measuring are inverse, whatever the calendar", "[care][K20]") {
    Dice dice{20261124};
    for (int round = 0; round < 1000; ++round) {
        auto const calendar = some_calendar(dice);
        auto const start = some_time(dice);
        Span const work{dice.roll(0, (dice.small(0, 1) == 0 ? 4 : 700) * 3'600'000LL)};
        CAPTURE(round, calendar.zone().name(), to_rfc3339(start), work.count());
        auto const end = calendar.add(start, work);
        CHECK(end >= start);
        CHECK(calendar.between(start, end) == work);
        CHECK((work == 0ms || calendar.between(start, end - 1ms) < work));  // the earliest
        CHECK((work > 0ms || calendar.open_at(end)));
        CHECK((work == 0ms || calendar.open_at(end - 1ms)));
    }
}

TEST_CASE("what lies between now and an open instant leads to it again", "[care][K20]") {
    Dice dice{7};
    int led_back = 0;
    for (int round = 0; round < 1000; ++round) {
        auto const calendar = some_calendar(dice);
        auto const from = some_time(dice);
        auto const to = from + Span{dice.roll(0, 30 * 86'400'000LL)};
        CAPTURE(round, calendar.zone().name(), to_rfc3339(from), to_rfc3339(to));
        auto const work = calendar.between(from, to);
        auto const again = calendar.add(from, work);
        // A moment that has just closed and the next opening are the same amount of work away.
        if (work > 0ms) CHECK(again <= to);
        CHECK(calendar.between(std::min(again, to), std::max(again, to)) == 0ms);
        bool const inside = calendar.open_at(to) && (to == from || calendar.open_at(to - 1ms));
        if (inside) CHECK(again == to);
        led_back += inside ? 1 : 0;
    }
    CHECK(led_back > 150);
}

TEST_CASE("pieces of working time add up, and more time is never less work", "[care][K20]") {
    Dice dice{99};
    for (int round = 0; round < 1000; ++round) {
        auto const calendar = some_calendar(dice);
        TimePoint at[] = {some_time(dice), some_time(dice), some_time(dice)};
        std::ranges::sort(at);
        auto const [a, b, c] = at;
        CAPTURE(round, calendar.zone().name(), to_rfc3339(a), to_rfc3339(b), to_rfc3339(c));
        CHECK(calendar.between(a, b) + calendar.between(b, c) == calendar.between(a, c));
        CHECK(calendar.between(a, c) <= c - a);
        Span const less{dice.roll(0, 90'000'000)};
        Span const more = less + Span{dice.roll(0, 90'000'000)};
        CHECK(calendar.add(a, less) <= calendar.add(a, more));
        CHECK(calendar.add(a, less) <= calendar.add(b, less));
        // In two goes it takes as long as in one.
        if (less > 0ms && more > less)
            CHECK(calendar.add(calendar.add(a, less), more - less) == calendar.add(a, more));
    }
}

TEST_CASE("every minute is open exactly when the clock on the wall shows it so", "[care][zone]") {
    Dice dice{1234};
    for (int round = 0; round < 20; ++round) {
        auto const calendar = some_calendar(dice);
        auto const& changes = calendar.zone().changes();
        // Around a change of the clocks as often as not.
        auto const pick = changes.empty() ? some_time(dice)
                                          : changes[static_cast<std::size_t>(dice.roll(
                                                        0, static_cast<std::int64_t>(changes.size()) - 1))]
                                                    .at -
                                                30h;
        auto const begin = floor<minutes>(round % 2 == 0 ? pick : some_time(dice));
        Span open{0};
        int wrong = 0;
        for (auto at = begin; at < begin + 3 * 24h; at += 1min) {
            bool const shown = shows_open(calendar, at);
            wrong += calendar.open_at(at) != shown || calendar.between(begin, at) != open ? 1 : 0;
            if (shown) open += 1min;
        }
        CAPTURE(round, calendar.zone().name(), to_rfc3339(begin));
        CHECK(wrong == 0);
        if (open > 0ms) CHECK(calendar.between(begin, calendar.add(begin, open)) == open);
    }
}
