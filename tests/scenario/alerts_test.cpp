// Who hears of a fan who waits, by day and by night, until somebody takes it on: stories from the comment to
// the console.
#include "support/world.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace rw;
using test::World;

namespace {

constexpr auto complaint = "退款三天了还没到账，到底什么时候退";

bool contains(std::string const& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

int count(World const& world, std::string_view part) {
    auto const lines = world.headlines();
    return static_cast<int>(
        std::ranges::count_if(lines, [&](auto const& line) { return contains(line, part); }));
}

/// A complaint that nobody answers until it has climbed; the lead takes it on, and the fan is answered.
void tell(World& world) {
    auto const alive = [&](Span span) {
        for (Span passed{0}; passed < span; passed += 1min) {
            world.clock.step_wall(50s);  // most of it at once: there are many lives to be told
            world.advance(10s);
            if (world.is_dead()) world.restart();
        }
    };
    auto const asked = world.fan("小鱼爱吃鱼", complaint);
    alive(80min);
    for (int tries = 0; tries < 3; ++tries) {
        world.acknowledge_all("lead");
        if (!world.is_dead()) break;
        world.restart();
    }
    alive(40min);
    world.answer(asked, "对不起让您久等了，退款今天18点前到账，单号私信您");
    alive(10min);
}

/// Each message of the console with all its lines.
std::vector<std::string> messages(World const& world) {
    std::vector<std::string> all;
    std::istringstream text{world.console()};
    for (std::string line; std::getline(text, line);) {
        bool const first = line.size() > 6 && line[2] == ':' && line[5] == ' ';
        if (first) all.emplace_back();
        all.back() += line + "\n";
    }
    return all;
}

std::string headline_of(std::string const& message) {
    auto const line = message.substr(6, message.find('\n') - 6);
    return line.substr(0, line.find(" 等了"));
}

}  // namespace

TEST_CASE(
    "a complaint that nobody answers climbs the ladder; the acknowledgement ends the calls, the answer the "
    "incident") {
    World world;
    tell(world);
    CHECK(count(world, "即将超时") == 2);  // 20 minutes: the desk, and ten minutes later the lead
    CHECK(count(world, "【更新】") == 1);  // 60 minutes: late
    CHECK(count(world, "【升级】【橙色·投诉超时】") == 1);
    CHECK(count(world, "【仍未处理】") == 0);
    CHECK(count(world, "【已解决】") == 1);
    CHECK(world.incidents().empty());
}

TEST_CASE("an acknowledgement that is forgotten comes back") {
    World world;
    world.alerts().escalations.front().ack_timeout = 30min;
    world.restart();
    world.fan("小鱼爱吃鱼", complaint);
    world.advance(61min);
    world.acknowledge_all("li");
    auto const said = world.headlines().size();
    world.advance(29min);
    CHECK(world.headlines().size() == said);
    world.advance(2min);
    CHECK(world.headlines().size() > said);
    CHECK(world.incidents().front().state == alert::IncidentState::open);
}

TEST_CASE("by night what is yellow waits for the morning, and only if it still burns; red wakes people",
          "[quiet]") {
    World world;
    world.alerts().quiet = alert::HoursOfDay{22h, 8h};
    world.clock.step_wall(14h);  // midnight in Beijing
    world.restart();
    auto const question = world.fan("小鱼爱吃鱼", "请问蓝色什么时候补货");
    auto const answered = world.fan("老王", "请问红色什么时候补货");
    world.advance(3h);
    CHECK(world.headlines().empty());
    world.answer(answered, "红色周五上午十点补货，三百件");
    auto const hurt = world.fan("阿离", "用完你们的枕头脸肿了，人在医院");
    world.advance(20min);
    CHECK(count(world, "阿") > 0);
    CHECK(count(world, "小") == 0);
    world.answer(hurt, "对不起，您现在怎么样？请先停用，医药费我们承担，电话我马上打给您");
    world.advance(4h + 30min);
    CHECK(world.standing(question).state == care::State::waiting);
    CHECK(count(world, "@小") == 0);
    world.advance(15min);  // eight o'clock
    CHECK(count(world, "@小") > 0);
    CHECK(count(world, "@老") == 0);
}

TEST_CASE("a make-up Saturday is a working day: its clocks run and its people are called", "[K21]") {
    for (bool const made_up : {false, true}) {
        CAPTURE(made_up);
        World world;
        care::Week week{};
        for (std::size_t day = 0; day < 5; ++day)
            week[day] = {*care::parse_block("09:00-18:00")};
        care::Holidays holidays;
        auto const saturday = std::chrono::local_days{std::chrono::year{2026} / 10 / 17};
        care::DayList list;
        list.days.push_back({saturday, true, "国庆节", "test"});
        if (made_up) holidays.add(list);
        Zone const beijing{"Asia/Shanghai", 8h};
        world.rules.policy.calendar = care::Calendar{care::Hours{week, {}}, beijing, holidays};
        world.clock.step_wall(5 * 24h);  // Saturday, ten in the morning
        world.restart();
        world.fan("小鱼爱吃鱼", complaint);
        world.advance(2h);
        CHECK((count(world, "投诉超时") > 0) == made_up);
        world.clock.step_wall(46h);  // Monday, ten in the morning
        world.advance(2min);
        CHECK(count(world, "投诉超时") > 0);
    }
}

TEST_CASE("wherever the process dies, every step reaches a human at least once, and twice only with a word",
          "[crash]") {
    World whole;
    tell(whole);
    auto const commits = whole.ledger.commits;
    REQUIRE(commits > 10);
    std::map<std::string, int> wanted;
    for (auto const& message : messages(whole))
        ++wanted[headline_of(message)];
    for (int number = 1; number <= commits; ++number) {
        for (bool const done : {false, true}) {
            CAPTURE(number, done);
            World world;
            world.die_at(number, done);
            tell(world);
            std::map<std::string, int> told;
            std::map<std::string, int> marked;
            for (auto const& message : messages(world)) {
                ++told[headline_of(message)];
                if (contains(message, "可能重复")) ++marked[headline_of(message)];
            }
            for (auto const& [line, times] : wanted) {
                CAPTURE(line);
                CHECK(told[line] >= times);
                CHECK(told[line] - times <= marked[line]);
                CHECK(marked[line] <= 1);
            }
            for (auto const& notice : world.notices()) {
                CHECK(notice.state != alert::NoticeState::sending);
                CHECK(notice.state != alert::NoticeState::dead);
            }
            CHECK(world.incidents().empty());
        }
    }
}

TEST_CASE("fans who complain of the same thing become one storm with its fans and what to do first",
          "[F07]") {
    World world;
    world.fan("小鱼爱吃鱼", "退款申请五天了还没到账，客服只会说等");
    world.advance(5min);
    world.fan("老王", "五天了退款没到账，问客服就是等等等");
    world.advance(5min);
    CHECK(count(world, "扎堆") == 0);
    world.fan("阿离", "我的退款也没到账，已经第五天");
    world.advance(1min);
    CHECK(count(world, "3 位粉丝一小时里说同一件事") == 1);
    auto const incidents = world.incidents();
    auto const storm = std::ranges::find(incidents, alert::IncidentKind::surge, &alert::Incident::kind);
    REQUIRE(storm != incidents.end());
    CHECK(storm->conversations.size() == 3);
    CHECK_FALSE(storm->advice.empty());
    world.restart();
    world.advance(1min);
    CHECK(count(world, "一小时里说同一件事") == 1);
    world.clock.step_wall(3h);
    world.advance(5s);
    auto const later = world.incidents();
    CHECK(std::ranges::find(later, alert::IncidentKind::surge, &alert::Incident::kind) == later.end());
}

TEST_CASE("a storm that calmed while nobody ran is ended by whoever runs next", "[F07]") {
    World world;
    world.fan("小鱼爱吃鱼", "退款申请五天了还没到账，客服只会说等");
    world.fan("老王", "五天了退款没到账，问客服就是等等等");
    world.fan("阿离", "我的退款也没到账，已经第五天");
    world.advance(1s);
    auto const storms = [&] {
        auto const all = world.incidents();
        return std::ranges::count(all, alert::IncidentKind::surge, &alert::Incident::kind);
    };
    CHECK(storms() == 1);
    world.clock.step_wall(3h);
    world.restart();
    world.advance(15s);
    CHECK(storms() == 0);
}
