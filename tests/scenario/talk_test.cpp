// From Weibo to the queue: how the same talk reads once it has gone through the whole line.
#include "care/misstep.hpp"
#include "support/intake_scene.hpp"
#include "support/printing.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rw;
using namespace rw::test;

namespace {

Intake::Settings with_many_calls(std::string const& more = {}) {
    return with(one_brand(R"({ token = "t1", quota_day = 5000 })", more), 5000);
}

/// How many events of this name the conversation has that somebody said `said` in.
int names_of_events(Intake& intake, WeiboId said, std::string_view name) {
    for (auto const& talk : intake.conversations(intake.brand().account)) {
        bool const here = std::ranges::any_of(talk.events, [&](care::Event const& event) {
            auto const* asked = std::get_if<care::Asked>(&event.what);
            return asked && asked->id == said;
        });
        if (here) return static_cast<int>(std::ranges::count(talk.events, name, care::name_of));
    }
    return -1;
}

}  // namespace

TEST_CASE("an answer by another account of the house is seen under the fan's own post",
          "[scenario][intake]") {
    Intake intake{with(one_brand(R"({ token = "t1", quota_day = 5000 })"), 5000)};
    auto const asked = say(intake, sim::Act::mention, "小鱼", "@云织家居 沙发什么时候到");
    intake.advance(5min);
    REQUIRE(standing_of(intake, asked).state == care::State::waiting);
    say(intake, sim::Act::comment, "云织家居客服", "您好，明天到", asked.text());
    intake.advance(15 * 180s);
    CHECK(standing_of(intake, asked).state == care::State::answered);
}

TEST_CASE("strangers who talk under a fan's post do not wait for us; what they think of it is kept",
          "[scenario][intake][B13]") {
    Intake intake{with(one_brand(R"({ token = "t1", quota_day = 5000 })"), 5000)};
    auto const asked = say(intake, sim::Act::mention, "小鱼", "@云织家居 沙发什么时候到");
    intake.advance(5min);
    say(intake, sim::Act::comment, "老王", "我也想知道", asked.text());
    say(intake, sim::Act::comment, "老王", "退款三天了没到账，垃圾，避雷", asked.text());
    intake.advance(15 * 180s);
    auto const& talks = intake.ledger.conversations_of(intake.brand().account);
    REQUIRE(talks.size() == 1);
    auto const& talk = talks.begin()->second.value;
    CHECK(talk.crowd.comments == 2);
    CHECK(talk.crowd.critical == 1);
    CHECK(talk.crowd.text == "退款三天了没到账，垃圾，避雷");
    CHECK(standing_of(intake, asked).messages == 1);
}

TEST_CASE("what the fan or the brand takes back is noticed", "[scenario][intake][K13][K15]") {
    Intake intake{with(one_brand(R"({ token = "t1", quota_day = 5000 })"), 5000)};
    auto const first = say(intake, sim::Act::comment, "小鱼", "退款三天没到账，投诉！");
    auto const second = say(intake, sim::Act::comment, "老王", "沙发坏了，怎么退");
    intake.advance(5min);
    auto const answer = say(intake, sim::Act::reply, "yunzhi", "您好，今天退", second.text());
    intake.advance(10min);
    REQUIRE(standing_of(intake, second).state == care::State::answered);
    REQUIRE(intake.play.world().remove(first));
    REQUIRE(intake.play.world().remove(answer));
    intake.advance(25 * 180s);
    CHECK(standing_of(intake, first).state == care::State::withdrawn);
    auto const again = standing_of(intake, second);
    CHECK(again.state == care::State::waiting);
    CHECK(again.waiting_for == second);  // from when it was asked
}

TEST_CASE("a fan's comment that is gone while his others remain was likely removed by the brand",
          "[scenario][intake][K14]") {
    Intake intake{with_many_calls()};
    auto const gone = say(intake, sim::Act::comment, "小鱼", "退款三天没到账，投诉！");
    say(intake, sim::Act::comment, "小鱼", "还有运费也没退");
    auto const other = say(intake, sim::Act::comment, "老王", "沙发坏了，怎么退");
    intake.advance(10min);
    REQUIRE(intake.play.world().remove(gone));
    REQUIRE(intake.play.world().remove(other));
    intake.advance(25 * 180s);
    CHECK(names_of_events(intake, gone, "removed_by_brand") == 1);
    CHECK(standing_of(intake, gone).state == care::State::waiting);  // his other words still wait
    CHECK(standing_of(intake, other).state == care::State::withdrawn);
}

TEST_CASE("whom the public likes is looked at again while the answer is fresh", "[scenario][intake][F23]") {
    Intake intake{with_many_calls()};
    auto const asked = say(intake, sim::Act::comment, "小鱼", "沙发坏了，怎么退");
    intake.advance(5min);
    auto const answer = say(intake, sim::Act::reply, "yunzhi", "您好，七天内可以退", asked.text());
    intake.advance(10min);
    auto const critic = say(intake, sim::Act::comment, "小鱼", "问了三天才回，还不退运费，太差了");
    intake.advance(10min);
    REQUIRE(intake.play.world().like(critic, 120));
    REQUIRE(intake.play.world().like(answer, 4));
    intake.advance(25 * 180s);
    auto const& talks = intake.ledger.conversations_of(intake.brand().account);
    REQUIRE(talks.size() == 1);
    auto const applause = care::applause_of(talks.begin()->second.value, answer);
    CHECK(applause.critic == 120);
    CHECK(applause.ours == 4);
    CHECK(applause.for_the_critic());
}

TEST_CASE("how many pass a waiting fan's post on is seen, whether anybody comments below it or not",
          "[scenario][intake][B12]") {
    Intake intake{with_many_calls()};
    auto const asked = say(intake, sim::Act::mention, "小鱼", "@云织家居 沙发用了一周就塌了，投诉没人理");
    REQUIRE(wait_until_kept(intake, asked, 10min) < 10min);
    for (auto const* name : {"老王", "小鱼", "老王"})
        say(intake, sim::Act::repost, name, "大家看看", asked.text());
    REQUIRE(intake.play.world().like(asked, 86));
    intake.advance(2h);
    auto const spread = [&]() -> care::Spread {
        for (auto const& [id, talk] : intake.ledger.conversations_of(intake.brand().account)) {
            if (talk.value.root == asked) return care::spread_of(talk.value, asked);
        }
        return {};
    };
    CHECK(spread() == care::Spread{asked, 86, 3});
    CHECK(calls(intake, "/2/statuses/count.json") > 0);
    REQUIRE(intake.play.world().like(asked, 40));  // who takes his like back has seen it
    say(intake, sim::Act::repost, "老王", "再看看", asked.text());
    say(intake, sim::Act::comment, "老王", "还没人理？", asked.text());
    intake.advance(2h);
    CHECK(spread() == care::Spread{asked, 86, 4});
}

TEST_CASE("a post that is edited later is judged again; the clock is the old one",
          "[scenario][intake][K16]") {
    Intake intake{with_many_calls()};
    auto const asked = say(intake, sim::Act::mention, "小鱼", "@云织家居 沙发多少钱");
    REQUIRE(wait_until_kept(intake, asked, 10min) < 10min);
    intake.advance(10min);
    auto const before = standing_of(intake, asked);
    REQUIRE(before.kind == care::Class::question);
    REQUIRE(intake.play.world().edit(asked, "@云织家居 你们的沙发害我过敏住院了", intake.clock.now()));
    say(intake, sim::Act::comment, "老王", "抱抱", asked.text());  // what is said under it brings it along
    intake.advance(2h);
    auto const after = standing_of(intake, asked);
    CHECK(after.kind == care::Class::safety);
    CHECK(after.waiting_since == before.waiting_since);
    CHECK(after.messages == 1);
}

TEST_CASE("a word of the brand under its own post answers whom it names, and probably whom it fits",
          "[scenario][intake][K9]") {
    Intake intake{with_many_calls()};
    auto const named = say(intake, sim::Act::comment, "小鱼", "退款三天没到账");
    auto const fitting = say(intake, sim::Act::comment, "老王", "云朵沙发什么时候补货");
    intake.advance(10min);
    say(intake, sim::Act::comment, "yunzhi", "@小鱼 您好，退款已经到账");
    say(intake, sim::Act::comment, "yunzhi", "云朵沙发周五上午10点补货");
    intake.advance(15 * 180s);
    auto const sure = standing_of(intake, named);
    CHECK(sure.state == care::State::answered);
    CHECK_FALSE(sure.probably_answered);
    auto const likely = standing_of(intake, fitting);
    CHECK(likely.state == care::State::answered);
    CHECK(likely.probably_answered);
}

TEST_CASE("a reply that calls another fan who waits leaves both clocks running", "[scenario][intake][K12]") {
    Intake intake{with_many_calls()};
    auto const wrong = say(intake, sim::Act::comment, "小鱼", "退款三天没到账");
    auto const right = say(intake, sim::Act::comment, "老王", "发票开错了，投诉");
    intake.advance(10min);
    say(intake, sim::Act::reply, "yunzhi", "@老王 您的发票重开了", wrong.text());
    intake.advance(15 * 180s);
    CHECK(standing_of(intake, wrong).state == care::State::waiting);
    CHECK(standing_of(intake, right).state == care::State::waiting);
    CHECK(names_of_events(intake, wrong, "misdirected") == 1);
}

TEST_CASE("a reply that calls another fan answers nobody, though we read his words only after it",
          "[scenario][intake][K12]") {
    Intake intake{with_many_calls()};
    auto const wrong = say(intake, sim::Act::comment, "小鱼", "退款三天没到账");
    intake.advance(10min);
    auto const right = say_late(intake, 30min, "老王", "发票开错了，投诉");
    say(intake, sim::Act::reply, "yunzhi", "@老王 您的发票重开了", wrong.text());
    intake.advance(15min);
    REQUIRE(standing_of(intake, wrong).state == care::State::answered);
    intake.advance(45min);
    CHECK(standing_of(intake, wrong).state == care::State::waiting);
    CHECK(standing_of(intake, right).state == care::State::waiting);
    CHECK(names_of_events(intake, wrong, "misdirected") == 1);
}

TEST_CASE("a repost by the brand answers the fan whose post it reposts, and one of its own whom it names",
          "[scenario][intake][K9][B18]") {
    Intake intake{with_many_calls()};
    auto const posted = say(intake, sim::Act::mention, "小鱼", "@云织家居 退款三天没到账");
    intake.advance(10min);
    REQUIRE(standing_of(intake, posted).state == care::State::waiting);
    say(intake, sim::Act::repost, "yunzhi", "您好，今天退", posted.text());
    intake.advance(2h);
    CHECK(standing_of(intake, posted).state == care::State::answered);
}
