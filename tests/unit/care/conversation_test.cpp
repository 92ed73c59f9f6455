#include "support/talk.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

using namespace rw;
using namespace rw::care;
using namespace rw::test;

namespace {

Policy const policy;

}  // namespace

TEST_CASE("the clock runs from the oldest unanswered message", "[care][K1][K3]") {
    auto const standing =
        standing_of({asked(1, 0s, complaint), asked(2, 10min, "快点处理，退款"), asked(3, 20min, "好喜欢")});
    CHECK(standing.state == State::waiting);
    CHECK(standing.waiting_since == start);
    CHECK(standing.waiting_for == WeiboId{1});
    CHECK(standing.messages == 3);
    CHECK(standing.kind == Class::complaint);
    CHECK(standing.deadlines.due_at == start + 60min);
}

TEST_CASE("a quick answer counts although the platform dates it before its question", "[care]") {
    // weibo-api 3.1: dates are up to 3 s before and 1 s after the second in which the id was given out.
    auto const second =
        (std::chrono::duration_cast<std::chrono::seconds>(start.time_since_epoch()).count() - 515'483'463)
        << 22;
    auto const standing = standing_of({asked(second + 7, 1s, complaint), replied(second + 9, -3s)});
    CHECK(standing.state == State::answered);
    CHECK(standing.last_wait == Span{0});
    auto const again =
        standing_of({replied(second + 9, -3s), asked((std::int64_t{5} << 22) + second, 2s, complaint)});
    CHECK(again.state == State::waiting);
}

TEST_CASE("what is taken back waits no longer; an answer taken back leaves the fan waiting",
          "[care][K13][K15]") {
    auto const gone = [](std::int64_t id, Span at) { return Event{start + at, Withdrawn{WeiboId{id}}}; };
    auto const unsaid = [](std::int64_t id, Span at) {
        return Event{start + at, ReplyWithdrawn{WeiboId{id}}};
    };
    CHECK(standing_of({asked(1, 0s, complaint), gone(1, 5min)}).state == State::withdrawn);
    auto const half = standing_of({asked(1, 0s, complaint), asked(2, 10min, complaint), gone(1, 20min)});
    CHECK(half.state == State::waiting);
    CHECK(half.waiting_for == WeiboId{2});
    auto const back = standing_of({asked(1, 0s, complaint), replied(2, 10min), unsaid(2, 20min)});
    CHECK(back.state == State::waiting);
    CHECK(back.waiting_since == start);
    auto const answered = standing_of({asked(1, 0s, complaint), replied(2, 10min), gone(1, 20min)});
    CHECK(answered.state == State::answered);
    // In whichever order the facts become known.
    CHECK(standing_of({unsaid(2, 20min), replied(2, 10min), asked(1, 0s, complaint)}).state ==
          State::waiting);
    CHECK(standing_of({gone(1, 5min), asked(1, 0s, complaint)}).state == State::withdrawn);
}

TEST_CASE("a deadline that passed while we could not see is marked", "[care][K30]") {
    auto const unseen = Event{start + 61min, Passed{Passed::Which::ceiling, WeiboId{1}, false}};
    CHECK_FALSE(standing_of({asked(1, 0s, complaint), unseen}).observed);
    CHECK(standing_of({asked(1, 0s, complaint), passed(1, 61min, Passed::Which::ceiling)}).observed);
    auto read_late = asked(1, 0s, complaint);
    std::get<Asked>(read_late.what).seen_at = start + 3h;
    CHECK_FALSE(standing_of({read_late}).observed);
}

TEST_CASE("a graver message may bring the deadline nearer, never push it away", "[care][K3]") {
    auto const question = standing_of({asked(1, 0s, "请问多少钱")});
    CHECK(question.deadlines.due_at == start + 2h);
    auto const hurt = standing_of({asked(1, 0s, "请问多少钱"), asked(2, 30min, "用完过敏了")});
    CHECK(hurt.kind == Class::safety);
    CHECK(hurt.deadlines.due_at == start + 45min);
    CHECK(hurt.waiting_since == start);
}

TEST_CASE("a reply answers what was asked before it, and only that", "[care][K7]") {
    auto const answered = standing_of({asked(1, 0s, complaint), replied(9, 10min)});
    CHECK(answered.state == State::answered);
    CHECK(answered.answered_by == Uid{1904178193});
    CHECK(answered.last_wait == Span{10min});
    auto const asked_again =
        standing_of({asked(1, 0s, complaint), replied(9, 10min), asked(2, 20min, "还是没到账，退款呢")});
    CHECK(asked_again.state == State::waiting);
    CHECK(asked_again.waiting_since == start + 20min);
}

TEST_CASE("an automatic reply never answers", "[care][K6]") {
    CHECK(standing_of({asked(1, 0s, complaint), replied(9, 2s, "【自动回复】您好")}).state == State::waiting);
}

TEST_CASE("a message after the end opens a new wait, and the old one keeps its result", "[care][K17]") {
    auto const reopened = standing_of(
        {asked(1, 0s, complaint), {start + 5min, Closed{"li", "resolved"}}, asked(2, 1h, "又坏了")});
    CHECK(reopened.state == State::waiting);
    CHECK(reopened.waiting_since == start + 1h);
    CHECK(reopened.outcome.empty());
    auto const closed = standing_of({asked(1, 0s, complaint), {start + 5min, Closed{"li", "resolved"}}});
    CHECK(closed.state == State::closed);
    CHECK(closed.outcome == "resolved");
}

TEST_CASE("a claim holds until it is given back or a new wait begins", "[care]") {
    Event const claim{start + 1min, Claimed{"li", {}, {}}};
    CHECK(standing_of({asked(1, 0s, complaint), claim}).claimed_by == "li");
    CHECK(standing_of({asked(1, 0s, complaint), claim, {start + 2min, Released{"li"}}}).claimed_by.empty());
    CHECK(standing_of({asked(1, 0s, complaint), claim, replied(9, 3min), asked(2, 1h, complaint)})
              .claimed_by.empty());
}

TEST_CASE("a deadline is said once a wait", "[care][K26]") {
    auto const warned = standing_of({asked(1, 0s, complaint), passed(1, 20min, Passed::Which::warn)});
    CHECK(warned.warned);
    CHECK(next_deadline(warned) == start + 60min);
    CHECK(level_of(warned) == Level::yellow);
    auto const late = standing_of({asked(1, 0s, complaint), passed(1, 60min, Passed::Which::ceiling)});
    CHECK(next_deadline(late) == start + 90min);
    CHECK(level_of(late) == Level::orange);
    CHECK(next_deadline(standing_of({asked(1, 0s, complaint), passed(1, 60min, Passed::Which::ceiling),
                                     passed(1, 90min, Passed::Which::aged)})) == std::nullopt);
    // An older message of the same wait comes to light: nothing is said again.
    auto const older = standing_of(
        {asked(0, -30min, "退款呢"), asked(1, 0s, complaint), passed(1, 60min, Passed::Which::ceiling)});
    CHECK(older.late);
    auto const next_wait = standing_of({asked(1, 0s, complaint), passed(1, 60min, Passed::Which::ceiling),
                                        replied(9, 2h), asked(2, 3h, complaint)});
    CHECK_FALSE(next_wait.late);
    CHECK(next_deadline(next_wait) == start + 3h + 20min);
}

TEST_CASE("the second prod raises the level by one", "[care][K4]") {
    std::vector<Event> events{asked(1, 0s, complaint), asked(2, 5min, "人呢"),
                              passed(1, 35min, Passed::Which::ceiling)};
    CHECK(level_of(standing_of(events)) == Level::orange);
    events.push_back(asked(3, 36min, "在吗在吗"));
    CHECK(level_of(standing_of(events)) == Level::red);
}

TEST_CASE("history has no clock", "[care][K2]") {
    auto old = asked(1, 0s, complaint);
    std::get<Asked>(old.what).history = true;
    auto const standing = standing_of({old});
    CHECK(standing.state == State::closed);
    CHECK(standing.messages == 1);
}

TEST_CASE("any order of arrival of the same facts, doubled, ends the same", "[care]") {
    std::vector<Event> const facts{asked(1, 0s, complaint),
                                   asked(2, 3min, "人呢"),
                                   replied(3, 10min),
                                   asked(4, 12min, "好的谢谢"),
                                   asked(5, 2h, "又坏了"),
                                   replied(6, 2h, "【自动回复】您好"),
                                   {start + 3h, Claimed{"li", {}, {}}},
                                   passed(5, 2h + 20min, Passed::Which::warn),
                                   asked(7, 4h, "第三次问了"),
                                   {start + 5h, Unknown{99, "from tomorrow"}}};
    auto const wanted = standing_of(facts);
    std::mt19937 dice{7};
    for (int round = 0; round < 500; ++round) {
        auto shuffled = facts;
        shuffled.insert(shuffled.end(), facts.begin(), facts.end());
        std::shuffle(shuffled.begin(), shuffled.end(), dice);
        auto const standing = standing_of(shuffled);
        CHECK(standing.state == wanted.state);
        CHECK(standing.waiting_since == wanted.waiting_since);
        CHECK(standing.deadlines == wanted.deadlines);
        CHECK(standing.messages == wanted.messages);
        CHECK(standing.warned == wanted.warned);
        CHECK(standing.kind == wanted.kind);
        CHECK(standing.claimed_by == wanted.claimed_by);
    }
}

TEST_CASE("a log stays bounded, and the beginning of a wait is never let go", "[care][R-B1]") {
    Conversation talk;
    for (int i = 0; i < 500; ++i)
        add(talk, asked(i + 1, std::chrono::minutes{i}, complaint));
    CHECK(talk.events.size() <= 200);
    auto const standing = fold(talk, policy);
    CHECK(standing.waiting_since == start);
    CHECK(standing.messages == 500);
    add(talk, replied(9000, 600min));
    for (int i = 0; i < 50; ++i)
        add(talk, asked(10000 + i, std::chrono::minutes{700 + i}, complaint));
    CHECK(talk.events.size() <= 200);
    CHECK(fold(talk, policy).waiting_since == start + 700min);
}

namespace {

Event messaged(std::int64_t id, Span at, std::string text) {
    auto event = asked(id, at, std::move(text));
    std::get<Asked>(event.what).kind = Kind::message;
    return event;
}

}  // namespace

TEST_CASE("nobody can answer a private message after 48 hours", "[care][weibo-api 8.4]") {
    struct Row {
        std::string what;
        std::vector<Event> events;
        std::optional<Span> warn;
        Span due;
        Span expires;
    };
    std::vector<Row> const rows{
        {"a complaint keeps its own deadlines", {messaged(1, 0s, complaint)}, 20min, 60min, 48h},
        {"a later message moves the end, not the deadlines",
         {messaged(1, 0s, complaint), messaged(2, 10h, "在吗")},
         20min,
         60min,
         58h},
        {"even thanks move the end",
         {messaged(1, 0s, complaint), messaged(2, 10h, "谢谢")},
         20min,
         60min,
         58h},
    };
    for (auto const& row : rows) {
        CAPTURE(row.what);
        auto const standing = standing_of(row.events);
        CHECK(standing.deadlines.warn_at == start + *row.warn);
        CHECK(standing.deadlines.due_at == start + row.due);
        CHECK(standing.deadlines.expires_at == start + row.expires);
    }
    CHECK_FALSE(standing_of({asked(1, 0s, complaint)}).deadlines.expires_at);
}

TEST_CASE("on days off the end of the window is warned of 4 hours before", "[care][weibo-api 8.4]") {
    Policy closed;
    closed.calendar = Calendar{Calendar::Week{}, Zone{"Asia/Shanghai", 8h}};
    auto const standing = standing_of({messaged(1, 0s, complaint)}, closed);
    CHECK(standing.deadlines.warn_at == start + 44h);
    CHECK(standing.deadlines.due_at == start + 48h);
    CHECK(next_deadline(standing) == start + 44h);
    CHECK(passed_deadline(standing, start + 44h - 1ms) == std::nullopt);
    CHECK(passed_deadline(standing, start + 44h) == Passed{Passed::Which::warn, WeiboId{1}});
    CHECK(passed_deadline(standing, start + 48h) == Passed{Passed::Which::ceiling, WeiboId{1}});
}

TEST_CASE("a private thread whose window has passed ends by itself, once", "[care][weibo-api 8.4]") {
    std::vector<Event> events{messaged(1, 0s, complaint), messaged(2, 1h, "在吗"),
                              passed(1, 60min, Passed::Which::ceiling),
                              passed(1, 90min, Passed::Which::aged)};
    auto const late = standing_of(events);
    CHECK(next_deadline(late) == start + 49h);
    CHECK(passed_deadline(late, start + 49h) == Passed{Passed::Which::expiry, WeiboId{2}});
    events.push_back(passed(2, 49h, Passed::Which::expiry));
    auto const over = standing_of(events);
    CHECK(over.state == State::closed);
    CHECK(over.outcome == "expired");
    CHECK(next_deadline(over) == std::nullopt);
    events.push_back(messaged(3, 60h, complaint));
    auto const again = standing_of(events);
    CHECK(again.state == State::waiting);
    CHECK(again.outcome.empty());
    CHECK_FALSE(again.late);
    CHECK(again.deadlines.expires_at == start + 108h);
}

TEST_CASE("the window shuts by itself, whether that was said before the fan wrote again or not",
          "[care][weibo-api 8.4]") {
    auto const unsaid = standing_of({messaged(1, 0s, complaint), messaged(2, 60h, "发货了吗")});
    CHECK(unsaid.waiting_for == WeiboId{2});
    CHECK(unsaid.messages == 2);
    auto const said = standing_of(
        {messaged(1, 0s, complaint), passed(1, 48h, Passed::Which::expiry), messaged(2, 60h, "发货了吗")});
    CHECK(said.waiting_since == unsaid.waiting_since);
    CHECK(said.deadlines == unsaid.deadlines);
}

TEST_CASE("a thread that ran out and was opened again by a person waits without an end", "[care]") {
    std::vector<Event> events{messaged(1, 0s, complaint), passed(1, 60min, Passed::Which::ceiling),
                              passed(1, 90min, Passed::Which::aged), passed(1, 48h, Passed::Which::expiry),
                              then(49h, Reopened{"王"})};
    auto const again = standing_of(events);
    CHECK(again.state == State::waiting);
    CHECK(next_deadline(again) == std::nullopt);  // what was said is not said again, for ever
}

TEST_CASE("a message that comes to light after the end was said keeps the window open", "[care]") {
    auto const standing = standing_of({messaged(1, 0s, complaint), passed(1, 1h, Passed::Which::ceiling),
                                       passed(1, 90min, Passed::Which::aged),
                                       passed(1, 48h, Passed::Which::expiry), messaged(2, 47h, "在吗")});
    CHECK(standing.state == State::waiting);
    CHECK(standing.waiting_since == start);
    CHECK(next_deadline(standing) == start + 95h);
}

TEST_CASE("an answered or closed thread has no end to wait for", "[care]") {
    auto const closed = standing_of({messaged(1, 0s, complaint), {start + 5min, Closed{"li", "resolved"}}});
    CHECK(next_deadline(closed) == std::nullopt);
    auto const stale = standing_of({messaged(1, 0s, complaint),
                                    {start + 5min, Closed{"li", "resolved"}},
                                    passed(1, 48h, Passed::Which::expiry)});
    CHECK(stale.outcome == "resolved");
}
