#include "weibo/paging.hpp"
#include "weibo/permalink.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using weibo::first_id_at;
using weibo::Gap;
using weibo::ListPosition;
using weibo::PageFacts;
using weibo::PageQuery;
using weibo::Reading;

namespace {

auto const now = *from_rfc3339("2026-10-12T10:00:00Z");

WeiboId at(Span from_now) {
    return first_id_at(now + from_now);
}
WeiboId before(WeiboId id) {
    return WeiboId{id.value() - 1};
}
/// A page from `largest` down to `smallest`.
PageFacts page(std::size_t received, WeiboId largest, WeiboId smallest, std::int64_t next_cursor = 0) {
    return {received, smallest, largest, next_cursor};
}

ListPosition const read_before{at(-3min), {}};
auto const since = at(-3min - 120s);

}  // namespace

TEST_CASE("the first reading goes back as far as the cold start and begins at the newest", "[weibo]") {
    Reading const reading{{}, {}, now};
    REQUIRE(reading.next());
    CHECK(*reading.next() == PageQuery{at(-6h), {}, 50});
}

TEST_CASE("later readings go back a little below the watermark", "[weibo]") {
    Reading const reading{read_before, {}, now};
    REQUIRE(reading.next());
    CHECK(*reading.next() == PageQuery{since, {}, 50});
}

TEST_CASE("a reading ends with an empty list and keeps its watermark", "[weibo]") {
    Reading reading{read_before, {}, now};
    reading.took({});
    CHECK_FALSE(reading.next());
    CHECK(reading.complete());
    CHECK(reading.position() == read_before);
}

TEST_CASE("an empty first reading remembers that it was made", "[weibo]") {
    Reading reading{{}, {}, now};
    reading.took({});
    CHECK(reading.complete());
    CHECK(reading.position().watermark == at(-6h));
}

TEST_CASE("a short page is the end only when no older record is announced", "[weibo]") {
    Reading ended{read_before, {}, now};
    ended.took(page(46, at(-1s), at(-50s)));
    CHECK_FALSE(ended.next());
    CHECK(ended.complete());
    CHECK(ended.position() == ListPosition{at(-1s), {}});

    Reading goes_on{read_before, {}, now};
    goes_on.took(page(46, at(-1s), at(-50s), at(-60s).value()));
    REQUIRE(goes_on.next());
    CHECK(*goes_on.next() == PageQuery{since, before(at(-50s)), 200});
    CHECK_FALSE(goes_on.complete());
}

TEST_CASE("a server that gives fewer than a large page asks for is believed", "[weibo]") {
    // Where there is known to be more, 200 are asked for; a server whose most is 50 cuts that down in
    // silence.
    Reading reading{read_before, {}, now};
    reading.took(page(50, at(-1s), at(-30s)));
    REQUIRE(reading.next()->count == 200);
    reading.took(page(50, at(-31s), at(-50s)));
    REQUIRE(reading.next());
    CHECK(*reading.next() == PageQuery{since, before(at(-50s)), 200});
    reading.took(page(49, at(-51s), at(-60s)));
    CHECK(reading.complete());
}

TEST_CASE("a full page is no end although no older record is announced", "[weibo]") {
    Reading reading{read_before, {}, now};
    reading.took(page(50, at(-1s), at(-50s)));
    REQUIRE(reading.next());
    CHECK(*reading.next() == PageQuery{since, before(at(-50s)), 200});
}

TEST_CASE("an announced record below what was asked for is no reason to go on", "[weibo]") {
    Reading reading{read_before, {}, now};
    reading.took(page(50, at(-1s), at(-50s), since.value()));
    CHECK_FALSE(reading.next());
}

TEST_CASE("a page that reaches what was asked for is the end", "[weibo]") {
    Reading reading{read_before, {}, now};
    reading.took(page(50, at(-1s), WeiboId{since.value() + 1}, since.value()));
    CHECK(reading.complete());
}

TEST_CASE("after each page what is still unread is written down", "[weibo]") {
    Reading reading{read_before, {}, now};
    reading.took(page(50, at(-1s), at(-50s)));
    CHECK(reading.position() == ListPosition{at(-1s), {{since, before(at(-50s))}}});
    reading.took(page(50, before(at(-50s)), at(-100s)));
    CHECK(reading.position() == ListPosition{at(-1s), {{since, before(at(-100s))}}});
    reading.took(page(12, before(at(-100s)), at(-170s)));
    CHECK(reading.position() == ListPosition{at(-1s), {}});
    CHECK(reading.complete());
}

TEST_CASE("pages are budgeted, and the rest is read by the next reading, after its own newest page",
          "[weibo]") {
    Reading::Settings settings;
    settings.pages = 2;
    Reading first{read_before, settings, now};
    first.took(page(50, at(-1s), at(-50s)));
    first.took(page(50, before(at(-50s)), at(-100s)));
    CHECK_FALSE(first.next());
    CHECK_FALSE(first.complete());

    Reading second{*ListPosition::unpack(first.position().pack()), settings, now + 3min};
    CHECK(*second.next() == PageQuery{at(-1s - 120s), {}, 50});
    second.took(page(3, at(2min), at(-1s)));
    REQUIRE(second.next());
    CHECK(*second.next() == PageQuery{since, before(at(-100s)), 200});
    second.took(page(8, before(at(-100s)), at(-150s)));
    CHECK(second.complete());
    CHECK(second.position() == ListPosition{at(2min), {}});
}

TEST_CASE("of several gaps the oldest is read first", "[weibo]") {
    Gap const old{at(-60min), at(-50min)};
    Gap const young{at(-20min), at(-10min)};
    Reading reading{{at(-3min), {old, young}}, {}, now};
    reading.took({});
    CHECK(*reading.next() == PageQuery{old.low, old.high, 200});
    reading.took(page(1, at(-55min), at(-55min)));
    CHECK(*reading.next() == PageQuery{young.low, young.high, 200});
    reading.took({});
    CHECK(reading.complete());
}

TEST_CASE("gaps that overlap or touch become one, so that they cannot pile up", "[weibo]") {
    Gap const old{at(-60min), at(-50min)};
    Gap const open{at(-9min), at(-4min)};  // reaches into the overlap below the watermark
    Reading reading{{at(-3min), {old, open}}, {}, now};
    reading.took(page(50, at(-1s), at(-50s)));
    CHECK(reading.position() == ListPosition{at(-1s), {old, {open.low, before(at(-50s))}}});
}

TEST_CASE("the watermark never goes back", "[weibo]") {
    Reading reading{read_before, {}, now};
    reading.took(page(1, at(-4min), at(-4min)));
    CHECK(reading.position().watermark == read_before.watermark);
}

TEST_CASE("a list whose items have no ids ends instead of turning round", "[weibo]") {
    Reading reading{read_before, {}, now};
    reading.took({50, {}, {}, 0});
    CHECK_FALSE(reading.next());
}

TEST_CASE("a page whose items were all filtered out is no end while older records are announced", "[weibo]") {
    Reading reading{read_before, {}, now};
    reading.took({0, {}, {}, at(-50s).value()});
    REQUIRE(reading.next());
    CHECK(*reading.next() == PageQuery{since, at(-50s), 200});
    CHECK(reading.position() == ListPosition{read_before.watermark, {{since, at(-50s)}}});
    reading.took({0, {}, {}, at(-100s).value()});
    CHECK(*reading.next() == PageQuery{since, at(-100s), 200});
    reading.took(page(3, at(-100s), at(-110s)));
    CHECK(reading.complete());
}

TEST_CASE("an id that cannot have been given out yet does not blind later readings", "[weibo]") {
    Reading reading{read_before, {}, now};
    reading.took(page(2, WeiboId{9223372036854775807}, at(-50s)));
    CHECK(reading.position().watermark == at(-50s));
}

TEST_CASE("the watermark is never beyond the ids that exist, so that none is skipped", "[weibo]") {
    struct Row {
        std::string what;
        WeiboId largest, smallest, watermark;
    };
    WeiboId const absurd{9223372036854775807};
    std::vector<Row> const rows{
        {"the platform's clock is a little ahead", at(4min), at(-50s), at(4min)},
        {"half an hour ahead: an hour's allowance would skip it", at(30min), at(-50s), at(-50s)},
        {"absurd, with others", absurd, at(-50s), at(-50s)},
        {"absurd, with old ones", absurd, at(-4min), read_before.watermark},
        {"absurd alone", absurd, absurd, read_before.watermark},
    };
    for (auto const& row : rows) {
        CAPTURE(row.what);
        Reading reading{read_before, {}, now};
        reading.took(page(2, row.largest, row.smallest));
        CHECK(reading.position().watermark == row.watermark);
        CHECK(reading.complete());
    }
    Reading first{{}, {}, now};
    first.took(page(1, absurd, absurd));
    CHECK(first.position().watermark == at(-6h));
}

TEST_CASE("a page that does not shrink its gap ends the reading, and the gap stays", "[weibo]") {
    struct Row {
        std::string what;
        PageFacts answer;
    };
    std::vector<Row> const rows{
        {"max_id was ignored", page(50, at(-1s), at(-50s), at(-60s).value())},
        {"only newer ones", page(50, at(-1s), at(-10s), at(-11s).value())},
        {"nothing, and the cursor stands still", {0, {}, {}, before(at(-50s)).value()}},
        {"nothing, and the cursor points up", {0, {}, {}, at(-10s).value()}},
    };
    for (auto const& row : rows) {
        CAPTURE(row.what);
        Reading reading{read_before, {}, now};
        reading.took(page(50, at(-1s), at(-50s), at(-60s).value()));
        REQUIRE(reading.next());
        reading.took(row.answer);
        CHECK_FALSE(reading.next());
        CHECK_FALSE(reading.complete());
        CHECK(reading.position() == ListPosition{at(-1s), {{since, before(at(-50s))}}});
    }
}

TEST_CASE("a page that shrinks its gap by one id is asked on", "[weibo]") {
    Reading reading{read_before, {}, now};
    reading.took(page(50, at(-1s), at(-50s)));
    reading.took({0, {}, {}, before(at(-50s)).value() - 1});
    REQUIRE(reading.next());
    CHECK(reading.next()->max == before(before(at(-50s))));
}

TEST_CASE("telling of a page that was not asked for changes nothing", "[weibo]") {
    Reading reading{read_before, {}, now};
    reading.took({});
    reading.took(page(50, at(5min), at(4min)));
    CHECK(reading.position() == read_before);
}
