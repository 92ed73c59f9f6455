#include "tone/verdict.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace rw;
using tone::FanLabel;

TEST_CASE("what fans say is told apart", "[tone]") {
    struct Row {
        std::string_view text;
        FanLabel first;
    };
    static constexpr Row rows[] = {
        {"请问这个颜色什么时候补货呀", FanLabel::question},
        {"退款申请一周了没人处理", FanLabel::complaint},
        {"孩子用了脸上起红疹，现在在医院", FanLabel::safety},
        {"再不解决我就打12315", FanLabel::legal},
        {"已经联系了记者，准备曝光你们", FanLabel::media},
        {"人呢？？第三次问了", FanLabel::prod},
        {"建议出一款小尺寸的", FanLabel::suggestion},
        {"新包装绝了，爱了爱了", FanLabel::praise},
        {"脱粉了，以后再也不买", FanLabel::boycott},
        {"你们就是骗子", FanLabel::abuse},
        {"谢谢啊，您可真行", FanLabel::sarcasm},
        {"好的谢谢", FanLabel::closing},
        {"我真的不想活了", FanLabel::self_harm},
        {"信不信我砸了你们店", FanLabel::threat},
        {"今天降温了", FanLabel::chitchat},
    };
    for (auto const& row : rows) {
        CAPTURE(row.text);
        CHECK(tone::judge_fan(row.text).labels().front() == row.first);
    }
}

TEST_CASE("figures of speech are what they are", "[tone]") {
    for (auto const* text : {"甜到中毒了哈哈", "好看到炸", "笑死我了", "想死你了", "困死了", "颜值炸了，美炸",
                             "电机就报警停机了挺智能"}) {
        CAPTURE(text);
        auto const verdict = tone::judge_fan(text);
        CHECK_FALSE(verdict.has(FanLabel::safety));
        CHECK_FALSE(verdict.has(FanLabel::self_harm));
        CHECK_FALSE(verdict.has(FanLabel::legal));
    }
    CHECK_FALSE(tone::judge_fan("有了它再也不买别家").has(FanLabel::boycott));
    CHECK_FALSE(tone::judge_fan("坏坏的好喜欢").has(FanLabel::complaint));
    CHECK_FALSE(tone::judge_fan("这件315元").has(FanLabel::legal));
}

TEST_CASE("thanks close a talk only when nothing else is said", "[tone][K5]") {
    CHECK(tone::judge_fan("收到，谢谢").has(FanLabel::closing));
    CHECK(tone::judge_fan("好的👌").has(FanLabel::closing));
    CHECK_FALSE(tone::judge_fan("谢谢，但是退款还没到").has(FanLabel::closing));
    CHECK_FALSE(tone::judge_fan("好的，那什么时候发货？").has(FanLabel::closing));
    CHECK_FALSE(tone::judge_fan("谢谢你们耐心，不过换来的还是坏的").has(FanLabel::closing));
}

TEST_CASE("a reason points at the words of the original text", "[tone]") {
    std::string const text = "回复@小编:等了\u200B一周，退\u200B款呢";
    auto const verdict = tone::judge_fan(text);
    REQUIRE(verdict.has(FanLabel::complaint));
    std::vector<std::string> words;
    for (auto const& reason : verdict.reasons)
        words.push_back(tone::words_of(reason, text));
    CHECK(std::find(words.begin(), words.end(), "退\u200B款") != words.end());
}

TEST_CASE("risk and the wish for an answer follow from the labels", "[tone]") {
    CHECK(tone::judge_fan("用完过敏了").risk == 3);
    CHECK(tone::judge_fan("坏了").risk == 1);
    CHECK(tone::judge_fan("真好看").risk == 0);
    CHECK(tone::judge_fan("坏了").needs_reply);
    CHECK_FALSE(tone::judge_fan("真好看").needs_reply);
}

TEST_CASE("nothing, very much and nonsense are judged too", "[tone]") {
    CHECK(tone::judge_fan("").labels() == std::vector{FanLabel::chitchat});
    std::string much;
    for (int i = 0; i < 100'000; ++i)
        much += "退款";
    CHECK(tone::judge_fan(much).has(FanLabel::complaint));
    CHECK(tone::judge_fan("@").labels() == std::vector{FanLabel::chitchat});
    CHECK(tone::judge_fan("\u200B\u200B").labels() == std::vector{FanLabel::chitchat});
}
