#include "care/surge.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::care;

namespace {

TimePoint const noon = TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 10 / 12}} + 4h;

Voice voice(std::int64_t number, std::string text, TimePoint at, std::int64_t followers = 320) {
    auto const topic = tone::Judge::shipped().topic_of(text);
    return {WeiboId{number},
            ConversationId{"C" + std::to_string(number)},
            Uid{number + 100},
            followers,
            at,
            std::move(text),
            topic};
}

constexpr char const* own_words[] = {"退款申请五天了还没到账，客服只会说等",
                                     "五天了退款没到账，问客服就是等等等", "我的退款也没到账，已经第五天",
                                     "退款一直没到账啊，五天了，急用钱"};

}  // namespace

TEST_CASE("three fans with the same complaint within an hour are a storm, told again only as it grows",
          "[care][surge][F07]") {
    Surges surges;
    surges.take(voice(1, own_words[0], noon));
    surges.take(voice(2, own_words[1], noon + 10min));
    CHECK(surges.grown(noon + 1h).empty());
    surges.take(voice(3, own_words[2], noon + 20min));
    auto const storm = surges.grown(noon + 1h);
    REQUIRE(storm.size() == 1);
    CHECK(storm[0].fans == 3);
    CHECK(storm[0].first == WeiboId{1});
    CHECK(storm[0].began == noon);
    CHECK_FALSE(storm[0].orchestrated);
    CHECK(surges.grown(noon + 1h).empty());
    surges.take(voice(3, own_words[2], noon + 20min));  // read once more
    CHECK(surges.grown(noon + 1h).empty());
    surges.take(voice(4, own_words[3], noon + 30min));
    CHECK(surges.grown(noon + 1h).at(0).fans == 4);
}

TEST_CASE("one fan three times, other matters, and a backlog of a day are no storm", "[care][surge]") {
    Surges alone;
    for (int i = 0; i < 5; ++i) {
        auto again = voice(i, own_words[i % 4], noon + i * 1min);
        again.fan = Uid{7};
        alone.take(std::move(again));
    }
    CHECK(alone.grown(noon + 1h).empty());
    Surges other;
    other.take(voice(1, "退款五天没到账", noon));
    other.take(voice(2, "门店的厕所太脏了，没人打扫", noon + 1min));
    other.take(voice(3, "直播间的主播说话太快，听不清", noon + 2min));
    CHECK(other.grown(noon + 1h).empty());
    Surges backlog;
    for (int i = 0; i < 4; ++i)
        backlog.take(voice(i, own_words[i], noon - i * 3h));  // read all at once, written over nine hours
    CHECK(backlog.grown(noon + 1h).empty());
}

TEST_CASE("the same words from accounts that nobody follows are an attack, not a storm of fans",
          "[care][surge]") {
    Surges surges;
    for (int i = 0; i < 6; ++i)
        surges.take(voice(i, "这家店卖假货，大家快去退款，别再上当了！", noon + i * 1min, i == 0 ? 900 : 3));
    auto const storm = surges.grown(noon + 1h);
    REQUIRE(storm.size() == 1);
    CHECK(storm[0].orchestrated);
}

TEST_CASE("who spoke first is known when his words are read last, and all are held against them",
          "[care][surge]") {
    Surges surges;
    for (int i = 1; i < 7; ++i)
        surges.take(voice(i, "这家店卖假货，大家快去退款，别再上当了！", noon + i * 1min, 3));
    REQUIRE(surges.grown(noon + 1h).at(0).orchestrated);
    surges.take(voice(9, "我在这家店买到假货，想退款，大家也遇到了吗", noon));
    auto const storm = surges.grown(noon + 1h);
    REQUIRE(storm.size() == 1);
    CHECK(storm[0].first == WeiboId{9});
    CHECK_FALSE(storm[0].orchestrated);  // they echo each other, and not him
}

TEST_CASE("a storm of thousands names its first two hundred conversations, and counts all fans",
          "[care][surge]") {
    Surges surges;
    for (int i = 0; i < 3000; ++i)
        surges.take(voice(i + 1, own_words[i % 4], noon + i * 1s));
    auto const storm = surges.grown(noon + 1h);
    REQUIRE(storm.size() == 1);
    CHECK(storm[0].fans == 3000);
    CHECK(storm[0].conversations.size() == 200);
    CHECK(storm[0].conversations.front() == ConversationId{"C1"});
}

TEST_CASE("what was nothing special may be it in a quieter hour", "[care][surge]") {
    Surges surges;
    surges.expect(40);
    for (int i = 0; i < 10; ++i)
        surges.take(voice(i, own_words[i % 4], noon + i * 1min));
    CHECK(surges.grown(noon + 1h).empty());
    surges.expect(1);
    CHECK(surges.grown(noon + 1h).size() == 1);
}

TEST_CASE("of a busy hour more is needed", "[care][surge]") {
    Surges surges;
    surges.expect(40);  // complaints an hour; of one matter about ten, by chance up to 17
    for (int i = 0; i < 16; ++i)
        surges.take(voice(i, own_words[i % 4], noon + i * 1min));
    CHECK(surges.grown(noon + 1h).empty());
    surges.take(voice(16, own_words[0], noon + 17min));
    CHECK(surges.grown(noon + 1h).size() == 1);
}

TEST_CASE("a storm ends when nobody has joined for two hours", "[care][surge]") {
    Surges surges;
    for (int i = 0; i < 3; ++i)
        surges.take(voice(i + 1, own_words[i], noon + i * 1min));
    REQUIRE(surges.grown(noon + 1h).size() == 1);
    CHECK(surges.calmed(noon + 2h).empty());
    CHECK(surges.calmed(noon + 2h + 2min) == std::vector<WeiboId>{WeiboId{1}});
    CHECK(surges.calmed(noon + 3h).empty());
    surges.take(voice(1, own_words[0], noon));  // read once more: it is known
    CHECK(surges.grown(noon + 1h).empty());
}

TEST_CASE("what is usual is learnt from the same hour of the last four weeks", "[care][surge]") {
    History history;
    for (int week = 1; week <= 4; ++week) {
        for (int i = 0; i < 6; ++i) {
            Wait wait;
            wait.kind = i < 4 ? Class::complaint : Class::praise;
            wait.asked_at = noon - week * 7 * 24h + i * 4min;
            history.waits.push_back(wait);
        }
    }
    CHECK(complaints_an_hour(history, noon) == 4);
    CHECK(complaints_an_hour(history, noon + 5h) == 0);
}
