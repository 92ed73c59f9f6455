#include "care/listening.hpp"

#include "unit/care/made_history.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace rw;
using namespace rw::care;

namespace {

TimePoint const sunday_six = beijing("2026-11-29T18:00");
LocalTime const local;

std::vector<FanLine> many_fans() {
    std::vector<FanLine> fans;
    for (std::int64_t i = 1; i <= 500; ++i) {
        FanLine fan;
        fan.fan = Uid{i};
        fan.tier = i <= 3 ? Tier::diamond : Tier::normal;  // diamonds are rare
        fan.first_seen = sunday_six - (i % 2 == 0 ? 200 : 20) * 24h;
        fan.last_contact = sunday_six - (i % 5 == 0 ? 60 : 2) * 24h;
        fan.last_fate = i % 3 == 0 ? Fate::open : Fate::answered;
        fans.push_back(fan);
    }
    return fans;
}

std::vector<Uid> names(std::vector<ListenTo> const& list) {
    std::vector<Uid> uids;
    for (auto const& fan : list)
        uids.push_back(fan.fan);
    return uids;
}

std::vector<Answer> talks(int fans, Class about, TimePoint at) {
    std::vector<Answer> answers;
    for (int i = 1; i <= fans; ++i) {
        answers.push_back(answer_to(i, "li", at, about));
        answers.push_back(answer_to(i, "li", at + 1min, about));  // twice to the same fan is one talk
    }
    return answers;
}

}  // namespace

TEST_CASE("the listening list hears every kind of fan", "[care][A3]") {
    auto const list = listening_list(many_fans(), sunday_six, 48);
    CHECK(list.size() == 20);
    auto const has = [&](auto what) { return std::ranges::any_of(list, what); };
    CHECK(has([](ListenTo const& fan) { return fan.tier == Tier::diamond; }));
    CHECK(has([](ListenTo const& fan) { return fan.newcomer; }));
    CHECK(has([](ListenTo const& fan) { return !fan.newcomer; }));
    for (auto const mood : {Mood::satisfied, Mood::waiting, Mood::silent})
        CHECK(has([&](ListenTo const& fan) { return fan.mood == mood; }));
    auto const uids = names(list);
    CHECK(std::set<Uid>(uids.begin(), uids.end()).size() == 20);
}

TEST_CASE("the same week draws the same fans, the next week others", "[care][A3]") {
    CHECK(names(listening_list(many_fans(), sunday_six, 48)) ==
          names(listening_list(many_fans(), sunday_six, 48)));
    CHECK(names(listening_list(many_fans(), sunday_six, 48)) !=
          names(listening_list(many_fans(), sunday_six, 49)));
    CHECK(listening_list({}, sunday_six, 48).empty());
    auto few = many_fans();
    few.resize(4);
    CHECK(listening_list(few, sunday_six, 48).size() == 4);
}

TEST_CASE("a week with fewer than twenty purposeful talks is told once, at its hour", "[care][A3]") {
    auto const week = talks(14, Class::question, sunday_six - 48h);
    CHECK_FALSE(weekly_habit_missed(talks(20, Class::question, sunday_six - 48h), sunday_six, local, {}));
    auto const finding = weekly_habit_missed(week, sunday_six, local, {});
    REQUIRE(finding);
    CHECK(well_told(*finding));
    CHECK(finding->key == "A3/weekly_habit_missed/2026-W48");
    CHECK(in_chinese(*finding) == "2026-W48 这一周只正经聊了 14 位粉丝，目标 20 位，差 6 位");
    CHECK(weekly_habit_missed(week, sunday_six + 5h, local, {})->key == finding->key);
    CHECK(weekly_habit_missed(week, sunday_six - 1min, local, {})->when == "2026-W47");
}

TEST_CASE("chitchat is no listening, and a week that was not seen whole is not judged", "[care][A3]") {
    CHECK(weekly_habit_missed(talks(40, Class::chitchat, sunday_six - 48h), sunday_six, local, {}));
    HabitPolicy fresh;
    fresh.watched_since = sunday_six - 72h;
    CHECK_FALSE(weekly_habit_missed({}, sunday_six, local, fresh));
}
