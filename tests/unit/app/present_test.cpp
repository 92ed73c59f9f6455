// What people's programs are shown of a conversation.
#include "app/present.hpp"
#include "support/talk.hpp"

#include <rapidjson/document.h>

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::test;
using care::Conversation;
using Value = rapidjson::Value;

namespace {

AccountId const account{"yunzhi"};

rapidjson::Document shown_of(Conversation const& talk, Span at, care::Policy const& policy = {},
                             bool detail = true) {
    Json out;
    app::Shown const shown{account, talk, policy, true, start + at};
    detail ? app::write_detail(out, shown) : app::write_summary(out, shown);
    rapidjson::Document document;
    document.Parse(out.text().c_str());
    REQUIRE_FALSE(document.HasParseError());
    return document;
}

rapidjson::Document shown_of(std::vector<care::Event> events, Span at, care::Policy const& policy = {}) {
    return shown_of(talk_of(std::move(events)), at, policy);
}

/// A member as text: `null`, `yes`, `no` where it is none.
std::string text(Value const& object, char const* name) {
    REQUIRE(object.HasMember(name));
    auto const& value = object[name];
    if (value.IsNull()) return "null";
    if (value.IsBool()) return value.GetBool() ? "yes" : "no";
    REQUIRE(value.IsString());
    return value.GetString();
}

std::string instant(Span at) {
    return to_rfc3339(start + at);
}

care::Policy with_robots_under(Span quick) {
    care::Policy policy;
    policy.robots.quick = quick;
    return policy;
}

care::Event claimed(Span at, std::string by, Span until, std::string given_by = {}) {
    return then(at, care::Claimed{std::move(by), std::move(given_by), start + until});
}

}  // namespace

TEST_CASE("the holder is whoever holds it now, not whoever once claimed it", "[app][present]") {
    std::vector<care::Event> const events{asked(1, 0min, complaint), claimed(5min, "li", 35min, "lead")};
    auto const held = shown_of(events, 30min);
    CHECK(text(held, "claimed_by") == "li");
    CHECK(text(held, "claimed_until") == instant(35min));
    CHECK(text(held, "assigned_by") == "lead");
    auto const over = shown_of(events, 35min);
    CHECK(text(over, "claimed_by") == "null");
    CHECK(text(over, "claimed_until") == "null");
    CHECK(text(over, "assigned_by") == "null");
}

TEST_CASE("a pause is shown while it lasts, with who and why", "[app][present][K18]") {
    std::vector<care::Event> const events{asked(1, 0min, complaint),
                                          then(5min, care::Paused{"li", start + 2h, "等仓库回话"})};
    auto const paused = shown_of(events, 1h);
    CHECK(text(paused, "paused_until") == instant(2h));
    CHECK(text(paused, "paused_by") == "li");
    CHECK(text(paused, "pause_reason") == "等仓库回话");
    auto const over = shown_of(events, 2h);
    for (auto const* name : {"paused_until", "paused_by", "pause_reason"})
        CHECK(text(over, name) == "null");
}

TEST_CASE("an answer says who gave it and how we know; nobody is guessed", "[app][present][K8]") {
    auto const by_claim =
        shown_of({asked(1, 0min, complaint), claimed(5min, "li", 2h), replied(2, 10min)}, 1h);
    CHECK(text(by_claim["answered_as"], "name") == "li");
    CHECK(text(by_claim["answered_as"], "by") == "claim");
    CHECK(text(by_claim["replies"][0]["answered_as"], "name") == "li");

    auto const signed_one = shown_of({asked(1, 0min, complaint), replied(2, 10min, "今天到账 ^王")}, 1h);
    CHECK(text(signed_one["answered_as"], "by") == "sign_off");
    CHECK(text(signed_one["replies"][0], "signed_by") == "王");

    auto const nobody = shown_of({asked(1, 0min, complaint), replied(2, 10min)}, 1h);
    CHECK(text(nobody["answered_as"], "name") == "null");
    CHECK(text(nobody["answered_as"], "by") == "unknown");
    CHECK(shown_of({asked(1, 0min, complaint)}, 1h)["answered_as"].IsNull());
}

TEST_CASE("automatic replies say what gave them away, the too quick ones as well", "[app][present][K6]") {
    auto const shown =
        shown_of({asked(1, 0min, complaint), replied(2, 1s, "您好，有什么可以帮您"),
                  replied(3, 1min, "【自动回复】稍后联系您"), replied(4, 9min, "退款今天到账")},
                 1h, with_robots_under(2s));
    auto const& replies = shown["replies"];
    REQUIRE(replies.Size() == 3);
    CHECK(text(replies[0], "auto") == "yes");
    CHECK(text(replies[0], "auto_because") == "quick");
    CHECK(text(replies[1], "auto") == "yes");
    CHECK(text(replies[1], "auto_because") == "marked");
    CHECK(text(replies[2], "auto") == "no");
    CHECK(text(replies[2], "auto_because") == "null");
    CHECK(text(shown["timeline"][1], "what") == "auto_replied");
    CHECK(text(shown, "answered_at") == instant(9min));
}

TEST_CASE("a reply that was meant for another says so, and how sure we are of each",
          "[app][present][K9][K12]") {
    auto const shown = shown_of({asked(1, 0min, complaint), replied(2, 5min, "@阿强 您的退款到账了"),
                                 then(5min, care::Misdirected{WeiboId{2}}),
                                 replied(3, 9min, "退款三天内到账", care::MatchedBy::by_text)},
                                1h);
    auto const& replies = shown["replies"];
    CHECK(text(replies[0], "misdirected") == "yes");
    CHECK(text(replies[1], "misdirected") == "no");
    CHECK(text(replies[1]["match"], "how") == "text");
    CHECK(replies[1]["match"]["confidence"].GetDouble() < care::sure);
    CHECK(text(shown, "probably_answered") == "yes");
    CHECK(text(shown, "state") == "waiting");
}

TEST_CASE("an edited message reads as it reads now, and a corrected one says to what",
          "[app][present][K16]") {
    auto const later = "退款三天没到账，孩子都吃住院了";
    auto const shown =
        shown_of({asked(1, 0min, "请问怎么安装"), asked(2, 1min, "好看"),
                  then(3min, care::Edited{WeiboId{1}, start + 3min, later, tone::judge_fan(later)}),
                  then(4min, care::Reclassified{"li", WeiboId{2}, tone::FanLabel::sarcasm})},
                 1h);
    auto const& messages = shown["messages"];
    CHECK(text(messages[0], "edited") == "yes");
    CHECK(text(messages[0], "text") == later);
    CHECK(text(messages[0], "created_at") == instant(0min));
    CHECK(messages[0]["risk"].GetInt() == tone::judge_fan(later).risk);
    CHECK(text(messages[0], "corrected_to") == "null");
    CHECK(text(messages[1], "edited") == "no");
    CHECK(text(messages[1], "corrected_to") == "sarcasm");
}

TEST_CASE("a promise is owed until the next word, and broken once its time has passed",
          "[app][present][B14]") {
    std::vector<care::Event> const events{asked(1, 0min, complaint),
                                          replied(2, 5min, "您好，2小时内给您答复")};
    auto const owed = shown_of(events, 1h);
    REQUIRE(owed["promises"].Size() == 1);
    CHECK(text(owed["promises"][0], "due_at") == instant(2h + 5min));
    CHECK(text(owed["promises"][0], "broken") == "no");
    CHECK(text(owed["promises"][0], "reply") == "2");
    CHECK(text(shown_of(events, 3h)["promises"][0], "broken") == "yes");
    auto kept = events;
    kept.push_back(replied(3, 1h, "已退款，请查收"));
    CHECK(shown_of(kept, 3h)["promises"].Empty());
}

TEST_CASE("what is true of a conversation as a whole", "[app][present]") {
    auto const in_private = shown_of({asked(1, 0min, complaint), then(5min, care::MovedToPrivate{"li"})}, 1h);
    CHECK(text(in_private, "moved_to_private") == "yes");
    CHECK(text(in_private, "state") == "waiting");

    auto const covered =
        shown_of({asked(1, 0min, complaint), then(5min, care::Covered{"li", "https://weibo.com/1/Abc"})}, 1h);
    CHECK(text(covered, "statement") == "https://weibo.com/1/Abc");
    CHECK(text(covered, "state") == "covered");

    auto const early = shown_of({asked(1, 0min, "好喜欢你们家的被子"), replied(2, 40s, "谢谢")}, 1h);
    CHECK(text(early, "early") == "yes");

    auto const bait =
        shown_of({asked(1, 0min, complaint), replied(2, 5min, "今天到账"),
                  then(9min, care::Edited{WeiboId{1}, start + 9min, "骗子", tone::judge_fan("骗子")})},
                 1h);
    CHECK(text(bait, "edited_after_answer") == "yes");

    auto const aged = shown_of({asked(1, 0min, complaint), passed(1, 60min, care::Passed::Which::ceiling),
                                passed(1, 90min, care::Passed::Which::aged)},
                               2h);
    CHECK(text(aged, "aged") == "yes");
}

TEST_CASE("the timeline says until when, and of which item", "[app][present]") {
    auto const shown =
        shown_of({asked(1, 0min, complaint), claimed(5min, "li", 2h), replied(2, 10min),
                  asked(3, 20min, complaint), then(25min, care::Paused{"wang", start + 3h, "等仓库"}),
                  passed(3, 80min, care::Passed::Which::ceiling)},
                 2h);
    auto const& lines = shown["timeline"];
    REQUIRE(lines.Size() == 6);
    CHECK(text(lines[0], "of") == "1");
    CHECK(text(lines[1], "what") == "claimed");
    CHECK(text(lines[1], "until") == instant(2h));
    CHECK_FALSE(lines[1].HasMember("of"));
    CHECK(text(lines[2], "of") == "2");
    CHECK_FALSE(lines[2].HasMember("until"));
    CHECK(text(lines[4], "until") == instant(3h));
    CHECK(text(lines[4], "text") == "等仓库");
    CHECK(text(lines[5], "of") == "3");
}

TEST_CASE("a list shows the same of each, with a count of messages", "[app][present][contract]") {
    auto const talk = talk_of({asked(1, 0min, complaint), asked(2, 1min, "在吗"), claimed(5min, "li", 2h)});
    auto const summary = shown_of(talk, 1h, {}, false);
    auto const detail = shown_of(talk, 1h);
    CHECK(summary["messages"].GetInt() == 2);
    for (auto const& member : summary.GetObject()) {
        CAPTURE(member.name.GetString());
        REQUIRE(detail.HasMember(member.name));
        bool const same = member.value == detail[member.name];
        CHECK((same || member.name == "messages"));
    }
    for (auto const* name :
         {"id",         "account", "kind",        "state",      "class",         "labels",   "risk",
          "level",      "fan",     "text",        "url",        "waiting_since", "seen_at",  "lag_s",
          "warn_at",    "due_at",  "floor_at",    "waited_s",   "observed",      "messages", "prods",
          "claimed_by", "outcome", "answered_at", "answered_by"}) {
        CAPTURE(name);
        CHECK(summary.HasMember(name));
    }
}
