// What is told of the brand's own words.
#include "alert/waiting.hpp"

#include <catch2/catch.hpp>

using namespace rw;

namespace {

TimePoint const noon = TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 10 / 12}} + 4h;

/// A fan complained, and the brand mocked.
care::Conversation mocked() {
    care::Conversation talk;
    talk.id = ConversationId{"C"};
    talk.fan = {Uid{5}, "小鱼爱吃鱼", 320, -1};
    care::Asked asked;
    asked.id = WeiboId{1};
    asked.text = "退款三天了还没到账";
    care::Replied reply;
    reply.id = WeiboId{2};
    reply.to = Uid{5};
    reply.text = "呵呵，就这？";
    reply.seen_at = noon + 1min;
    reply.judged_with = asked.id;
    reply.verdict.misstep = true;
    reply.verdict.severity = 2;
    reply.verdict.reasons = {{tone::ReplyLabel::mocking, 0, 0, 2}};
    talk.events = {{noon, asked}, {noon + 1min, reply}};
    return talk;
}

alert::Trouble told_of(care::Conversation const& talk) {
    care::Policy const policy;
    auto const standing = care::fold(talk, policy);
    alert::Waiting const waiting{AccountId{"yunzhi"}, talk, standing, policy.bands,
                                 "https://weibo.com/1/abc"};
    return alert::risk_trouble(waiting, {care::Risk::What::misstep, WeiboId{2}});
}

std::vector<std::string> rules_of(alert::Trouble const& trouble) {
    std::vector<std::string> rules;
    for (auto const& reason : trouble.reasons)
        rules.push_back(reason.rule);
    return rules;
}

}  // namespace

TEST_CASE("a misstep is told with its words, what they answered, and for routes its labels",
          "[alert][misstep]") {
    auto const trouble = told_of(mocked());
    CHECK(trouble.level == care::Level::orange);
    CHECK(trouble.quote == "呵呵，就这？");
    CHECK(trouble.about.find("退款三天了") != std::string::npos);
    CHECK(trouble.labels == std::vector<std::string>{"mocking"});
    CHECK(rules_of(trouble) == std::vector<std::string>{"mocking"});
    CHECK(trouble.exposure.followers == 320);
    CHECK(trouble.about.find("” · 粉丝 320\n") != std::string::npos);
}

TEST_CASE("what followed a reply counts against it: the fan's next words, and the crowd's",
          "[alert][misstep][F23]") {
    auto angrier = mocked();
    care::Asked again;
    again.id = WeiboId{3};
    again.text = "行，截图了，12315见";
    again.verdict.risk = 3;
    angrier.events.push_back({noon + 5min, again});
    CHECK(rules_of(told_of(angrier)) == std::vector<std::string>{"mocking", "F23"});
    auto crowded = mocked();
    crowded.crowd.critical = 3;
    crowded.crowd.last_at = noon;
    CHECK(rules_of(told_of(crowded)).size() == 1);  // they spoke before it
    crowded.crowd.last_at = noon + 10min;
    crowded.crowd.text = "这客服太过分了";
    auto const trouble = told_of(crowded);
    REQUIRE(rules_of(trouble) == std::vector<std::string>{"mocking", "F23"});
    CHECK(trouble.reasons.back().words == "这客服太过分了");
    auto outvoted = mocked();
    outvoted.crowd.gravest = WeiboId{9};
    outvoted.events.push_back({noon + 20min, care::Spread{WeiboId{9}, 86, 0}});
    outvoted.events.push_back({noon + 20min, care::Spread{WeiboId{2}, 3, 0}});
    auto const liked = told_of(outvoted);
    REQUIRE(rules_of(liked) == std::vector<std::string>{"mocking", "F23"});
    CHECK(liked.reasons.back().why == "批评的话有 86 个赞，这条回复 3 个");
}

TEST_CASE("how far the words have gone is told with them", "[alert][misstep][B12]") {
    auto passed_on = mocked();
    passed_on.events.push_back({noon + 20min, care::Spread{WeiboId{1}, 86, 12}});
    passed_on.events.push_back({noon + 20min, care::Spread{WeiboId{2}, 3, 40}});
    auto const trouble = told_of(passed_on);
    CHECK(trouble.exposure.reposts == 40);  // of our own reply most
    CHECK(trouble.exposure.likes == 0);     // calm words that are liked are not against us
    CHECK(trouble.about.find("” · 粉丝 320 · 40 次转发\n") != std::string::npos);
}

TEST_CASE("a misstep names the reply that it is about", "[alert][misstep]") {
    CHECK(told_of(mocked()).reply == WeiboId{2});
}
