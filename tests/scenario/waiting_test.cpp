// Stories of fans who wait and of brands that answer, from the inbox to what the team reads.
#include "support/world.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using test::World;

namespace {

bool contains(std::string const& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

constexpr auto complaint = "退款三天了还没到账，到底什么时候退";

}  // namespace

TEST_CASE("an unanswered complaint is told before it is late, when it is late, and up the ladder") {
    World world;
    world.fan("小鱼爱吃鱼", complaint);
    world.advance(20min);
    CHECK(world.headlines().empty());
    world.advance(31s);
    REQUIRE(world.headlines().size() == 1);
    CHECK(world.headlines()[0] == "【黄色·投诉即将超时】@小***鱼 等了 20分钟（上限1小时）");

    world.advance(40min);
    auto const lines = world.headlines();
    REQUIRE(lines.size() >= 3);
    CHECK(contains(lines[1], "【升级】"));  // the lead hears of it ten minutes after the first word
    CHECK(contains(lines.back(), "【更新】【橙色·投诉超时】@小***鱼 等了 1小时"));
    CHECK(contains(world.console(), "原话：“退款三天了还没到账"));
    CHECK(contains(world.console(), "建议先做：公开回一句并给出时间"));
    CHECK(contains(world.console(), "认领：replywatch claim "));
}

TEST_CASE("an answer ends the wait, and those who were told are told that it ended") {
    World world;
    auto const asked = world.fan("小鱼爱吃鱼", complaint);
    world.advance(21min);
    REQUIRE(world.headlines().size() == 1);
    world.answer(asked, "您好，退款今天18点前到账，单号已私信您");
    world.advance(1min);
    CHECK(world.waiting() == 0);
    CHECK(world.standing(asked).state == care::State::answered);
    REQUIRE(world.headlines().size() == 2);
    CHECK(contains(world.headlines()[1], "【已解决】"));
    world.advance(3h);
    CHECK(world.headlines().size() == 2);
}

TEST_CASE("answered in time, nobody hears of it") {
    World world;
    auto const asked = world.fan("小鱼爱吃鱼", complaint);
    world.advance(19min);
    world.answer(asked, "在的，这就查", World::staff_uid);
    world.advance(5h);
    CHECK(world.headlines().empty());
    CHECK(world.incidents().empty());
}

TEST_CASE("an end that nobody was told the beginning of is not told") {
    World world;
    auto const asked = world.fan("小鱼爱吃鱼", complaint);
    world.advance(20min + 10s);  // the incident is open, its notice still waits for the group
    world.answer(asked, "在的，这就查");
    world.advance(1h);
    CHECK(world.headlines().empty());
}

TEST_CASE("the fan's clock starts when the fan wrote, not when we saw it", "[K1]") {
    World world;
    world.fan("小鱼爱吃鱼", complaint, 59min);
    world.advance(30s);
    CHECK(contains(world.headlines().at(0), "即将超时"));
    world.advance(1min + 1s);
    CHECK(contains(world.headlines().back(), "【橙色·投诉超时】"));
    CHECK(contains(world.console(), "数据比微博晚 59分钟"));
}

TEST_CASE("a burst is one wait from its oldest message, and prods raise it", "[K3][K4]") {
    World world;
    auto const first = world.fan("小鱼爱吃鱼", complaint);
    world.advance(5min);
    world.fan("小鱼爱吃鱼", "人呢？");
    world.advance(5min);
    world.fan("小鱼爱吃鱼", "第三次问了，在吗");
    auto const standing = world.standing(first);
    CHECK(standing.messages == 3);
    CHECK(standing.prods == 2);
    CHECK(world.waiting() == 1);
    CHECK(standing.deadlines.due_at == *standing.waiting_since + 35min);  // half an hour after the first prod
    world.advance(26min);
    CHECK(contains(world.headlines().back(), "【红色·投诉超时】"));  // orange, and one up at the second prod
    CHECK(contains(world.headlines().back(), "催了2次"));
}

TEST_CASE("late fans of one account within the group's wait reach the team as one notice") {
    World world;
    for (auto const* name : {"甲甲甲", "乙乙乙", "丙丙丙", "丁丁丁"}) {
        world.fan(name, complaint, 50min);
        world.advance(5s);
    }
    world.advance(11min);
    REQUIRE_FALSE(world.headlines().empty());
    CHECK(contains(world.headlines().back(), "4 条：橙色 4 条"));
    for (auto const* name : {"甲***甲", "乙***乙", "丙***丙", "丁***丁"})
        CHECK(contains(world.console(), name));
}

TEST_CASE("a backlog is told as one digest that says we could not see", "[K30]") {
    World world;
    world.hold();
    for (int i = 0; i < 120; ++i)
        world.fan("粉丝" + std::to_string(i), complaint);
    world.advance(2h);
    CHECK(world.headlines().empty());
    world.seen();
    world.advance(31s);
    REQUIRE(world.headlines().size() == 1);
    CHECK(contains(world.headlines()[0], "【补读】看不见期间到期的 120 条，可能有的已经回复：橙色 120 条"));
    world.fan("新粉丝", complaint, 59min);  // what is late before our eyes is told as ever
    world.advance(2min);
    CHECK(contains(world.headlines().back(), "@新***丝"));
}

TEST_CASE("acknowledged, it is quiet, but the fan's clock goes on") {
    World world;
    auto const asked = world.fan("小鱼爱吃鱼", complaint, 61min);
    world.advance(31s);
    CHECK(world.headlines().size() == 1);
    world.acknowledge_all();
    world.advance(5h);
    CHECK(world.headlines().size() == 1);
    CHECK(world.standing(asked).state == care::State::waiting);
}

TEST_CASE("unacknowledged, it repeats as often as the policy says and then stops") {
    World world;
    world.fan("小鱼爱吃鱼", complaint, 61min);
    world.advance(12h);
    auto const lines = world.headlines();
    REQUIRE(lines.size() == 4);  // late, to the lead after ten minutes, and two repeats
    CHECK(contains(lines[1], "【升级】"));
    CHECK(contains(lines[2], "【仍未处理】"));
    CHECK(contains(lines[3], "【仍未处理】"));
}

TEST_CASE("the same page read twice changes nothing", "[K28]") {
    World world;
    auto const asked = world.fan("小鱼爱吃鱼", complaint);
    world.read_again();
    world.advance(21min);
    world.read_again();
    CHECK(world.standing(asked).messages == 1);
    CHECK(world.headlines().size() == 1);
}

TEST_CASE("an answer that is read before its question answers it all the same") {
    World world;
    world.hold();
    auto const asked = world.fan("小鱼爱吃鱼", complaint, 2h);
    world.release();
    world.answer(asked, "退款今天18点前到账");
    CHECK(world.standing(asked).messages == 0);
    world.seen();
    CHECK(world.standing(asked).messages == 1);
    CHECK(world.standing(asked).state == care::State::answered);
    world.advance(1h);
    CHECK(world.headlines().empty());
}

TEST_CASE("thanks after an answer wait for nothing, biting thanks do", "[K5]") {
    World world;
    auto const asked = world.fan("小鱼爱吃鱼", complaint);
    world.advance(1min);
    world.answer(asked, "今天18点前到账");
    world.advance(1min);
    world.fan("小鱼爱吃鱼", "好的谢谢");
    CHECK(world.waiting() == 0);
    world.advance(1min);
    world.fan("小鱼爱吃鱼", "谢谢啊，您可真行");
    CHECK(world.waiting() == 1);
}

TEST_CASE("an automatic reply is recorded and answers nobody", "[K6]") {
    World world;
    auto const asked = world.fan("小鱼爱吃鱼", complaint);
    world.answer(asked, "回复@小鱼爱吃鱼:【自动回复】您的留言已收到");
    CHECK(world.standing(asked).state == care::State::waiting);
    world.advance(21min);
    CHECK(world.headlines().size() == 1);
}

TEST_CASE("a restart at any moment changes nothing of what is told") {
    World steady;
    World shaken;
    for (auto* world : {&steady, &shaken})
        world->fan("小鱼爱吃鱼", complaint);
    for (int i = 0; i < 90; ++i) {
        steady.advance(1min);
        shaken.advance(1min);
        shaken.restart();
    }
    CHECK(steady.headlines() == shaken.headlines());
    CHECK(steady.headlines().size() >= 4);
}

TEST_CASE("somebody was faster: it is read again and decided again, once") {
    World world;
    world.ledger.refuse_next_commits = 3;
    world.fan("小鱼爱吃鱼", complaint, 61min);
    world.advance(1min);
    CHECK(world.headlines().size() == 1);
    CHECK(world.incidents().size() == 1);
}

TEST_CASE("a deadline is said within a second of hand-moved time of its instant", "[K26]") {
    World world;
    world.fan("小鱼爱吃鱼", complaint);
    world.advance(20min - 1ms);
    CHECK(world.incidents().empty());
    world.advance(2ms);
    REQUIRE(world.incidents().size() == 1);
    CHECK(world.incidents()[0].kind == alert::IncidentKind::prebreach);
}

TEST_CASE("a private message is warned of before nobody can answer it any more, however closed the desk is") {
    World world;
    world.rules.policy.calendar = care::Calendar{care::Calendar::Week{}, Zone{"Asia/Shanghai", 8h}};
    world.restart();
    world.message("小鱼爱吃鱼", complaint, 43h + 58min);
    world.advance(1min);
    CHECK(world.headlines().empty());
    CHECK(world.waiting() == 1);
    world.advance(2min);
    REQUIRE(world.headlines().size() == 1);
    CHECK(contains(world.headlines()[0], "即将超时】@私信粉丝 等了 44小时"));
}

TEST_CASE("a private message that nobody can answer any more ends by itself, and that is said once") {
    World world;
    auto const asked = world.message("小鱼爱吃鱼", complaint, 47h + 58min);
    world.advance(1min);
    CHECK(world.waiting() == 1);
    CHECK(world.standing(asked).late);
    CHECK(world.incidents().size() == 1);
    world.advance(2min);
    CHECK(world.waiting() == 0);
    CHECK(world.standing(asked).state == care::State::closed);
    CHECK(world.standing(asked).outcome == "expired");
    CHECK(world.incidents().empty());
    auto const said = world.headlines().size();
    world.restart();
    world.advance(5min);
    CHECK(world.headlines().size() == said);
}

TEST_CASE("changed rules hold at once for all who wait, also over a restart; what is over stays as judged",
          "[K24]") {
    World world;
    auto const answered = world.fan("老王", complaint);
    world.advance(30min);
    world.answer(answered, "今天退");
    auto const waiting = world.fan("小鱼爱吃鱼", complaint);
    world.advance(15min);
    CHECK(world.incidents().empty());
    auto band = world.rules.policy.bands.of(care::Class::complaint);
    band.warn = 5min;
    band.ceiling = 10min;
    world.rules.policy.bands.set(care::Class::complaint, band);
    world.restart();
    world.advance(1s);
    CHECK(world.standing(waiting).late);
    CHECK(world.incidents().size() == 1);
    auto const old = world.talk(answered);
    auto const settled = std::ranges::find(old.events, "settled", care::name_of);
    REQUIRE(settled != old.events.end());
    auto const& judged = std::get<care::Settled>(settled->what);
    CHECK(judged.due_at == world.clock.now() - 45min - 1s + 60min);  // by the rules of its day
    CHECK(judged.policy != world.rules.policy.id());
}

TEST_CASE("what was asked in closed hours is due after the opening, and told as one", "[K23]") {
    World world;
    care::Calendar::Week week;
    week.fill({care::Block{9 * 60, 10 * 60 + 10}, care::Block{12 * 60, 22 * 60}});
    world.rules.policy.calendar = care::Calendar{week, 8h};
    world.restart();
    world.advance(20min);  // 10:20 in Beijing
    for (int fan = 0; fan < 30; ++fan)
        world.fan("粉丝" + std::to_string(fan), complaint);
    auto const of_waiting = [&] {  // that thirty fans say the same is told at any hour, and is another story
        auto lines = world.headlines();
        std::erase_if(lines, [](std::string const& line) { return contains(line, "扎堆"); });
        return lines;
    };
    world.advance(1h + 59min);  // 12:19
    CHECK(of_waiting().empty());
    world.advance(3min);
    REQUIRE(of_waiting().size() == 1);
    CHECK(contains(of_waiting()[0], "30"));
    CHECK(world.incidents().size() == 30);
}
