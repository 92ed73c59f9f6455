#include "care/matching.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rw;
using namespace rw::care;

namespace {

Utterance comment(std::int64_t id, char const* text) {
    Utterance said;
    said.id = WeiboId{id};
    said.root = WeiboId{100};
    said.root_author = Uid{5100000001};
    said.author.uid = Uid{5200000000 + id};
    said.text = text;
    said.created_at = from_rfc3339("2026-11-26T02:00:00Z").value() + id * 1s;
    return said;
}

Policy const policy;
Brand const brand{AccountId{"yunzhi"}, Uid{1904178193}, {Uid{1904178193}}};

}  // namespace

TEST_CASE("a crowd is counted, and its gravest voice kept without personal data", "[care][B13]") {
    Crowd crowd;
    add(crowd, comment(3, "哈哈哈"), policy);
    add(crowd, comment(2, "我用了也过敏住院了，电话13812345678"), policy);
    add(crowd, comment(1, "退款三天了没到账"), policy);
    CHECK(crowd.comments == 3);
    CHECK(crowd.critical == 2);
    CHECK(crowd.gravest == WeiboId{2});
    CHECK(crowd.text.find("过敏") != std::string::npos);
    CHECK(crowd.text.find("13812345678") == std::string::npos);
    CHECK(crowd.last_at == comment(3, "").created_at);
}

TEST_CASE("a crowd is the same in whatever order it is read", "[care]") {
    std::vector<Utterance> said{comment(1, "退款三天了没到账"), comment(2, "退款五天了没到账"),
                                comment(3, "好看"), comment(4, "烂脸了")};
    Crowd first;
    for (auto const& one : said)
        add(first, one, policy);
    std::ranges::reverse(said);
    Crowd second;
    for (auto const& one : said)
        add(second, one, policy);
    CHECK(first == second);
}

TEST_CASE("under the brand's own post nobody is a stranger; under a fan's the fan is none", "[care]") {
    auto own = comment(1, "好看");
    own.root_author = brand.main;
    CHECK_FALSE(is_crowd(brand, own));
    auto fan = comment(2, "还没到");
    fan.author.uid = fan.root_author;
    CHECK_FALSE(is_crowd(brand, fan));
    CHECK(is_crowd(brand, comment(3, "围观")));
}
