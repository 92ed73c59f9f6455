#include "support/talk.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::care;
using namespace rw::test;

TEST_CASE("who signed a reply", "[care][K8]") {
    struct Row {
        char const* text;
        char const* name;
    };
    for (auto const& row : std::vector<Row>{{"您好，明天到 ^王", "王"},
                                            {"您好，明天到-小李", "小李"},
                                            {"您好，明天到 ——客服小李", "小李"},
                                            {"您好，明天到 ^Amy", "Amy"},
                                            {"您好，明天到", ""},
                                            {"您好，明天到-小编", ""},
                                            {"活动到2026-11-30", ""},
                                            {"请看这里：A-B款的说明书第三页第二段", ""}}) {
        CAPTURE(row.text);
        CHECK(sign_off(row.text) == row.name);
    }
}

TEST_CASE("what a reply promises, and until when", "[care][B14]") {
    Calendar::Week week{};
    for (std::size_t day = 0; day < 5; ++day)
        week[day] = {Block{9 * 60, 18 * 60}};
    Calendar const calendar{week, 8h};
    struct Row {
        char const* text;
        std::optional<Span> due;  ///< after Monday, ten in Beijing
    };
    for (auto const& row : std::vector<Row>{{"非常抱歉，24小时内给您答复", 24h},
                                            {"您好，两小时内回复您", 2h},
                                            {"您的退款会在1-3个工作日内到账", 86h},
                                            {"三个工作日内处理", 86h},
                                            {"半小时内联系您", 30min},
                                            {"今天18点前给您处理好", 8h},
                                            {"今天下午3点前回复您", 5h},
                                            {"明天给您答复", 38h},
                                            {"今晚给您发货", 14h},
                                            {"已为您登记，48小时内有专人联系您", 48h},
                                            {"支持7天内无理由退货", {}},
                                            {"请您24小时内联系我们", {}},
                                            {"今天已为您处理", {}},
                                            {"24小时内可以退款吗？", {}},
                                            {"感谢支持，明天见", {}},
                                            {"我们会尽快处理", {}}}) {
        CAPTURE(row.text);
        auto const due = promise_in(row.text, start, calendar);
        CHECK(due.has_value() == row.due.has_value());
        if (due && row.due) CHECK(*due - start == *row.due);
    }
}

TEST_CASE("a promise is kept by the next word, and broken without one", "[care][B14]") {
    auto const promised = replied(2, 5min, "2小时内给您答复");
    auto const open = standing_of({asked(1, 0s, complaint), promised});
    REQUIRE(open.promises.size() == 1);
    CHECK(next_deadline(open) == start + 125min);
    CHECK(passed_deadline(open, start + 125min) == Passed{Passed::Which::promise, WeiboId{2}});
    CHECK(standing_of({asked(1, 0s, complaint), promised, replied(3, 1h)}).promises.empty());
    CHECK(standing_of({asked(1, 0s, complaint), promised, then(1h, Closed{"li", "resolved"})})
              .promises.empty());
    auto const broken =
        standing_of({asked(1, 0s, complaint), promised, passed(2, 125min, Passed::Which::promise)});
    REQUIRE(broken.promises.size() == 1);
    CHECK(broken.promises.front().said);
    CHECK(next_deadline(broken) == std::nullopt);
    CHECK(standing_of({asked(1, 0s, complaint), promised, replied(3, 3h)}).promises.empty());
    auto const gone =
        standing_of({asked(1, 0s, complaint), promised, then(9min, ReplyWithdrawn{WeiboId{2}})});
    CHECK(gone.promises.empty());
}

TEST_CASE("an answer to nobody fits those whose words it takes up and gives a fact", "[care][K9]") {
    CHECK(LooseAnswer{"云朵沙发周五上午10点补货哦"}.fits("云朵沙发什么时候补货"));
    CHECK_FALSE(LooseAnswer{"感谢大家对云朵沙发的喜爱"}.fits("云朵沙发什么时候补货"));
    CHECK_FALSE(LooseAnswer{"周五上午10点直播"}.fits("云朵沙发什么时候补货"));
    CHECK_FALSE(LooseAnswer{"您好，请问有什么可以帮您，今天都在"}.fits("您好，请问一下怎么退货"));
}

TEST_CASE("the names a text calls, but for the one it answers", "[care][K9]") {
    CHECK(names_called("回复@小鱼:@老王 您好，@Amy_1：收到") == std::vector<std::string>{"老王", "Amy_1"});
    CHECK(names_called("邮箱 a@ 不算").empty());
    CHECK(names_called("没有人").empty());
}

TEST_CASE("texts that differ in greetings only are nearly the same", "[care]") {
    CHECK(likeness("非常抱歉给您带来不便，请私信订单号", "非常抱歉给您带来不便，请您私信订单号~") > 0.8);
    CHECK(likeness("非常抱歉给您带来不便", "云朵沙发周五补货") < 0.2);
    CHECK(likeness("哦", "哦") == 1);
}
