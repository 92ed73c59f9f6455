#include "weibo/paging.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using weibo::Gap;
using weibo::ListPosition;

TEST_CASE("a position is stored as a line and read back", "[weibo]") {
    struct Row {
        ListPosition position;
        std::string packed;
    };
    auto const row = GENERATE(values<Row>({
        {{WeiboId{4172222330011540}, {}}, "v1 4172222330011540"},
        {{WeiboId{90}, {{WeiboId{10}, WeiboId{20}}}}, "v1 90 10-20"},
        {{WeiboId{90}, {{WeiboId{0}, WeiboId{20}}, {WeiboId{30}, WeiboId{9223372036854775807}}}},
         "v1 90 0-20,30-9223372036854775807"},
        {{}, "v1 0"},
    }));
    CHECK(row.position.pack() == row.packed);
    auto const read = ListPosition::unpack(row.packed);
    REQUIRE(read);
    CHECK(*read == row.position);
}

TEST_CASE("a list that was never read has an empty text as its position", "[weibo]") {
    auto const position = ListPosition::unpack("");
    REQUIRE(position);
    CHECK(position->watermark.none());
    CHECK(position->gaps.empty());
}

TEST_CASE("what is no position is not taken for one", "[weibo]") {
    auto const packed = GENERATE(as<std::string>{}, "v1", "v1 ", "v2 90", "90", "v1 x", "v1 -90", "v1 90 ",
                                 "v1 90 10", "v1 90 10-", "v1 90 10-20,", "v1 90,10-20", "v1 90 10-20 30-40",
                                 "v1 90 10-20x", "v1 90 -10-20", "v1 99999999999999999999");
    CAPTURE(packed);
    CHECK_FALSE(ListPosition::unpack(packed));
}
