// Rules are data: each is tried on its own examples, and a mistake in a file is named with its line.
#include "support/printing.hpp"

#include "core/mask.hpp"
#include "tone/judge.hpp"
#include "tone/shipped.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rw;

namespace {

std::vector<std::string> faults_of(std::string_view text) {
    tone::RuleSet rules;
    std::vector<std::string> all;
    for (auto const& fault : tone::read_fan_rules(text, "my.toml", rules))
        all.push_back(to_text(fault));
    return all;
}

constexpr std::string_view good = R"([[rule]]
number = 900
id = "safety.mine"
label = "safety"
patterns = ["过敏"]
vetoes = ["防过敏"]
why = "受伤"
why_en = "hurt"
fires_on = ["过敏了"]
silent_on = ["防过敏"]
)";

std::string with(std::string_view from, std::string_view to) {
    std::string text{good};
    text.replace(text.find(from), from.size(), to);
    return text;
}

}  // namespace

TEST_CASE("every shipped rule finds its examples and leaves the others alone", "[tone][rules]") {
    for (auto const& fault : tone::Judge::shipped().try_examples())
        FAIL_CHECK(to_text(fault));
}

TEST_CASE("no rule's number is given twice, so that what is stored keeps its meaning", "[tone][rules]") {
    auto const& rules = tone::Judge::shipped().rules();
    for (auto const* all : {&rules.fan, &rules.reply}) {
        for (auto const& rule : *all)
            CHECK(tone::Judge::shipped().find_rule(rule.number) == &rule);
    }
    CHECK(tone::Judge::shipped().find_rule(1) == nullptr);
}

TEST_CASE("a rule file with a mistake is refused with file, line and what was expected", "[tone][rules]") {
    CHECK(faults_of(good).empty());
    CHECK(faults_of(with("label = \"safety\"", "label = \"safty\"")) ==
          std::vector<std::string>{"my.toml:1: label: `safty` is none that there is"});
    CHECK(faults_of(with("vetoes", "veto"))
              .front()
              .starts_with("my.toml:6: `veto` is no key of a rule, expected one of"));
    CHECK(faults_of(with("why_en = \"hurt\"", "")) ==
          std::vector<std::string>{"my.toml:1: why_en is missing, expected a text"});
    CHECK(faults_of(with("number = 900", "number = 0")).front() ==
          "my.toml:2: number: expected a number from 1 to 65535");
    CHECK(faults_of(with("[\"过敏\"]", "\"过敏\"")).front() ==
          "my.toml:5: patterns: expected a list of texts");
    CHECK(faults_of(with("[[rule]]", "[[rules]]")).front().find("expected [[rule]]") != std::string::npos);
    CHECK(faults_of("[[rule").front().starts_with("my.toml:1: "));
    CHECK(faults_of(std::string{good} + std::string{good}).size() == 2);  // number and id are taken
}

TEST_CASE("a pattern that is no expression is refused with its line", "[tone][rules]") {
    tone::RuleSet rules;
    REQUIRE(tone::read_fan_rules(with("[\"过敏\"]", "[\"过(敏\"]"), "my.toml", rules).empty());
    auto const judge = tone::Judge::make({std::move(rules), {}});
    REQUIRE_FALSE(judge);
    CHECK(judge.error().doing.find("过(敏") != std::string::npos);
}

TEST_CASE("two concepts of one id are refused with the line of the second", "[tone][rules]") {
    tone::RuleSet rules;
    auto const* text =
        "[[concept]]\nid = \"mine\"\npatterns = [\"过敏\"]\n[[concept]]\nid = \"mine\"\npatterns = "
        "[\"红肿\"]\n";
    auto const faults = tone::read_concepts(text, "concepts.toml", rules);
    REQUIRE(faults.size() == 1);
    CHECK(to_text(faults.front()) == "concepts.toml:4: id `mine` is another concept's already");
}

TEST_CASE("denied, quoted and vetoed words do not count", "[tone][rules]") {
    tone::RuleSet rules;
    REQUIRE(tone::read_fan_rules(good, "my.toml", rules).empty());
    REQUIRE(tone::read_reply_rules(tone::shipped::reply_rules(), "reply.toml", rules).empty());
    auto const judge = tone::Judge::make({std::move(rules), {}}).value();
    auto const finds = [&](std::string_view text) {
        tone::FanCase const one{text};
        return !judge->score_fan(one).reading.found.empty();
    };
    CHECK(finds("用完过敏"));
    CHECK_FALSE(finds("用了没过敏"));
    CHECK_FALSE(finds("真的不会过敏"));
    CHECK(finds("不好用，过敏"));
    CHECK(finds("是不是过敏"));
    CHECK_FALSE(finds("防过敏口罩"));
    auto const flags = [&](std::string_view text) {
        tone::ReplyCase const one{"退款三天没到账", text, tone::Style::plain};
        return !judge->score_reply(one).reading.found.empty();
    };
    CHECK(flags("小的该死"));
    CHECK_FALSE(flags("您说“小的该死”，我们看见了"));  // the brand does not own what it quotes
}

TEST_CASE("what is masked is judged as if it were not", "[tone][rules][F18][B16]") {
    auto const& judge = tone::Judge::shipped();
    auto const says_pii = [](tone::FanVerdict const& verdict) {
        return std::ranges::find(verdict.reasons, tone::FanLabel::pii, &tone::Reason::label) !=
               verdict.reasons.end();
    };
    for (std::string const text : {"打我电话13800138000，三天没人理", "身份证11010519900307128X，你们自己查",
                                   "卡号6222020100000000008没到账", "浙A12345就是我的车，被你们刮了",
                                   "住阳光小区3栋2单元501，快递呢", "订单号2026111112345678 催三次了"}) {
        INFO(text);
        auto const masked = mask_personal_data(text);
        auto const open = judge.score_fan({text});
        auto const hidden = judge.score_fan({masked});
        CHECK(open.reading.personal != 0);
        CHECK(open.reading.personal == hidden.reading.personal);
        CHECK(says_pii(judge.fan({text})));
        CHECK(says_pii(judge.fan({masked})));
    }
    CHECK_FALSE(says_pii(judge.fan({"转发//@小鱼:我的身份证是11010519900307128X"})));
    auto const shown = judge.reply({"快递呢", "您的身份证11010519900307128X已核对"});
    CHECK(shown.severity == 3);
}

TEST_CASE("the fan's words that a reply takes up are not the brand's, unless it says little else",
          "[tone][rules]") {
    auto const& judge = tone::Judge::shipped();
    auto const rules_in = [&](char const* to, char const* text) {
        std::vector<std::string> ids;
        for (auto const& one : judge.score_reply({to, text}).reading.found)
            ids.push_back(one.rule->id);
        return ids;
    };
    auto const has = [](std::vector<std::string> const& ids, std::string_view part) {
        return std::ranges::any_of(ids, [&](std::string const& id) { return id.find(part) != id.npos; });
    };
    auto const* own = "没看清公告就别来问，玻璃心的人不适合抢票，也不适合我们";
    CHECK(has(rules_in("票抢不到", own), "mock"));
    CHECK_FALSE(has(rules_in("别回我一句玻璃心", "没有人会说您玻璃心，票的事今天六点前给您答复，编号私信我"),
                    "mock"));
    CHECK(has(rules_in("别回我一句玻璃心", "玻璃心"), "mock"));  // little else
}

TEST_CASE("what touches politics, or plays where the public mourns, is for the lead", "[tone][rules][B17]") {
    auto const& judge = tone::Judge::shipped();
    for (std::string_view const text :
         {"台湾当然是一个国家呀", "俄乌战争谁对谁错，我们站正义这边", "默哀也要记得来直播间抢券哦哈哈哈😂"}) {
        CAPTURE(text);
        auto const verdict = judge.reply({"你们怎么看", text, tone::Style::playful});
        CHECK(verdict.delicate);
        CHECK(verdict.misstep);
        CHECK(verdict.severity == 3);
    }
    for (std::string_view const text : {"新疆西藏也包邮，运费我们出", "台湾口味的凤梨酥明天到货",
                                        "为遇难者默哀。今天的直播取消，改到周五晚八点"}) {
        CAPTURE(text);
        CHECK_FALSE(judge.reply({"今天还有吗", text}).delicate);
    }
}

TEST_CASE("a question that only complains asks nothing", "[tone][rules]") {
    for (std::string_view const text :
         {"凭什么不给我退款？", "难道排队三小时是我的错吗", "卖假货，你们有没有良心？"}) {
        CAPTURE(text);
        auto const verdict = tone::Judge::shipped().fan({text});
        CHECK_FALSE(verdict.has(tone::FanLabel::question));
        CHECK(verdict.has(tone::FanLabel::complaint));
    }
    CHECK(tone::Judge::shipped().fan({"凭什么证件可以领票？"}).has(tone::FanLabel::question));
}
