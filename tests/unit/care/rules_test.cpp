// The clock rules of the domain, one test a rule, in the words of the people who live by them. K20-K22 stand
// with the calendar, K24 with the desk, K25 with the clock, K27 with the statistics, K28 and K29 with paging.
#include "support/talk.hpp"

#include "care/handling.hpp"
#include "care/matching.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

using namespace rw;
using namespace rw::care;
using namespace rw::test;

namespace {

/// A story, and how it stands at its end.
struct Story {
    std::string what;
    std::vector<Event> events;
    State state = State::waiting;
    std::optional<Span> waiting_since;  ///< after the start
};

void check(std::vector<Story> const& stories, Policy const& policy = {}) {
    for (auto const& story : stories) {
        CAPTURE(story.what);
        auto const standing = standing_of(story.events, policy);
        CHECK(to_text(standing.state) == to_text(story.state));
        if (story.state != State::waiting) continue;
        REQUIRE(standing.waiting_since);
        CHECK(*standing.waiting_since - start == story.waiting_since.value_or(0s));
    }
}

Event seen_late(Event event, Span lag) {
    auto& words = std::get<Asked>(event.what);
    words.seen_at = event.at + lag;
    return event;
}

Event from_before(Event event) {
    std::get<Asked>(event.what).history = true;
    return event;
}

Policy working_hours() {
    Calendar::Week week;
    week.fill({Block{9 * 60, 22 * 60}});
    Policy policy;
    policy.calendar = Calendar{std::move(week), Zone{"Asia/Shanghai", 8h}};
    return policy;
}

}  // namespace

TEST_CASE("K1: the clock starts when the fan wrote, not when we read it; the lag is told apart",
          "[care][K1]") {
    auto const standing = standing_of({seen_late(asked(1, 0s, complaint), 20min)});
    CHECK(standing.waiting_since == start);
    CHECK(standing.seen_at - *standing.waiting_since == 20min);
    CHECK(standing.deadlines.due_at == start + 60min);
}

TEST_CASE("K2: what is older than the first day is history, without a clock", "[care][K2]") {
    check({{"old words alone", {from_before(asked(1, 0s, complaint))}, State::closed, {}},
           {"new words after old ones",
            {from_before(asked(1, 0s, complaint)), asked(2, 6h, complaint)},
            State::waiting,
            6h}});
}

TEST_CASE("K3: a burst is one item, its clock that of the oldest unanswered words", "[care][K3]") {
    check({{"three in a row",
            {asked(1, 0s, complaint), asked(2, 1min, "说话"), asked(3, 2min, "退钱")},
            State::waiting,
            0s},
           {"later words do not reset it",
            {asked(1, 0s, complaint), asked(2, 50min, complaint)},
            State::waiting,
            0s},
           {"an answer between them does",
            {asked(1, 0s, complaint), replied(2, 5min), asked(3, 50min, complaint)},
            State::waiting,
            50min}});
}

TEST_CASE("K4: a prod is no new item; the second one raises how grave it is, each wait anew", "[care][K4]") {
    std::vector<Event> events{asked(1, 0s, complaint), asked(2, 1min, "在吗"),
                              passed(1, 60min, Passed::Which::ceiling)};
    CHECK(level_of(standing_of(events)) == Level::orange);
    events.push_back(asked(3, 61min, "人呢？"));
    CHECK(standing_of(events).prods == 2);
    CHECK(level_of(standing_of(events)) == Level::red);
    events.push_back(replied(4, 70min));
    events.push_back(asked(5, 80min, complaint));
    CHECK(standing_of(events).prods == 0);
}

TEST_CASE("K5: thanks start no clock; thanks that are meant the other way round do", "[care][K5]") {
    for (std::string const thanks : {"谢谢", "好的", "收到，谢谢", "明白了"}) {
        check({{thanks + " after an answer",
                {asked(1, 0s, "多少钱呀"), replied(2, 5min), asked(3, 6min, thanks)},
                State::answered,
                {}},
               {thanks + " after an answer to trouble",
                {asked(1, 0s, complaint), replied(2, 5min), asked(3, 6min, thanks)},
                State::answered,
                {}}});
    }
    for (std::string const turned : {"谢谢啊", "好的[微笑]", "谢谢您嘞"}) {
        check({{turned + " after an answer to trouble",
                {asked(1, 0s, complaint), replied(2, 5min), asked(3, 6min, turned)},
                State::waiting,
                6min}});
    }
    check({{"您可真行 is no thanks",
            {asked(1, 0s, complaint), replied(2, 5min), asked(3, 6min, "您可真行")},
            State::waiting,
            6min}});
}

TEST_CASE("K6: what no person wrote answers nobody, and it is said how we know", "[care][K6]") {
    Robots robots;
    robots.sources = {"客服机器人"};
    robots.texts = {"您好，您的留言我们已经收到，工作时间会尽快回复您"};
    struct Row {
        std::string text;
        std::string source;
        Automatic why;
    };
    std::vector<Row> const rows{
        {"【自动回复】您好", "", Automatic::marked},
        {"回复@小鱼:【自动回复】您好", "", Automatic::marked},
        {"您好，请稍等", "云织客服机器人", Automatic::source},
        {"您好~您的留言我们已经收到，工作时间会尽快回复您！", "", Automatic::text},
        {"您好，退款今天18点前到账", "微博 weibo.com", Automatic::no},
        {"我们没有自动回复", "", Automatic::no},
    };
    for (auto const& row : rows) {
        CAPTURE(row.text);
        CHECK(to_text(robot_in(row.text, row.source, robots)) == to_text(row.why));
    }
    // B11: a robot after two seconds and a person after fifty minutes is fifty minutes.
    auto const standing =
        standing_of({asked(1, 0s, complaint), replied(2, 2s, "【自动回复】您好"), replied(3, 50min)});
    CHECK(standing.last_wait == Span{50min});
}

TEST_CASE("K6: an answer within seconds that takes up no word of the question is a robot's", "[care][K6]") {
    Policy policy;
    policy.robots.quick = 3s;
    check({{"canned and quick",
            {asked(1, 0s, complaint), replied(2, 2s, "感谢关注，祝您生活愉快")},
            State::waiting,
            0s},
           {"quick, but to the point",
            {asked(1, 0s, complaint), replied(2, 2s, "退款今天到账")},
            State::answered,
            {}},
           {"canned, but slow",
            {asked(1, 0s, complaint), replied(2, 1min, "感谢关注，祝您生活愉快")},
            State::answered,
            {}}},
          policy);
    auto const standing =
        standing_of({asked(1, 0s, complaint), replied(2, 2s, "感谢关注，祝您生活愉快")}, policy);
    CHECK(standing.quick == std::vector{WeiboId{2}});
    check({{"off unless it is wanted",
            {asked(1, 0s, complaint), replied(2, 2s, "感谢关注")},
            State::answered,
            {}}});
}

TEST_CASE("K7: any of the brand's people answers for it", "[care][K7]") {
    auto colleague = replied(2, 5min);
    std::get<Replied>(colleague.what).by = Uid{1870632073};
    auto const standing = standing_of({asked(1, 0s, complaint), colleague});
    CHECK(standing.state == State::answered);
    CHECK(standing.answered_by == Uid{1870632073});
}

TEST_CASE("K8: who answered is known by the claim, then by the sign-off, then by the roster, else not at all",
          "[care][K8]") {
    auto const on_duty = [](Event event, std::string name) {
        std::get<Replied>(event.what).on_duty = std::move(name);
        return event;
    };
    auto const claim = then(1min, Claimed{"li", "", start + 2h});
    struct Row {
        std::string what;
        std::vector<Event> events;
        Author author;
    };
    std::vector<Row> const rows{
        {"claimed",
         {asked(1, 0s, complaint), claim, on_duty(replied(2, 5min, "马上查 ^王"), "zhao")},
         {Author::By::claim, "li"}},
        {"signed",
         {asked(1, 0s, complaint), on_duty(replied(2, 5min, "马上查 ^王"), "zhao")},
         {Author::By::sign_off, "王"}},
        {"on duty alone",
         {asked(1, 0s, complaint), on_duty(replied(2, 5min), "zhao")},
         {Author::By::roster, "zhao"}},
        {"nobody knows", {asked(1, 0s, complaint), replied(2, 5min)}, {}},
        {"a claim that has ended",
         {asked(1, 0s, complaint), claim, replied(2, 3h, "马上查 -小李")},
         {Author::By::sign_off, "小李"}},
    };
    for (auto const& row : rows) {
        CAPTURE(row.what);
        CHECK(standing_of(row.events).author == row.author);
    }
}

TEST_CASE("K9: a sure match answers; a probable one is shown, and never stops the clock of trouble",
          "[care][K9]") {
    auto const by_text = replied(2, 5min, "退款今天18点前到账", MatchedBy::by_text);
    auto const trouble = standing_of({asked(1, 0s, complaint), by_text});
    CHECK(trouble.state == State::waiting);
    CHECK(trouble.probably_answered);
    auto const question =
        standing_of({asked(1, 0s, "什么时候补货"), replied(2, 5min, "周五10点补货", MatchedBy::by_text)});
    CHECK(question.state == State::answered);
    CHECK(question.probably_answered);
    CHECK(standing_of({asked(1, 0s, complaint), replied(2, 5min, "在的", MatchedBy::named)}).state ==
          State::answered);
    CHECK_FALSE(standing_of({asked(1, 0s, complaint), replied(2, 5min)}).probably_answered);
}

TEST_CASE("K10: an answer in private leaves the public wait until a short word there", "[care][K10]") {
    std::vector<Event> events{asked(1, 0s, complaint), then(5min, MovedToPrivate{"li"})};
    auto const silent = standing_of(events);
    CHECK(silent.state == State::waiting);
    CHECK(silent.moved_to_private);
    CHECK(silent.deadlines.due_at == start + 60min);
    events.push_back(replied(2, 6min, "已私信您"));
    CHECK(standing_of(events).state == State::answered);
}

TEST_CASE("K11: a statement covers, it does not answer; who comes back angry waits again", "[care][K11]") {
    Covered const covered{"li", "https://weibo.com/1904178193/A"};
    auto const standing = standing_of({asked(1, 0s, complaint), then(5min, covered)});
    CHECK(standing.state == State::covered);
    CHECK_FALSE(standing.answered_at);
    CHECK(standing.statement == covered.statement);
    check({{"calm words stay covered",
            {asked(1, 0s, complaint), then(5min, covered), asked(2, 10min, "知道啦")},
            State::covered,
            {}},
           {"anger does not",
            {asked(1, 0s, complaint), then(5min, covered), asked(2, 10min, "什么破声明，退钱！避雷")},
            State::waiting,
            10min},
           {"covering nobody does nothing",
            {asked(1, 0s, complaint), replied(2, 1min), then(5min, covered)},
            State::answered,
            {}}});
}

TEST_CASE("K12: a reply that calls another fan who waits leaves this one's clock running", "[care][K12]") {
    check(
        {{"meant for another",
          {asked(1, 0s, complaint), replied(2, 5min, "@老王 您的退款到了"),
           then(5min, Misdirected{WeiboId{2}})},
          State::waiting,
          0s},
         {"then answered for good",
          {asked(1, 0s, complaint), replied(2, 5min), then(5min, Misdirected{WeiboId{2}}), replied(3, 9min)},
          State::answered,
          {}}});
    auto other = talk_of({asked(3, -1h, complaint)});
    other.fan.name = "老王";
    CHECK(BrandWords{replied(2, 5min, "回复@小鱼:@老王 您的退款到了")}.are_meant_for(other));
    CHECK_FALSE(BrandWords{replied(2, 5min, "回复@老王:您的退款到了")}.are_meant_for(
        other));                                                                  // the name Weibo puts there
    CHECK_FALSE(BrandWords{replied(2, -2h, "@老王 您好")}.are_meant_for(other));  // he had not asked yet
}

TEST_CASE("K13: words that the fan took back wait no longer; a breach that was booked stays", "[care][K13]") {
    check(
        {{"all of them", {asked(1, 0s, complaint), then(5min, Withdrawn{WeiboId{1}})}, State::withdrawn, {}},
         {"the older of two",
          {asked(1, 0s, complaint), asked(2, 1min, complaint), then(5min, Withdrawn{WeiboId{1}})},
          State::waiting,
          1min}});
    auto const talk = talk_of(
        {asked(1, 0s, complaint), passed(1, 60min, Passed::Which::ceiling), then(2h, Withdrawn{WeiboId{1}})});
    CHECK(std::ranges::any_of(talk.events, [](Event const& e) { return name_of(e) == "breached"; }));
}

TEST_CASE("K14: what the brand removed is never settled", "[care][K14]") {
    auto const removed = then(5min, RemovedByBrand{WeiboId{1}});
    check(
        {{"unanswered", {asked(1, 0s, complaint), removed}, State::removed, {}},
         {"answered, then removed", {asked(1, 0s, complaint), replied(2, 1min), removed}, State::removed, {}},
         {"closed afterwards", {asked(1, 0s, complaint), removed, replied(3, 9min)}, State::removed, {}},
         {"the fan comes back",
          {asked(1, 0s, complaint), removed, asked(4, 10min, "为什么删我评论")},
          State::waiting,
          10min}});
}

TEST_CASE("K15: an answer that the brand took back answers nothing; the clock is the old one",
          "[care][K15]") {
    check({{"taken back",
            {asked(1, 0s, complaint), replied(2, 5min), then(9min, ReplyWithdrawn{WeiboId{2}})},
            State::waiting,
            0s},
           {"and written again",
            {asked(1, 0s, complaint), replied(2, 5min), then(9min, ReplyWithdrawn{WeiboId{2}}),
             replied(3, 20min)},
            State::answered,
            {}}});
}

TEST_CASE("K16: edited words are judged again, without a new clock; edits after our answer are told",
          "[care][K16]") {
    auto const edit = [](Span at, std::string text) {
        auto verdict = tone::judge_fan(text);
        return Event{start + at, Edited{WeiboId{1}, start + at, std::move(text), std::move(verdict)}};
    };
    auto const worse = standing_of({asked(1, 0s, "沙发多少钱"), edit(5min, "用了沙发过敏住院了")});
    CHECK(worse.waiting_since == start);
    CHECK(worse.kind == Class::safety);
    CHECK(worse.text == "用了沙发过敏住院了");
    auto const bait =
        standing_of({asked(1, 0s, "沙发多少钱"), replied(2, 5min, "两千"), edit(9min, "这家店害死人")});
    CHECK(bait.state == State::answered);
    CHECK(bait.edited_after_answer);
    CHECK_FALSE(worse.edited_after_answer);
}

TEST_CASE("K17: words after the end are a new wait; a person may open the old one again", "[care][K17]") {
    auto const closed = then(5min, Closed{"li", "resolved"});
    check(
        {{"new words", {asked(1, 0s, complaint), closed, asked(2, 1h, complaint)}, State::waiting, 1h},
         {"opened again", {asked(1, 0s, complaint), closed, then(1h, Reopened{"wang"})}, State::waiting, 0s},
         {"what was answered stays so",
          {asked(1, 0s, complaint), replied(2, 1min), then(1h, Reopened{"wang"})},
          State::answered,
          {}}});
}

TEST_CASE("K18: a pause holds the clock, and ends by itself or when the fan writes", "[care][K18]") {
    struct Row {
        std::string what;
        std::vector<Event> more;
        Span due;
    };
    auto const pause = then(20min, Paused{"li", start + 80min, "等仓库回话"});
    std::vector<Row> const rows{
        {"no pause", {}, 60min},
        {"it ends by itself", {pause}, 120min},
        {"resumed early", {pause, then(30min, Resumed{"li"})}, 70min},
        {"the fan writes", {pause, asked(2, 40min, "在吗，还要多久啊")}, 70min},  // the prod's own ceiling
        {"too late to help", {then(70min, Paused{"li", start + 5h, "等"})}, 60min},
        {"one after another", {pause, then(90min, Paused{"li", start + 100min, "再等"})}, 130min},
    };
    for (auto const& row : rows) {
        CAPTURE(row.what);
        auto events = row.more;
        events.insert(events.begin(), asked(1, 0s, complaint));
        CHECK((standing_of(events).deadlines.due_at - start) == row.due);
    }
    auto const hurt = standing_of({asked(1, 0s, "用完过敏住院了"), pause});
    CHECK(hurt.deadlines.due_at == start + 15min);  // no pause holds up a risk clock
}

TEST_CASE("K19: the courtesy clock keeps working hours, the risk clock never stops", "[care][K19]") {
    auto const policy = working_hours();
    auto const night = 13h + 30min;  // 23:30 in Beijing
    CHECK(standing_of({asked(1, night, complaint)}, policy).deadlines.due_at == start + 24h);  // 10:00
    CHECK(standing_of({asked(1, night, "用完过敏住院了")}, policy).deadlines.due_at == start + night + 15min);
    auto grave = asked(1, night, complaint);
    std::get<Asked>(grave.what).verdict.risk = 3;
    CHECK(standing_of({grave}, policy).deadlines.due_at == start + night + 60min);
}

TEST_CASE("K23: a deadline in closed time moves to the opening, and none falls into the night",
          "[care][K23]") {
    auto const policy = working_hours();
    for (int minute = 0; minute < 10 * 60; minute += 7) {
        auto const at = 12h + std::chrono::minutes{minute};  // 22:00 to 08:00
        auto const standing = standing_of({asked(1, at, "人呢？在吗？")}, policy);
        CHECK(standing.deadlines.warn_at == start + 23h + 10min);
        CHECK(standing.deadlines.due_at == start + 23h + 30min);
    }
}

TEST_CASE("K26: every deadline is said once, by whoever says it first", "[care][K26]") {
    auto talk = talk_of({asked(1, 0s, complaint)});
    for (auto const which : {Passed::Which::warn, Passed::Which::ceiling, Passed::Which::aged}) {
        auto const said = passed_deadline(fold(talk, {}), start + 24h);
        REQUIRE(said);
        if (which == Passed::Which::warn) continue;  // long past: the ceiling is said at once
        CHECK(said->which == which);
        CHECK(add(talk, {start + 24h, *said}));
        CHECK_FALSE(add(talk, {start + 24h + 1ms, *said}));  // a second daemon, or this one restarted
    }
    CHECK(passed_deadline(fold(talk, {}), start + 48h) == std::nullopt);
}

TEST_CASE("K30: deadlines that passed while we could not see are marked", "[care][K30]") {
    auto const unseen = then(61min, Passed{Passed::Which::ceiling, WeiboId{1}, false});
    CHECK_FALSE(standing_of({asked(1, 0s, complaint), unseen}).observed);
    CHECK_FALSE(standing_of({seen_late(asked(1, 0s, complaint), 3h)}).observed);
}

TEST_CASE("K12, K14, K15, K16: what the public may hold against us is told once an item",
          "[care][K12][K14][K15][K16]") {
    struct Row {
        std::vector<Event> events;
        Risk risk;
    };
    std::vector<Row> const rows{
        {{asked(1, 0s, complaint), then(5min, RemovedByBrand{WeiboId{1}})},
         {Risk::What::removed, WeiboId{1}}},
        {{asked(1, 0s, complaint), replied(2, 1min), then(5min, ReplyWithdrawn{WeiboId{2}})},
         {Risk::What::unsaid, WeiboId{2}}},
        {{asked(1, 0s, complaint), replied(2, 1min), then(1min, Misdirected{WeiboId{2}})},
         {Risk::What::misdirected, WeiboId{2}}},
        {{asked(1, 0s, complaint), replied(2, 1min),
          then(5min, Edited{WeiboId{1}, start + 6min, "骗子", {}})},
         {Risk::What::edited, WeiboId{1}}},
    };
    for (auto const& row : rows) {
        CAPTURE(static_cast<int>(row.risk.what));
        CHECK(standing_of(row.events).risks == std::vector{row.risk});
        auto told = row.events;
        told.push_back(passed(row.risk.item.value(), 10min, Passed::Which::told));
        CHECK(standing_of(told).risks.empty());
    }
    CHECK(standing_of({asked(1, 0s, complaint), replied(2, 1min)}).risks.empty());
}
