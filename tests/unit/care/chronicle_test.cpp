#include "support/talk.hpp"

#include "care/chronicle.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::care;
using namespace rw::test;

namespace {

History history_of(std::vector<Event> events, TimePoint now, Policy const& policy = {}) {
    History history;
    chronicle(talk_of(std::move(events)), policy, {Uid{7}}, now, history);
    return history;
}

}  // namespace

TEST_CASE("every wait is a record of its own, with how it ended and by whom", "[care][K17][K27]") {
    auto const history =
        history_of({asked(1, 0s, complaint), asked(2, 1min, "在吗"), then(5min, Claimed{"li", {}, {}}),
                    replied(3, 90min, "退款今天到账"), asked(4, 3h, "多少钱"),
                    then(4h, Closed{"wang", "resolved"}), asked(5, 5h, complaint)},
                   start + 6h);
    REQUIRE(history.waits.size() == 3);
    auto const& first = history.waits[0];
    CHECK(first.end == Wait::End::answered);
    CHECK(first.kind == Class::complaint);
    CHECK(first.messages == 2);
    CHECK(first.ended_by == "li");
    CHECK(first.late);
    CHECK(*first.ended_at - first.asked_at == 90min);
    auto const& second = history.waits[1];
    CHECK(second.end == Wait::End::closed);
    CHECK(second.outcome == "resolved");
    CHECK(second.ended_by == "wang");
    CHECK_FALSE(second.late);
    auto const& open = history.waits[2];
    CHECK(open.end == Wait::End::open);
    CHECK(open.late);  // the hour has just passed
    CHECK(waited(open, start + 6h) == 1h);
    CHECK(history.touches.size() == 4);
    REQUIRE(history.answers.size() == 1);
    CHECK(history.answers[0].claimed_at == start + 5min);
    CHECK(history.answers[0].letters == 6);
}

TEST_CASE("a wait that is over stays as it was judged", "[care][K24]") {
    Policy strict;
    strict.bands.set(Class::complaint, {0s, 0s, 10min, ClockKind::always});
    auto const settled = then(30min, Settled{WeiboId{1}, "OLD", start + 60min});
    CHECK_FALSE(
        history_of({asked(1, 0s, complaint), replied(2, 30min), settled}, start + 1h, strict).waits[0].late);
    CHECK(history_of({asked(1, 0s, complaint), replied(2, 30min)}, start + 1h, strict).waits[0].late);
}

TEST_CASE("automatic, withdrawn and misdirected replies are no answers", "[care][K6][K12][K15]") {
    auto const history = history_of({asked(1, 0s, complaint), replied(2, 2s, "【自动回复】您好"),
                                     replied(3, 5min), then(6min, ReplyWithdrawn{WeiboId{3}}),
                                     replied(4, 7min, "@老王 您好"), then(7min, Misdirected{WeiboId{4}})},
                                    start + 1h);
    CHECK(history.answers.empty());
    REQUIRE(history.waits.size() == 1);
    CHECK(history.waits[0].end == Wait::End::open);
}
