// The same words to many fans: counted by fan, within a day, whatever small thing differs.
#include "care/canned.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace rw;
using namespace rw::care;

namespace {

TimePoint const noon = TimePoint{} + 20'000 * 24h;
constexpr auto canned = "您好，您的问题已经反馈给相关同事，请您耐心等待";

}  // namespace

TEST_CASE("nearly the same words are counted by fan", "[care][B10]") {
    Canned said;
    CHECK(said.place_of(WeiboId{1}, Uid{1}, canned, noon) == 1);
    CHECK(said.place_of(WeiboId{2}, Uid{2}, std::string{canned} + "哦", noon + 1min) == 2);
    CHECK(said.place_of(WeiboId{3}, Uid{2}, canned, noon + 2min) == 2);  // the same fan again
    CHECK(said.place_of(WeiboId{4}, Uid{3}, "裙子周三补货，长度一米二，可以先收藏", noon + 3min) == 1);
    CHECK(said.place_of(WeiboId{5}, Uid{4}, canned, noon + 4min) == 3);
    CHECK(said.place_of(WeiboId{2}, Uid{2}, canned, noon + 5min) == 2);  // asked again about the same reply
}

TEST_CASE("what is short is everybody's, and a day forgets", "[care][B10]") {
    Canned said;
    CHECK(said.place_of(WeiboId{1}, Uid{1}, "好的", noon) == 1);
    CHECK(said.place_of(WeiboId{2}, Uid{2}, "好的", noon) == 1);
    CHECK(said.place_of(WeiboId{3}, Uid{3}, canned, noon) == 1);
    CHECK(said.place_of(WeiboId{4}, Uid{4}, canned, noon + 24h) == 2);
    CHECK(said.place_of(WeiboId{5}, Uid{5}, canned, noon + 24h + 1ms) == 2);
}
