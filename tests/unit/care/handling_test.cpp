#include "support/talk.hpp"

#include "care/corrected.hpp"
#include "care/handling.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::care;
using namespace rw::test;

namespace {

TimePoint const now = start + 10min;
Actor const li{"li"};
Actor const wang{"wang"};
Actor const lead{"zhao", true};

Standing held_by_li() {
    return standing_of({asked(1, 0s, complaint), then(1min, Claimed{"li", "", start + 2h})});
}
Standing waiting() {
    return standing_of({asked(1, 0s, complaint)});
}
Standing answered() {
    return standing_of({asked(1, 0s, complaint), replied(2, 1min)});
}

std::string refusal(Deed const& deed, Fault kind = Fault::refused) {
    REQUIRE_FALSE(deed.has_value());
    CHECK(deed.error().kind == kind);
    return deed.error().doing;
}

std::string done(Deed const& deed) {
    if (!deed) FAIL(deed.error().doing);
    return *deed ? std::string{name_of(**deed)} : "nothing";
}

}  // namespace

TEST_CASE("a claim is one person's until it ends", "[care][staff]") {
    CHECK(done(claim(waiting(), li, now, 2h)) == "claimed");
    CHECK(refusal(claim(held_by_li(), wang, now, 2h)) == "li has claimed it already");
    CHECK(refusal(claim(held_by_li(), lead, now, 2h)) == "li has claimed it already");
    CHECK(done(claim(held_by_li(), li, now, 2h)) == "claimed");  // and lasts longer
    CHECK(done(claim(held_by_li(), wang, start + 2h, 2h)) == "claimed");
    CHECK(refusal(claim(answered(), li, now, 2h)) == "nobody waits here any more: it is answered");
}

TEST_CASE("only the holder, or who may overrule, changes what is held", "[care][staff]") {
    auto const held = held_by_li();
    CHECK(done(release(held, li, now)) == "released");
    CHECK(refusal(release(held, wang, now)) == "li has claimed it already");
    CHECK(done(release(held, lead, now)) == "released");
    CHECK(done(release(waiting(), wang, now)) == "nothing");
    CHECK(done(assign(held, lead, "wang", now, 2h)) == "assigned");
    CHECK(refusal(assign(held, wang, "wang", now, 2h)) == "li has claimed it already");
    CHECK(refusal(close(held, wang, "resolved", now)) == "li has claimed it already");
    CHECK(done(close(held, li, "resolved", now)) == "closed");
}

TEST_CASE("an end has an outcome that is known", "[care][A1]") {
    CHECK(refusal(close(waiting(), li, "done", now), Fault::bad_input).find("resolved, answered") !=
          std::string::npos);
    auto const closed = standing_of({asked(1, 0s, complaint), then(5min, Closed{"li", "resolved"})});
    CHECK(done(close(closed, wang, "resolved", now)) == "nothing");
    CHECK(done(reopen(closed, wang, now)) == "reopened");
    CHECK(refusal(reopen(answered(), wang, now)).find("answered") != std::string::npos);
}

TEST_CASE("a pause has a reason and an end, and is not for risks", "[care][K18]") {
    CHECK(done(pause(waiting(), li, now + 1h, "等仓库", now)) == "paused");
    CHECK(refusal(pause(waiting(), li, now + 1h, "", now), Fault::bad_input).find("reason") !=
          std::string::npos);
    CHECK(refusal(pause(waiting(), li, now, "等", now), Fault::bad_input).find("until") != std::string::npos);
    CHECK(refusal(pause(waiting(), li, now + 31 * 24h, "等", now), Fault::bad_input).find("30 days") !=
          std::string::npos);
    auto const hurt = standing_of({asked(1, 0s, "用完过敏住院了")});
    CHECK(refusal(pause(hurt, li, now + 1h, "等", now)).find("safety") != std::string::npos);
    auto const paused = standing_of({asked(1, 0s, complaint), then(1min, Paused{"li", start + 1h, "等"})});
    CHECK(done(resume(paused, wang, now)) == "resumed");
    CHECK(done(resume(waiting(), wang, now)) == "nothing");
}

TEST_CASE("covering, moving to private and correcting say what they need", "[care][K10][K11]") {
    CHECK(done(cover(waiting(), li, "https://weibo.com/1/A", now)) == "covered");
    CHECK(refusal(cover(waiting(), li, "", now), Fault::bad_input).find("statement") != std::string::npos);
    CHECK(refusal(cover(answered(), li, "x", now)).find("answered") != std::string::npos);
    CHECK(done(move_to_private(waiting(), li, now)) == "moved_to_private");
    CHECK(done(correct(waiting(), li, "praise", now)) == "reclassified");
    CHECK(refusal(correct(waiting(), li, "nonsense", now), Fault::bad_input).find("complaint") !=
          std::string::npos);
}

TEST_CASE("words judged wrong are judged as the person says", "[care][staff]") {
    auto const talk = [](tone::FanLabel label) {
        return standing_of({asked(1, 0s, complaint), then(1min, Reclassified{"li", WeiboId{1}, label})});
    };
    CHECK(talk(tone::FanLabel::question).kind == Class::question);
    CHECK(talk(tone::FanLabel::question).deadlines.due_at == start + 2h);
    CHECK(talk(tone::FanLabel::spam).state != State::waiting);
    CHECK(talk(tone::FanLabel::closing).state != State::waiting);
}

TEST_CASE("a reply judged wrong bears what the person says, and `fine` is told to nobody",
          "[care][staff][tone]") {
    Replied reply;
    reply.id = WeiboId{2};
    reply.seen_at = start + 1min;
    reply.text = "您自己没看清吧";
    reply.judged_with = WeiboId{1};
    reply.verdict = {{{tone::ReplyLabel::blame, 0, 0, 1}}, 2, true};
    auto const talk = [&](std::optional<tone::ReplyLabel> label) {
        return test::talk_of(
            {asked(1, 0s, complaint), then(1min, reply), then(2min, Rejudged{"li", WeiboId{2}, label})});
    };
    CHECK(fold(test::talk_of({asked(1, 0s, complaint), then(1min, reply)}), {}).risks.size() == 1);
    CHECK(fold(talk(std::nullopt), {}).risks.empty());
    CHECK(verdict_of(talk(tone::ReplyLabel::cold).events, reply).labels() ==
          std::vector{tone::ReplyLabel::cold});
    CHECK(verdict_of(talk(tone::ReplyLabel::pii).events, reply).severity == 3);

    auto const plain = test::talk_of({asked(1, 0s, complaint), then(1min, reply)});
    CHECK(done(correct_reply(plain, li, "2", "fine", now)) == "rejudged");
    CHECK(done(correct_reply(plain, li, "2", "officialese", now)) == "rejudged");
    CHECK(refusal(correct_reply(plain, li, "3", "fine", now), Fault::gone).find("`3`") != std::string::npos);
    CHECK(
        refusal(correct_reply(plain, li, "2", "praise", now), Fault::bad_input).find("fine, condescending") !=
        std::string::npos);
}

TEST_CASE("what people have corrected last is a case to learn from", "[care][staff][tone]") {
    Replied reply;
    reply.id = WeiboId{2};
    reply.text = "您自己没看清吧";
    reply.judged_with = WeiboId{1};
    auto const talk = test::talk_of({asked(1, 0s, complaint), then(1min, reply),
                                     then(2min, Reclassified{"li", WeiboId{1}, tone::FanLabel::question}),
                                     then(3min, Reclassified{"wang", WeiboId{1}, tone::FanLabel::safety}),
                                     then(4min, Rejudged{"li", WeiboId{2}, std::nullopt}),
                                     then(5min, Rejudged{"li", WeiboId{9}, std::nullopt})});
    auto const cases = cases_of(talk);
    REQUIRE(cases.fan.size() == 1);
    CHECK(*cases.fan[0].text == complaint);
    CHECK(cases.fan[0].verdict.labels() == std::vector{tone::FanLabel::safety});
    CHECK(cases.fan[0].verdict.risk == 3);
    REQUIRE(cases.reply.size() == 1);
    CHECK(cases.reply[0].asked->id == WeiboId{1});
    CHECK_FALSE(cases.reply[0].verdict.misstep);
}
