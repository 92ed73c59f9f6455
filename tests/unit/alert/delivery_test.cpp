#include "alert/delivery.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::alert;
using How = Taken::How;

namespace {

TimePoint const noon = TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 10 / 12}} + 4h;
Persistence const chat{false, 12, 24h};
Persistence const webhook{true, 12, 24h};

Notice fresh() {
    Notice notice;
    notice.id = NoticeId{"N"};
    notice.state = NoticeState::sending;
    notice.made_at = noon;
    return notice;
}

}  // namespace

TEST_CASE("what a channel answers decides what comes next", "[alert][delivery 4]") {
    struct Row {
        How how;
        NoticeState next;
    };
    static constexpr Row rows[] = {
        {How::accepted, NoticeState::sent},      {How::retry, NoticeState::retry},
        {How::rate_limited, NoticeState::retry}, {How::refused, NoticeState::dead},
        {How::misconfigured, NoticeState::dead}, {How::too_long, NoticeState::retry},
        {How::ambiguous, NoticeState::retry},
    };
    for (auto const& row : rows) {
        for (auto const& persistence : {chat, webhook}) {
            CAPTURE(static_cast<int>(row.how), persistence.idempotent);
            auto const after = after_attempt(persistence, fresh(), {row.how, "why", {}, 5ms}, noon);
            CHECK(after.state == row.next);
            REQUIRE(after.attempts.size() == 1);
            CHECK(after.attempts[0].outcome == (row.how == How::accepted ? "ok" : "why"));
        }
    }
}

TEST_CASE("retries wait longer and longer, and end", "[alert]") {
    auto notice = fresh();
    auto now = noon;
    Span last{0};
    int attempts = 0;
    while (notice.state != NoticeState::dead) {
        notice = after_attempt(webhook, notice, {How::retry, "HTTP 500", {}, 5ms}, now);
        ++attempts;
        if (notice.state == NoticeState::dead) break;
        auto const pause = notice.due - now;
        CHECK(pause > last / 2);
        last = pause;
        now = notice.due;
    }
    CHECK(attempts == 12);
    CHECK(now - noon > 1h);
}

TEST_CASE("a channel's own word on when to come back is taken", "[alert]") {
    auto const after = after_attempt(webhook, fresh(), {How::retry, "503", 90s, 5ms}, noon);
    CHECK(after.due == noon + 90s);
}

TEST_CASE("being over the limit is not the message's fault", "[alert]") {
    auto notice = fresh();
    for (int i = 0; i < 50; ++i)
        notice = after_attempt(chat, notice, {How::rate_limited, "130101", 10min, 5ms}, noon);
    CHECK(notice.state == NoticeState::retry);
    CHECK(notice.attempts.size() == 20);
}

TEST_CASE("too long, it is made shorter and sent again at once", "[alert]") {
    auto const after = after_attempt(chat, fresh(), {How::too_long, "460101", {}, 5ms}, noon);
    CHECK(after.shrink == 1);
    CHECK(after.due == noon);
}

TEST_CASE("an unknown outcome: a chat once more and marked, a channel with ids as often as it takes",
          "[alert][delivery 6.3]") {
    auto once = after_unknown(chat, fresh(), noon);
    CHECK(once.state == NoticeState::retry);
    CHECK(once.possibly_repeated);
    CHECK(once.due == noon);
    CHECK(after_unknown(chat, once, noon).state == NoticeState::sent);
    auto hook = fresh();
    for (int i = 0; i < 5; ++i) {
        hook = after_unknown(webhook, hook, noon);
        CHECK(hook.state == NoticeState::retry);
        CHECK(hook.possibly_repeated);
    }
}

TEST_CASE("a budget holds within every window, pauses, and survives a restart", "[alert]") {
    Budget budget{{18, 60s}};
    auto now = noon;
    std::vector<TimePoint> sent;
    for (int i = 0; i < 100; ++i) {
        now = budget.next(now);
        budget.spent(now);
        sent.push_back(now);
        now += 100ms;
        Budget reborn{{18, 60s}};
        reborn.unpack(budget.pack());
        CHECK(reborn.next(now) == budget.next(now));
        CHECK(reborn.free(now) == budget.free(now));
    }
    for (std::size_t i = 18; i < sent.size(); ++i)
        CHECK(sent[i] - sent[i - 18] >= 60s);
    budget.pause_until(now + 10min);
    CHECK(budget.free(now) == 0);
    CHECK(budget.next(now) == now + 10min);
    CHECK(Budget{{0, 0s}}.free(now) > 1000);
    auto const before = budget.pack();
    budget.unpack("nonsense");
    budget.unpack("");
    CHECK(budget.pack() == before);
}

TEST_CASE("what a channel does not deliver goes another way, once", "[alert][delivery]") {
    Fallback const mail{ChannelId{"mail"}, 5min};
    Notice notice;
    notice.id = NoticeId{"N1"};
    notice.channel = ChannelId{"group"};
    notice.mention = {"li"};
    notice.made_at = noon;
    notice.state = NoticeState::retry;
    notice.attempts.push_back({noon, "timed out", 1s});
    CHECK_FALSE(pass_on(mail, notice, noon + 4min));
    CHECK_FALSE(pass_on(Fallback{}, notice, noon + 1h));
    auto const other = pass_on(mail, notice, noon + 5min);
    REQUIRE(other);
    CHECK(other->channel == ChannelId{"mail"});
    CHECK(other->instead_of == notice.id);
    CHECK(other->id != notice.id);
    CHECK(other->state == NoticeState::pending);
    CHECK(other->mention == notice.mention);
    CHECK(other->attempts.empty());
    CHECK_FALSE(pass_on(mail, notice, noon + 10min));
    Notice dead;
    dead.id = NoticeId{"N2"};
    dead.made_at = noon;
    dead.state = NoticeState::dead;
    CHECK(pass_on(mail, dead, noon));
}
