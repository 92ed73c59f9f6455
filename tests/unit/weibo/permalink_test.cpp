#include "weibo/permalink.hpp"
#include "core/time.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using weibo::first_id_at;
using weibo::permalink;
using weibo::time_of;

TEST_CASE("a permalink writes the id in groups of seven digits", "[weibo]") {
    struct Row {
        std::int64_t id;
        std::string address;
    };
    auto const row = GENERATE(values<Row>({
        {3491273850170657, "https://weibo.com/42/yCirT0Iox"},  // weibo-api 3.1
        {4171791595990463, "https://weibo.com/42/Fu7CTp8on"},
        {61, "https://weibo.com/42/Z"},
        {62, "https://weibo.com/42/10"},
        {10'000'000, "https://weibo.com/42/10000"},  // groups below the first keep their zeros
        {10'000'001, "https://weibo.com/42/10001"},
    }));
    CHECK(permalink(Uid{42}, WeiboId{row.id}) == row.address);
}

TEST_CASE("a permalink never points to nobody's page", "[weibo]") {
    CHECK(permalink(Uid{42}, WeiboId{}).empty());
    CHECK(permalink(Uid{}, WeiboId{}).empty());
    CHECK(permalink(Uid{}, WeiboId{4171791595990463}) == "https://m.weibo.cn/detail/4171791595990463");
}

TEST_CASE("an id tells its time to within three seconds", "[weibo]") {
    // the comments of weibo-api 3.8 with the dates they carry
    struct Row {
        std::int64_t id;
        std::string_view written;
    };
    auto const row = GENERATE(values<Row>({{4172222330011540, "2017-11-09T17:13:02+08:00"},
                                           {4171730559762147, "2017-11-08T08:38:54+08:00"},
                                           {4171791595990463, "2017-11-08T12:41:27+08:00"}}));
    auto const off = time_of(WeiboId{row.id}) - *from_rfc3339(row.written);
    CAPTURE(off.count());
    CHECK(off >= -1s);
    CHECK(off <= 3s);
}

TEST_CASE("the first id of a second belongs to it and the one before does not", "[weibo]") {
    auto const when = *from_rfc3339("2026-11-24T10:00:00Z");
    auto const first = first_id_at(when);
    CHECK(time_of(first) == when);
    CHECK(time_of(WeiboId{first.value() - 1}) == when - 1s);
    CHECK(first_id_at(when + 999ms) == first);
}

TEST_CASE("times before the first id give no negative one", "[weibo]") {
    CHECK(first_id_at(TimePoint{}) == WeiboId{0});
}
