// Verdicts in context, each with the words that weigh for it.
#include "support/printing.hpp"

#include "tone-train/train.hpp"
#include "tone/judge.hpp"
#include "tone/shipped.hpp"
#include "tone/similar.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <numeric>

using namespace rw;
using tone::ReplyLabel;
using tone::Style;

namespace {

tone::ReplyVerdict reply(std::string_view to, std::string_view text, Style style = Style::plain) {
    tone::ReplyCase const one{to, text, style};
    return tone::Judge::shipped().reply(one);
}

std::string source_folder() {
    auto const* folder = std::getenv("RW_SOURCE_DIR");
    return folder == nullptr ? "." : folder;
}

}  // namespace

TEST_CASE("a reply is judged with the message that it answers", "[tone][reply]") {
    CHECK_FALSE(reply("哈哈哈你们文案笑死我", "哈哈哈能逗笑您值了", Style::playful).misstep);
    auto const cruel =
        reply("我妈摔断了腿在医院", "哈哈哈", Style::playful);  // nothing excuses a joke to a hurt fan
    CHECK(cruel.has(ReplyLabel::insult_to_injury));
    CHECK(cruel.severity == 3);
    CHECK_FALSE(reply("退款三天没到账", "您这单银行退汇了，换个账户今天18点前到，私信我新卡号").misstep);
    CHECK(reply("退款三天没到账", "感谢您的支持，祝您生活愉快").has(ReplyLabel::perfunctory));
}

TEST_CASE("an open field of a template is never let through", "[tone][reply][B11]") {
    for (auto const* text : {"{昵称}您好，您的包裹已发出", "亲爱的${name}，生日快乐", "您好，[客户姓氏]女士",
                             "尊敬的XX先生您好"}) {
        CAPTURE(text);
        auto const verdict = reply("包裹到哪了", text);
        CHECK(verdict.has(ReplyLabel::placeholder));
        CHECK(verdict.severity >= 2);
    }
}

TEST_CASE("what stands for a claim and what only looks like one", "[tone][reply][B15]") {
    CHECK(reply("好喝吗", "全国最好喝，没有对手").has(ReplyLabel::absolute_claim));
    for (auto const* text :
         {"最近在补货，到了第一时间告诉您", "最后一天是30号", "唯一客服电话印在保单首页"}) {
        CAPTURE(text);
        CHECK_FALSE(reply("什么时候能买", text).has(ReplyLabel::absolute_claim));
    }
}

TEST_CASE("who asks is answered, whatever else stands in the message", "[tone][fan]") {
    for (std::string const question :
         {"怎么退款", "第10位问怎么退款", "请问什么时候发货", "客服电话打不通怎么办"}) {
        for (std::string const beside :
             {"", " 👍🏽", " 👩‍👩‍👧‍👦🏳️‍🌈🇨🇳👍🏽", "🎁🎊🧧🎀🪅🧸", "❤️❤️❤️❤️",
              "😭😭😭", "[心][心]", "~~~", " ♪(^∇^*)", " null", "🔥🔥", " <script>window.broken = 1</script>",
              " مرحبا بالعالم", "\u202Etxt.exe"}) {
            CAPTURE(question, beside);
            for (auto const& text : {question + beside, beside + question}) {
                auto const verdict = tone::Judge::shipped().fan({text});
                CHECK(verdict.needs_reply);
                CHECK_FALSE(verdict.has(tone::FanLabel::spam));
            }
        }
    }
}

TEST_CASE("each label has words of the text that it was set by", "[tone][explain]") {
    std::string const text = "回复@小鱼:跪求您原谅，小的该死";
    auto const verdict = reply("发货慢了两天", text);
    REQUIRE(verdict.has(ReplyLabel::servile));
    for (auto const& reason : verdict.reasons) {
        CHECK(reason.start < reason.end);
        CHECK_FALSE(tone::words_of(reason, text).empty());
    }
}

TEST_CASE("an explanation adds up to the logit", "[tone][explain]") {
    auto const& judge = tone::Judge::shipped();
    for (auto const* text :
         {"退款三天了没到账，客服也不理人，再不处理就12315", "太好看了吧😂", "用完脸肿了 在医院", "好"}) {
        tone::FanCase const one{text};
        auto const scored = judge.score_fan(one);
        for (std::size_t head = 0; head < tone::fan_heads; ++head) {
            auto const all = judge.explain_fan(scored, head);
            auto const parts =
                std::accumulate(all.parts.begin(), all.parts.end(), 0.0F,
                                [](float sum, tone::Part const& part) { return sum + part.weight; });
            CAPTURE(text, head);
            CHECK(all.bias + all.other + parts == Approx(all.logit).margin(1e-3));
        }
    }
}

TEST_CASE("an account may lean to one side", "[tone]") {
    auto const& judge = tone::Judge::shipped();
    tone::FanCase const one{"退款三天没到账"};
    tone::Leanings strict;
    strict.fan.emplace_back(tone::FanLabel::complaint, 2.0F);  // never
    CHECK(judge.fan(one).has(tone::FanLabel::complaint));
    CHECK_FALSE(judge.fan(one, strict).has(tone::FanLabel::complaint));
}

TEST_CASE("in which order concepts stand in their file does not matter to the model", "[tone][model]") {
    auto const& shipped = tone::Judge::shipped();
    auto turned = shipped.rules();
    std::ranges::reverse(turned.concepts);
    auto const judge = tone::Judge::make({turned, tone::shipped::model()}).value();
    tone::ReplyCase const one{"我妈用了你们的药膏过敏住院了", "非常抱歉，医药费我们先垫，请把单据私信我"};
    CHECK(judge->score_reply(one).logits == shipped.score_reply(one).logits);
    CHECK(judge->score_fan({one.to}).logits == shipped.score_fan({one.to}).logits);
}

TEST_CASE("a model that is cut, changed or of another version is refused", "[tone][model]") {
    std::string const whole{tone::shipped::model()};
    REQUIRE(tone::Model::view(whole));
    auto const why = [](std::string const& bytes) {
        auto const model = tone::Model::view(bytes);
        return model ? std::string{} : model.error().doing;
    };
    CHECK(why(whole.substr(0, whole.size() - 16)).find("bytes, expected") != std::string::npos);
    auto changed = whole;
    changed[changed.size() / 2] ^= 1;
    CHECK(why(changed).find("checksum") != std::string::npos);
    auto newer = whole;
    newer[8] = 9;
    CHECK(why(newer).find("version 9") != std::string::npos);
    CHECK(why("RWTONE").find("does not begin") != std::string::npos);
    CHECK(whole.size() <= 4U << 20U);
}

TEST_CASE("the same texts make the same model, to the last byte", "[tone][train]") {
    lab::Samples samples;
    REQUIRE(lab::read_samples(
        R"({"side":"fan","text":"退款没到账","labels":["complaint"],"needs_reply":true,"risk":1}
{"side":"fan","text":"退款到账了谢谢","labels":["closing"],"needs_reply":false,"risk":0}
{"side":"fan","text":"真好看","labels":["praise"],"needs_reply":false,"risk":0}
{"side":"fan","text":"真难看，退款","labels":["complaint"],"needs_reply":true,"risk":1}
{"side":"reply","to":"退款没到账","text":"这就查，今天到账","labels":[],"misstep":false,"severity":0}
{"side":"reply","to":"退款没到账","text":"急什么，自己查","labels":["condescending"],"misstep":true,"severity":2}
)",
        "here", samples));
    lab::Recipe recipe;
    recipe.folds = 2;
    auto const quiet = [](std::string const&) {};
    auto const& rules = tone::Judge::shipped().rules();
    auto const first = lab::train(samples, rules, recipe, quiet).file;
    recipe.threads = 1;
    CHECK(lab::train(samples, rules, recipe, quiet).file == first);
}

TEST_CASE("what people have judged wrong is read with its line, or refused with it", "[tone][train]") {
    lab::Samples samples;
    auto const wrong = lab::read_samples("\n{\"side\":\"fan\",\"text\":\"x\",\"labels\":[\"nice\"]}\n",
                                         "cases.jsonl", samples);
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().doing.find("cases.jsonl:2") != std::string::npos);
    CHECK(wrong.error().doing.find("`nice`") != std::string::npos);
}

TEST_CASE("a case that people have judged otherwise is judged so by the next model", "[tone][train][staff]") {
    std::string texts;
    for (auto const* thing : {"杯子", "裤子", "耳机", "台灯", "箱子", "枕头"}) {
        texts += std::string{R"({"side":"fan","text":")"} + thing +
                 R"(又断货","labels":["complaint"],"risk":1})" + "\n";
        texts += std::string{R"({"side":"fan","text":")"} + thing + R"(好看","labels":["praise"]})" + "\n";
    }
    constexpr auto joke = "云织又断货";
    lab::Samples samples;
    lab::Samples cases;
    REQUIRE(lab::read_samples(texts, "texts", samples));
    REQUIRE(lab::read_samples(R"({"side":"fan","text":"云织又断货","labels":["praise"]})", "cases", cases));
    lab::Recipe recipe;
    recipe.folds = 0;
    recipe.least_texts = 1;
    auto const& rules = tone::Judge::shipped().rules();
    auto const praised = [&](lab::Samples const& all) {
        auto const file = lab::train(all, rules, recipe, [](std::string const&) {}).file;
        auto const judge = tone::Judge::make({rules, file}).value();
        auto const scored = judge->score_fan({joke});
        return scored.probabilities[static_cast<std::size_t>(tone::FanLabel::praise)] > 0.5F;
    };
    CHECK_FALSE(praised(samples));
    lab::add_cases(samples, cases, 8);
    CHECK(praised(samples));
}

namespace {

constexpr std::size_t too_short_to_tell = 24;  // bytes: 在吗 is said by everybody

/// What a sample says, with what it answers.
std::string words_of(lab::FanSample const& sample) {
    return sample.text;
}
std::string words_of(lab::ReplySample const& sample) {
    return sample.to + "\n" + sample.text;
}

template <class Sample>
void check_apart(std::vector<Sample> const& texts, std::vector<Sample> const& measuring) {
    std::vector<std::uint64_t> prints;
    for (auto const& one : measuring) {
        if (words_of(one).size() >= too_short_to_tell) prints.push_back(tone::print_of(words_of(one)));
    }
    for (auto const& one : texts) {
        if (words_of(one).size() < too_short_to_tell) continue;
        auto const print = tone::print_of(words_of(one));
        CAPTURE(one.id, words_of(one));
        CHECK(std::ranges::none_of(prints, [&](std::uint64_t other) {
            return tone::distance(print, other) <= tone::near_duplicate;
        }));
    }
}

}  // namespace

TEST_CASE("no training text is nearly one of those that measure", "[tone][train]") {
    auto const texts = lab::load_samples(source_folder() + "/config/tone/train");
    REQUIRE(texts);
    CHECK(texts->fan.size() >= 4000);
    CHECK(texts->reply.size() >= 4000);
    for (std::string const name : {"calm", "calm-2"}) {
        auto const calm = lab::load_samples(source_folder() + "/config/tone/" + name + ".jsonl");
        REQUIRE(calm);
        CHECK(calm->fan.size() >= 300);
        check_apart(texts->fan, calm->fan);
    }
    auto const dev_file = source_folder() + "/../shared/tone/dev.jsonl";
    if (!std::filesystem::exists(dev_file)) return;
    auto const dev = lab::load_samples(dev_file);
    REQUIRE(dev);
    check_apart(texts->fan, dev->fan);
    check_apart(texts->reply, dev->reply);
}

TEST_CASE("near texts have near prints, unlike ones do not", "[tone][similar]") {
    auto const print = tone::print_of("亲，您的订单正在处理，请耐心等待哦");
    CHECK(tone::distance(print, tone::print_of("亲,您的订单正在处理，请耐心等待哦～")) <=
          tone::near_duplicate);
    CHECK(tone::distance(print, tone::print_of("沙发周五上午十点补货，一共三百件")) > 16);
}
