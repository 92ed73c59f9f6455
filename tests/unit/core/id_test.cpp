#include "core/id.hpp"

#include "core/hash.hpp"
#include "core/utterance.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <type_traits>
#include <unordered_set>

using namespace rw;

TEST_CASE("two ids of different kinds never mix", "[core][id]") {
    STATIC_REQUIRE_FALSE(std::is_convertible_v<AccountId, ChannelId>);
    STATIC_REQUIRE_FALSE(std::is_constructible_v<AccountId, ChannelId>);
    STATIC_REQUIRE_FALSE(std::is_constructible_v<Uid, WeiboId>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<std::string, AccountId>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<std::int64_t, Uid>);
}

TEST_CASE("a number of the platform is read whole or not at all", "[core][id]") {
    struct Row {
        char const* digits;
        std::int64_t value;  // 0: refused
    };
    static constexpr Row rows[] = {
        {"1", 1},
        {"5368709120012345", 5368709120012345},
        {"9223372036854775807", std::numeric_limits<std::int64_t>::max()},
        {"007", 7},
        {"9223372036854775808", 0},  // one more than fits
        {"99999999999999999999999", 0},
        {"0", 0},
        {"-1", 0},
        {"+1", 0},
        {" 1", 0},
        {"1 ", 0},
        {"12a", 0},
        {"1.0", 0},
        {"１２", 0},
        {"", 0},
    };
    for (auto const& row : rows) {
        INFO('"' << row.digits << '"');
        auto const read = Uid::parse(row.digits);
        CHECK(read.has_value() == (row.value != 0));
        CHECK((read ? read->value() : 0) == row.value);
    }
}

TEST_CASE("a number prints as it is read, and none is zero", "[core][id]") {
    CHECK(WeiboId{5368709120012345}.text() == "5368709120012345");
    CHECK(WeiboId::parse(WeiboId{42}.text()) == WeiboId{42});
    CHECK(WeiboId{}.none());
    CHECK_FALSE(WeiboId{1}.none());
    CHECK(WeiboId{9} < WeiboId{10});  // by value, not by text
}

TEST_CASE("ids are keys of ordered and of hashed containers", "[core][id]") {
    CHECK(AccountId{"a"} < AccountId{"b"});
    CHECK(AccountId{}.empty());
    std::unordered_set<AccountId> const names{AccountId{"a"}, AccountId{"b"}, AccountId{"a"}};
    CHECK(names.size() == 2);
    std::unordered_set<Uid> const numbers{Uid{1}, Uid{2}, Uid{1}};
    CHECK(numbers.size() == 2);
}

// Keys in Redis are made of these: another value would orphan every record that is kept.
TEST_CASE("a hash is the same for ever", "[core][hash]") {
    CHECK(fnv1a("") == 0xecba3df2c3383c52U);
    CHECK(fnv1a("a") == 0xed8170de1919a24dU);
    CHECK(fnv1a("云栖:话题") == 0xf6654b949f939015U);
    CHECK(base32(fnv1a("yunzhi:5368709120:1001")) == "909BMBF7CNYHA");
}

TEST_CASE("base 32 is thirteen digits wide and keeps the order of numbers", "[core][hash]") {
    CHECK(base32(0) == "0000000000000");
    CHECK(base32(31) == "000000000000Z");
    CHECK(base32(32) == "0000000000010");
    CHECK(base32(std::numeric_limits<std::uint64_t>::max()) == "FZZZZZZZZZZZZ");
    CHECK(base32(1'000'000) < base32(1'000'001));
    CHECK(base32(fnv1a("b")).find_first_of("ILOU") == std::string::npos);
}

TEST_CASE("each kind of utterance has its name in the contract", "[core][utterance]") {
    CHECK(to_text(Kind::comment) == "comment");
    CHECK(to_text(Kind::mention) == "mention");
    CHECK(to_text(Kind::comment_mention) == "comment_mention");
    CHECK(to_text(Kind::repost) == "repost");
    CHECK(to_text(Kind::message) == "message");
}
