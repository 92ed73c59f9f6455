// What the brand's own words and a fan's gravest ones set off, from reading to telling.
#include "support/world.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using test::World;

namespace {

bool contains(std::string const& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

std::vector<alert::Incident> of_kind(World& world, alert::IncidentKind kind) {
    auto all = world.incidents();
    std::erase_if(all, [&](alert::Incident const& incident) { return incident.kind != kind; });
    return all;
}

constexpr auto complaint = "退款三天了还没到账，到底什么时候退";

}  // namespace

TEST_CASE("a joke to a hurt fan pages at once, with the words and what they answered", "[tone][B05]") {
    World world;
    auto const asked = world.fan("小鱼爱吃鱼", "用完你们的枕头脸肿了，人在医院");
    world.advance(1min);
    world.answer(asked, "哈哈哈，正好补补觉，新品枕头立减30哦～");
    world.advance(5s);
    auto const missteps = of_kind(world, alert::IncidentKind::misstep);
    REQUIRE(missteps.size() == 1);
    CHECK(missteps.front().level == care::Level::red);
    CHECK(contains(missteps.front().title, "【红色·我方回复"));
    CHECK(contains(missteps.front().quote, "哈哈哈"));
    CHECK(contains(missteps.front().about, "脸肿"));
    REQUIRE_FALSE(missteps.front().reasons.empty());
    for (auto const& reason : missteps.front().reasons)
        CHECK_FALSE(reason.why.empty());
    world.advance(1h);
    CHECK(of_kind(world, alert::IncidentKind::misstep).size() == 1);  // told once
}

TEST_CASE("a good answer to the same fan is told to nobody", "[tone]") {
    World world;
    auto const asked = world.fan("小鱼爱吃鱼", "用完你们的枕头脸肿了，人在医院");
    world.answer(asked, "对不起，您现在怎么样？请先停用，医药费我们承担，电话我马上打给您");
    world.advance(1h);
    CHECK(of_kind(world, alert::IncidentKind::misstep).empty());
}

TEST_CASE("who is hurt is told of before any deadline, and it is over with the answer", "[tone][F02]") {
    World world;
    auto const asked = world.fan("小鱼爱吃鱼", "用完你们的枕头脸肿了，人在医院");
    world.advance(5s);
    auto const risks = of_kind(world, alert::IncidentKind::fan_risk);
    REQUIRE(risks.size() == 1);
    CHECK(risks.front().level >= care::Level::orange);
    CHECK(risks.front().state == alert::IncidentState::open);
    world.answer(asked, "对不起，您现在怎么样？请先停用，医药费我们承担，电话我马上打给您");
    world.advance(5s);
    CHECK(of_kind(world, alert::IncidentKind::fan_risk).empty());  // none is open
}

TEST_CASE("anger alone pages nobody before its deadline", "[tone]") {
    World world;
    world.fan("小鱼爱吃鱼", complaint);
    world.fan("老王", "气死我了，太差了，失望透顶");
    world.advance(1min);
    CHECK(of_kind(world, alert::IncidentKind::fan_risk).empty());
}

TEST_CASE("a template with an open field is told although a robot sent it", "[tone][B11]") {
    World world;
    auto const asked = world.fan("小鱼爱吃鱼", complaint);
    world.answer(asked, "【自动回复】亲爱的{昵称}，您的留言已收到");
    world.advance(5s);
    auto const missteps = of_kind(world, alert::IncidentKind::misstep);
    REQUIRE(missteps.size() == 1);
    CHECK(missteps.front().level == care::Level::red);
}

TEST_CASE("a word on politics is red, however friendly", "[tone][B17]") {
    World world;
    auto const asked = world.fan("小鱼爱吃鱼", "请问港版和国行有什么区别");
    world.answer(asked, "亲，台湾是不是国家这个问题我们内部也常聊哈哈");
    world.advance(5s);
    auto const missteps = of_kind(world, alert::IncidentKind::misstep);
    REQUIRE(missteps.size() == 1);
    CHECK(missteps.front().level == care::Level::red);
    CHECK(contains(missteps.front().title, "敏感话题"));
}

TEST_CASE("the same words to the tenth fan of a day are noted once, also over a restart", "[tone][B10]") {
    World world;
    auto const noted = [&] {
        auto all = of_kind(world, alert::IncidentKind::misstep);
        std::erase_if(all, [](alert::Incident const& one) { return !contains(one.title, "套话群发"); });
        return all;
    };
    auto const ask_and_answer = [&](int fan) {
        auto const asked = world.fan("粉丝" + std::to_string(fan), "请问蓝色什么时候补货");
        world.advance(1min);
        world.answer(asked, "蓝色款周五上午十点补货，三百件，记得提前登录");
        world.advance(1min);
    };
    for (int fan = 1; fan < 10; ++fan) {
        ask_and_answer(fan);
        if (fan == 5) world.restart();  // the day goes on
    }
    CHECK(noted().empty());
    ask_and_answer(10);
    REQUIRE(noted().size() == 1);
    CHECK(noted().front().level == care::Level::blue);
    CHECK(contains(noted().front().quote, "周五上午十点补货"));
    ask_and_answer(11);
    world.restart();
    world.advance(5min);
    CHECK(noted().size() == 1);
}

TEST_CASE("a team that changes its language reads on in it, and is told nothing twice", "[language]") {
    World world;
    world.fan("小鱼爱吃鱼", complaint);
    world.advance(25min);
    auto const before = world.incidents();
    REQUIRE(before.size() == 1);
    CHECK(contains(before.front().title, "【黄色·投诉即将超时】@小***鱼"));
    auto const told = world.notices().size();
    world.rules.alerts.language = Language::english;
    world.restart();
    world.advance(1min);
    auto const after = world.incidents();
    REQUIRE(after.size() == 1);
    CHECK(after.front().id == before.front().id);
    CHECK(contains(after.front().title, "[YELLOW · complaint nearly late] @小***鱼 has waited "));
    CHECK(world.notices().size() == told);
    world.advance(40min);
    CHECK(contains(world.headlines().back(), "[UPDATED] [ORANGE · complaint late] @小***鱼 has waited 1 h"));
    CHECK(contains(world.console(), "Do first: One public line with a time"));
    REQUIRE(world.incidents().size() == 1);
    CHECK(world.incidents().front().id == before.front().id);
}
