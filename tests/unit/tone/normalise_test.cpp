// One form for all the ways in which people write the same, and the way back to what they wrote.
#include "tone/normalise.hpp"

#include "tone-train/disguise.hpp"
#include "tone/cells.hpp"
#include "tone/features.hpp"
#include "tone/tables.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using lab::Disguise;

TEST_CASE("normalising leaves out what is not the author's own, and knows the way back",
          "[tone][normalise]") {
    struct Row {
        std::string_view text;
        std::string_view normal;
    };
    static constexpr Row rows[] = {
        {"ＡＢＣ１２３？", "abc123?"},
        {"退\u200B款", "退款"},
        {"回复@小编:在吗", "在吗"},
        {"回复@小编：在吗", "在吗"},
        {"回复没有冒号", "回复没有冒号"},
        {"我的话//@别人:别人的话", "我的话"},
        {"退款、退款", "退款、退款"},
        {"說好的補償", "说好的补偿"},
        {"哈哈哈哈哈哈哈", "哈哈哈"},
        {"傻 b 公 司 早 点 倒 闭", "傻逼公司早点倒闭"},
        {"祝你们死.全.家好吗", "祝你们死全家好吗"},
        {"tmall买的", "tmall买的"},
        {"tmd又断货", "他妈的又断货"},
        {"", ""},
    };
    for (auto const& row : rows) {
        CAPTURE(row.text);
        auto const normal = tone::normalise(row.text);
        CHECK(normal.text == row.normal);
        CHECK(normal.origin.size() == normal.points.size() + 1);
        CHECK(normal.place.size() == normal.text.size() + 1);
    }
}

TEST_CASE("names and addresses are one sign each", "[tone][normalise]") {
    CHECK(tone::normalise("@云织家居 在吗").points == U"\uE001 在吗");
    CHECK(tone::normalise("看 http://t.cn/A6abc 好吗").points == U"看 \uE002 好吗");
    CHECK(tone::normalise("@ 没有名字").points == U"@ 没有名字");
}

TEST_CASE("an emoji is one sign, of however many code points", "[tone][normalise]") {
    struct Row {
        std::string_view text;
        std::u32string_view points;
    };
    static constexpr Row rows[] = {
        {"好👍🏽的", U"好👍的"},
        {"👩‍👩‍👧‍👦 一家", U"👩 一家"},
        {"🤷🏻‍♀️在吗", U"🤷在吗"},
        {"❤️❤️", U"❤❤"},
        {"🏳️‍🌈🇨🇳👍🏽", U"🏳🏳👍"},
        {"🇨🇳🇺🇸", U"🏳🏳"},
        {"👍👍👍👍👍", U"👍👍👍"},
        {"🏽", U"🏽"},
    };
    for (auto const& row : rows) {
        CAPTURE(row.text);
        auto const normal = tone::normalise(row.text);
        CHECK(normal.points == row.points);
        CHECK(normal.hidden == 0);
    }
    CHECK(tone::normalise("退\uFE0F款").hidden == 1);
    CHECK(tone::normalise("👍退\u200D款").hidden == 1);
}

TEST_CASE("a row of one kind of sign is read as three of them, and an emoji is marked whole",
          "[tone][normalise]") {
    auto const cells = tone::cells_of(tone::normalise("🎁🧧🎀🪅🧸👍🏽"));
    CHECK(cells.letters.units.size() == 1 + 3 + 1 + 1);
    CHECK(cells.letters.where[4] == tone::Range{5, 7});
    CHECK(cells.shape.signs[static_cast<std::size_t>(tone::Sign::other)] == 5);
}

TEST_CASE("a point knows where it stood, also where others were left out or put back", "[tone][normalise]") {
    auto const normal = tone::normalise("回复@小编:a\u200Bnmsl退");
    REQUIRE(normal.text == "anmsl退");  // a Latin word is not cut up
    CHECK(normal.origin.front() == 6);
    CHECK(normal.origin[normal.points.size() - 1] == 12);
}

TEST_CASE("normalising twice is normalising once", "[tone][normalise][property]") {
    std::u32string const letters =
        U"退款哈哈傻b煞笔 "
        U".·-*@回复:/艹sb12３４ＡＢ說壞\u200B\uFE0F\u00E9[微笑]😂👍\U0001F3FD\u200D🇨🇳?!…～，。nmsl特么";
    std::uint64_t dice = 7;
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        auto const size = tone::mix(++dice) % 14;
        std::u32string points;
        for (std::uint64_t i = 0; i < size; ++i)
            points.push_back(letters[tone::mix(++dice) % letters.size()]);
        for (auto const disguise : {Disguise::zero_width, Disguise::spaced}) {
            std::string plain;
            for (auto const c : points)
                plain += lab::disguised(tone::to_utf8_text(std::u32string(1, c)), Disguise::wide, dice);
            auto const once = tone::normalise(lab::disguised(plain, disguise, dice)).text;
            CAPTURE(plain, once);
            REQUIRE(tone::normalise(once).text == once);
        }
    }
}

TEST_CASE("what is only written otherwise is the same text", "[tone][normalise]") {
    for (auto const* text :
         {"退款三天了还没到账，客服也不理人", "这家店的东西真的很难吃", "你们的沙发害我过敏住院了"}) {
        auto const plain = tone::normalise(text).text;
        for (auto const disguise :
             {Disguise::traditional, Disguise::zero_width, Disguise::variation, Disguise::wide}) {
            CAPTURE(text, lab::to_text(disguise));
            CHECK(tone::normalise(lab::disguised(text, disguise, 3)).text == plain);
        }
        for (auto const disguise : {Disguise::spaced, Disguise::dotted}) {
            CAPTURE(text, lab::to_text(disguise));
            CHECK(tone::normalise(lab::disguised(text, disguise, 3)).joined > 0);
        }
    }
}

TEST_CASE("a text of any length is looked at in its first part only", "[tone][normalise]") {
    std::string much;
    for (int i = 0; i < 100'000; ++i)
        much += "退款";
    CHECK(tone::normalise(much).points.size() == 2500);
}
