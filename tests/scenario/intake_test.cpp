// What a watch reads, in which order, at what price, and what it says when it cannot see.
#include "support/intake_scene.hpp"
#include "support/printing.hpp"
#include "weibo-sim/calendar.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::test;

TEST_CASE("a hundred calls a day and a message an hour: read within a minute, as the plan says",
          "[scenario][intake]") {
    Intake intake{with(one_brand())};
    intake.advance(30min);
    std::vector<Span> delays;
    for (int hour = 0; hour < 24; ++hour) {
        intake.advance(47min);
        auto const id =
            say(intake, sim::Act::comment, "小鱼", "什么时候补货？第" + std::to_string(hour) + "问");
        delays.push_back(wait_until_kept(intake, id, 13min));
        intake.advance(13min - delays.back());
    }
    std::ranges::sort(delays);
    CHECK(delays[12] < 60s);
    CHECK(delays.back() <= 13min);
    CHECK(intake.brand().seat->sights["comments_to_me"].mean_delay < 60s);
    CHECK(intake.play.tokens().find("t1")->day.most <= 90);
}

TEST_CASE("the day's calls are used, and none is made too many", "[scenario][intake]") {
    Intake intake{with(one_brand())};
    intake.advance(23h + 50min);
    auto const used = intake.play.tokens().find("t1")->day.most;
    CHECK(used <= 90);
    CHECK(used >= 80);
    CHECK(intake.dialer.api().census().refused.empty());
}

TEST_CASE("a red incident raises what the next words are worth", "[scenario][intake]") {
    Intake intake{with(one_brand(R"({ token = "t1", quota_day = 5000 })"), 5000)};
    auto const weight = [&] {
        auto const& plan = intake.brand().seat->plan;
        auto const found = std::ranges::find(plan, "mentions", &care::Plan::source);
        REQUIRE(found != plan.end());
        return found->weight;
    };
    intake.advance(5min);
    auto const calm = weight();
    alert::Trouble trouble;
    trouble.account = intake.brand().account;
    trouble.key = "surge/退款";
    trouble.kind = alert::IncidentKind::surge;
    trouble.level = care::Level::red;
    intake.report(std::move(trouble));
    intake.advance(5min);
    CHECK(weight() == 6 * calm);
}

TEST_CASE("reposts of the brand's posts are read", "[scenario][intake][B18]") {
    auto settings = with(one_brand(R"({ token = "t1", quota_day = 5000 })"), 5000);
    settings.lists.push_back(weibo::List::reposts);
    Intake intake{std::move(settings)};
    intake.advance(1min);
    auto const id = say(intake, sim::Act::repost, "小鱼", "啥时候补货啊");
    CHECK(wait_until_kept(intake, id, 1h) < 15min);
    CHECK(intake.brand().seat->sights["reposts"].read_at);
    CHECK(calls(intake, "/2/statuses/repost_timeline.json") > 0);
}

TEST_CASE("a list that is closed to the application is said once and not asked for again",
          "[scenario][intake]") {
    Intake intake{with(
        one_brand(R"({ token = "t1", quota_day = 1000, forbidden = ["/2/comments/mentions.json"] })"), 1000)};
    intake.advance(2h);
    CHECK(calls(intake, "/2/comments/mentions.json") == 1);
    CHECK(intake.open_incident("coverage/comment_mentions"));
    CHECK_FALSE(intake.open_incident("blind/comment_mentions"));
    CHECK_FALSE(intake.brand().seat->sights["comment_mentions"].covered);
    CHECK(intake.brand().seat->sights["mentions"].covered);
}

TEST_CASE("what is read besides the lists is said once too when it is closed", "[scenario][intake]") {
    Intake intake{with(
        one_brand(R"({ token = "t1", quota_day = 1000, forbidden = ["/2/comments/show.json"] })"), 1000)};
    intake.advance(3h);
    CHECK(calls(intake, "/2/comments/show.json") == 1);
    CHECK(intake.open_incident("coverage/thread"));
    CHECK(intake.brand().seat->sees_all());
}

TEST_CASE("a list that cannot be read is not seen, whatever its counter says", "[scenario][intake][K30]") {
    Intake intake{with(one_brand(R"({ token = "t1", quota_day = 5000 })"), 5000)};
    intake.advance(10min);
    intake.dialer.api().faults().leave_to_chance(
        {1.0, {sim::FaultKind::http500}, "/2/statuses/mentions.json"});
    intake.advance(30min);
    CHECK(intake.open_incident("blind/mentions"));
    CHECK_FALSE(intake.open_incident("blind/comments_to_me"));
    intake.dialer.api().faults().leave_to_chance({0.0, {}, "/2/statuses/mentions.json"});
    intake.advance(30min);
    CHECK_FALSE(intake.open_incident("blind/mentions"));
}

TEST_CASE("one of two tokens dies: the other goes on, and people are told", "[scenario][intake]") {
    Intake intake{with(one_brand(R"({ token = "t1", quota_day = 100 }, { token = "t2", quota_day = 100 })"))};
    intake.advance(1h);
    intake.play.tokens().find("t2")->state = sim::TokenState::expired;
    intake.advance(8h);
    auto const* incident = intake.open_incident("token/yunzhi/2");
    REQUIRE(incident);
    CHECK(incident->kind == alert::IncidentKind::token);
    CHECK(incident->level == care::Level::orange);
    CHECK_FALSE(intake.open_incident("token/yunzhi/1"));
    auto const before = intake.play.tokens().find("t2")->day.used;
    auto const id = say(intake, sim::Act::comment, "小鱼", "在吗");
    CHECK(wait_until_kept(intake, id, 1h) < 10min);
    CHECK(intake.play.tokens().find("t2")->day.used == before);
}

TEST_CASE("people hear of a token's end a week, a day and an hour before", "[scenario][intake]") {
    Intake intake{with(one_brand(R"({ token = "t1", quota_day = 100, expires_in = "8d" })"))};
    auto const level = [&] {
        auto const* incident = intake.open_incident("token-ends/yunzhi/1");
        return incident ? incident->level : care::Level::none;
    };
    intake.advance(12h);
    CHECK(level() == care::Level::none);
    intake.advance(13h);
    CHECK(level() == care::Level::yellow);
    intake.advance(6 * 24h);
    CHECK(level() == care::Level::orange);
    intake.advance(22h + 10min);
    CHECK(level() == care::Level::red);
    intake.advance(2h);
    CHECK(level() == care::Level::none);  // it has come
    auto const* over = intake.open_incident("token/yunzhi/1");
    REQUIRE(over);
    CHECK(over->level == care::Level::red);  // there is no other token
}

TEST_CASE("without sight people are told after blind_after, and when it returns", "[scenario][intake][K30]") {
    Intake intake{with(one_brand(R"({ token = "t1", quota_day = 5000 })"), 5000)};
    intake.advance(10min);
    intake.dialer.shut(true);
    intake.advance(15min);
    CHECK_FALSE(intake.open_incident("blind/mentions"));
    auto const asked = say(intake, sim::Act::comment, "小鱼", "退款三天没到账，投诉！");
    intake.advance(15min);
    CHECK(intake.open_incident("blind/mentions"));
    CHECK_FALSE(intake.brand().seat->sees_all());
    intake.advance(2h);
    intake.dialer.shut(false);
    intake.advance(10min);
    CHECK_FALSE(intake.open_incident("blind/mentions"));
    CHECK(intake.brand().seat->sees_all());
    auto const standing = standing_of(intake, asked);
    CHECK(standing.late);
    CHECK_FALSE(standing.observed);  // it was late before we could see it
}

TEST_CASE("an outage of a day costs none of the next day's calls, and ends with the platform's first answer",
          "[scenario][intake]") {
    Intake intake{with(one_brand())};
    intake.advance(6h);
    auto const& token = *intake.play.tokens().find("t1");
    auto const before = token.day.used;
    intake.dialer.shut(true);
    intake.advance(10h);
    CHECK(token.day.used == before);
    auto const id = say(intake, sim::Act::comment, "小鱼", "在吗");
    intake.dialer.shut(false);
    CHECK(wait_until_kept(intake, id, 1h) < 5min);
    intake.advance(7h);
    CHECK(token.day.used > before + 10);  // what could not be sent was not paid for
}

TEST_CASE("a deadline that passes while we cannot see is marked", "[scenario][intake][K30]") {
    Intake intake{with(one_brand(R"({ token = "t1", quota_day = 5000 })"), 5000)};
    auto const asked = say(intake, sim::Act::comment, "小鱼", "退款三天没到账，投诉！");
    intake.advance(5min);
    REQUIRE(standing_of(intake, asked).observed);
    intake.dialer.shut(true);
    intake.advance(20h);
    auto const standing = standing_of(intake, asked);
    CHECK(standing.late);
    CHECK_FALSE(standing.observed);
}

TEST_CASE("a counter that says there is nothing new is sight too", "[scenario][intake]") {
    Intake intake{with(one_brand(R"({ token = "t1", quota_day = 30 })"))};
    intake.advance(12h);
    auto const& sight = intake.brand().seat->sights["comments_to_me"];
    REQUIRE(sight.seen_at);
    CHECK(intake.clock.now() - *sight.seen_at < 2min);
    CHECK(intake.clock.now() - *sight.read_at > 10min);
    CHECK_FALSE(sight.blind);
}

TEST_CASE("a person's wish is read at once, even when the day's calls are spent", "[scenario][intake]") {
    Intake intake{with(one_brand(R"({ token = "t1", quota_day = 10 })"))};
    intake.advance(23h);
    auto const& day = intake.play.tokens().find("t1")->day;
    CHECK(day.used <= 9);
    for (int wish = 0; wish < 2 && day.used < 10; ++wish) {
        auto const id = say(intake, sim::Act::comment, "小鱼", "在吗");
        REQUIRE(intake.brand().watch->ask_for("comments_to_me"));
        intake.advance(4min);
        CHECK(is_kept(intake, id));
    }
    CHECK(day.used == 10);  // the tenth call is for people alone
    REQUIRE(intake.brand().watch->ask_for("comments_to_me"));
    intake.advance(10min);
    CHECK(day.used == 10);  // and there is no eleventh
    CHECK_FALSE(intake.dialer.api().census().refused.contains(10023));
    auto const wrong = intake.brand().watch->ask_for("comments");
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().doing.find("comments_to_me") != std::string::npos);
}

TEST_CASE("a token whose quota others have spent is left alone until the hour, and people are told",
          "[scenario][intake]") {
    auto settings = with(one_brand(R"({ token = "t1", quota_hour = 20 })"));
    settings.limits = {20, 0};
    Intake intake{std::move(settings)};
    intake.advance(10min);
    auto& meter = intake.play.tokens().find("t1")->hour;
    for (int i = meter.used; i < 20; ++i)
        meter.add(sim::hour_of(intake.clock.now()));  // another program, with the same token
    say(intake, sim::Act::comment, "小鱼", "在吗");
    intake.advance(30min);
    auto const& refused = intake.dialer.api().census().refused;
    REQUIRE(refused.contains(10023));
    CHECK(refused.at(10023) == 1);
    CHECK(intake.open_incident("quota/yunzhi/1"));
    intake.advance(22min);  // the hour is over
    CHECK_FALSE(intake.open_incident("quota/yunzhi/1"));
    CHECK(refused.at(10023) == 1);
}

TEST_CASE("10022 stops every account of the address until the hour", "[scenario][intake]") {
    auto const second = R"([[brand]]
key = "shanyu"
name = "山屿咖啡"
uid = "2671109275"
tokens = [{ token = "t2", quota_day = 5000 }]
)";
    auto scenario = one_brand(R"({ token = "t1", quota_day = 5000 })", second);
    scenario.replace(0, 5, "[sim]\nquota_ip_hour = 60");
    Intake intake{with(scenario, 5000)};
    intake.advance(5min);
    auto& tokens = intake.play.tokens();
    auto const address = tokens.addresses().begin()->first;
    while (tokens.ip_left(address, intake.clock.now()) > 0)  // another program, behind the same address
        REQUIRE_FALSE(tokens.spend({"t2", address, "/2/users/show.json"}, intake.clock.now()));
    intake.advance(20min);
    auto const& refused = intake.dialer.api().census().refused;
    REQUIRE(refused.contains(10022));
    CHECK(refused.at(10022) == 1);  // one account met it, and all stopped
    auto const before = tokens.find("t1")->day.used;
    intake.advance(30min);
    CHECK(tokens.find("t1")->day.used == before);
    intake.advance(20min);
    CHECK(tokens.find("t1")->day.used > before);  // the new hour is open again
    CHECK(refused.at(10022) == 1);
}

TEST_CASE("mentions that the fan service announces are fetched by their ids",
          "[scenario][intake][weibo-api 8]") {
    auto settings = with(one_brand(R"({ token = "t1", quota_day = 5000 })"), 5000);
    settings.fan_service = true;
    settings.lists = {weibo::List::by_me};
    Intake intake{std::move(settings)};
    intake.advance(5min);
    auto const account = intake.brand().account;
    auto const post = say(intake, sim::Act::mention, "小鱼", "@云织家居 沙发坏了");
    auto const comment = say(intake, sim::Act::comment_mention, "老王", "@云织家居 怎么退款");
    auto const gone = WeiboId{post.value() + 1};
    for (auto const& hint : {store::Hint{store::Hint::Of::status, post, intake.clock.now()},
                             store::Hint{store::Hint::Of::status, gone, intake.clock.now()},
                             store::Hint{store::Hint::Of::comment, comment, intake.clock.now()}})
        intake.add_hint(account, hint);
    intake.advance(10min);
    CHECK(is_kept(intake, post));
    CHECK(is_kept(intake, comment));
    CHECK(standing_of(intake, comment).state == care::State::waiting);
    CHECK(intake.hints_left(account) == 0);
}

TEST_CASE("with commercial access fans are seen who have not authorised the application",
          "[scenario][intake][weibo-api 9]") {
    for (bool const biz : {false, true}) {
        DYNAMIC_SECTION((biz ? "biz" : "open")) {
            auto settings = with(one_brand(R"({ token = "t1", quota_day = 5000, biz = true })") + R"([[fan]]
name = "未授权"
uid = "5100000003"
authorised = false
)",
                                 5000);
            settings.biz = biz;
            Intake intake{std::move(settings)};
            intake.advance(5min);
            auto const id = say(intake, sim::Act::mention, "未授权", "@云织家居 在吗");
            intake.advance(30min);
            CHECK(is_kept(intake, id) == biz);
            CHECK((calls(intake, "/2/statuses/mentions/biz.json") > 0) == biz);
        }
    }
}

TEST_CASE("a staff account's own token reads what it has answered", "[scenario][intake]") {
    Intake intake{with(one_brand(R"({ token = "t1", quota_day = 500 })"), 500)};
    sim::Token token;
    token.text = "t2";
    token.uid = Uid{1870632073};
    token.expires_at = intake.clock.now() + 30 * 24h;
    intake.play.tokens().add(token);
    auto settings = app::Watch::Settings{};
    settings.lists = {weibo::List::mentions, weibo::List::comments_to_me};
    settings.tokens.account = intake.brand().account;
    settings.tokens.uid = intake.brand().uid;
    settings.tokens.staff = {Uid{1870632073}};
    settings.tokens.tokens = {Secret{"t1"}, Secret{"t2"}};
    settings.tokens.address = {"ip/here", {15'000, 0}};
    intake.brand().watch->take_settings(settings);
    intake.advance(5min);
    auto const asked = say(intake, sim::Act::comment, "小鱼", "怎么退款");
    intake.advance(5min);
    auto const answer = say(intake, sim::Act::reply, "云织家居客服", "您好，点这里", asked.text());
    CHECK(wait_until_kept(intake, answer, 1h) < 20min);
    bool read_by_staff = false;
    for (auto const& plan : intake.brand().seat->plan)
        read_by_staff = read_by_staff || plan.source == "by_me/1870632073";
    CHECK(read_by_staff);
}

TEST_CASE("while a matter is red, every list weighs more", "[scenario][intake]") {
    Intake intake{with(one_brand(R"({ token = "t1", quota_day = 5000 })"), 5000)};
    auto const weight = [&] {
        for (auto const& plan : intake.brand().seat->plan)
            if (plan.source == "mentions") return plan.weight;
        return 0.0;
    };
    auto const asked = say(intake, sim::Act::comment, "小鱼", "退款三天没到账，投诉！");
    intake.advance(10min);
    auto const before = weight();
    say(intake, sim::Act::comment, "小鱼", "人呢？");
    say(intake, sim::Act::comment, "小鱼", "在吗，第三次问了");
    intake.advance(2h);
    REQUIRE(care::level_of(standing_of(intake, asked)) == care::Level::red);  // asked for twice, and late
    CHECK(weight() > before);
}

TEST_CASE("a daemon that takes over knows what the one before had learnt", "[scenario][intake]") {
    Intake intake{with(one_brand())};
    for (int i = 0; i < 60; ++i) {
        say(intake, sim::Act::comment, "小鱼", "第" + std::to_string(i) + "次问");
        intake.advance(6min);
    }
    auto const rate = [&] {
        for (auto const& plan : intake.brand().seat->plan)
            if (plan.source == "comments_to_me") return plan.per_hour;
        return 0.0;
    };
    auto const before = rate();
    CHECK(before > 3);
    auto const read = calls(intake, "/2/comments/to_me.json");
    intake.take_over();
    intake.advance(1min);
    CHECK(rate() == Approx(before).epsilon(0.5));
    CHECK(calls(intake, "/2/comments/to_me.json") <= read + 1);  // what was read is not read again
}
