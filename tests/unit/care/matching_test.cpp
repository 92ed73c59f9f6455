#include "care/matching.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::care;

namespace {

Uid const brand{1904178193};
Uid const staff{1870632073};
Uid const fan{5100000001};
Uid const other{5100000002};
Brand const house{AccountId{"yunzhi"}, brand, {brand, staff}};

struct Scene {
    std::string_view what;
    Kind kind;
    Uid author;
    Uid root_author;
    Uid parent_author;  ///< none: answers nobody
    bool by_brand;
    std::int64_t fan;  ///< whose conversation; 0: nobody's
};

Utterance said(Scene const& scene) {
    Utterance one;
    one.id = WeiboId{1000};
    one.kind = scene.kind;
    one.root = WeiboId{77};
    one.root_author = scene.root_author;
    one.author.uid = scene.author;
    one.parent_author = scene.parent_author;
    if (!scene.parent_author.none()) one.parent = WeiboId{999};
    one.text = "你好";
    return one;
}

}  // namespace

TEST_CASE("whose conversation an utterance belongs to, and on which side", "[care][K7][K9][weibo-api 5]") {
    Scene const scenes[] = {
        {"a fan under the brand's post", Kind::comment, fan, brand, {}, false, fan.value()},
        {"a fan answering the brand's comment", Kind::comment, fan, brand, brand, false, fan.value()},
        {"a fan's post that names the brand", Kind::mention, fan, fan, {}, false, fan.value()},
        {"the brand answering a fan's comment", Kind::comment, brand, brand, fan, true, fan.value()},
        {"a colleague answering a fan's comment", Kind::comment, staff, brand, fan, true, fan.value()},
        {"the brand commenting under a fan's own post", Kind::comment, brand, fan, {}, true, fan.value()},
        {"the brand answering somebody under a fan's post", Kind::comment, brand, fan, other, true,
         other.value()},
        {"the brand under its own post, to nobody", Kind::comment, brand, brand, {}, true, 0},
        {"colleagues among themselves", Kind::comment, staff, brand, brand, true, 0},
        {"the brand's own post", Kind::mention, brand, brand, {}, true, 0},
        {"a stranger under a fan's post", Kind::comment, other, fan, {}, false, 0},
        {"a stranger answering the fan under the fan's post", Kind::comment, other, fan, fan, false, 0},
        {"a stranger answering the brand under a fan's post", Kind::comment, other, fan, brand, false,
         other.value()},
        {"a fan going on under an own post", Kind::comment, fan, fan, {}, false, fan.value()},
        {"a comment that names the brand under anybody's post",
         Kind::comment_mention,
         other,
         fan,
         {},
         false,
         other.value()},
        {"an account that is gone", Kind::comment, Uid{}, brand, {}, false, 0},
    };
    for (auto const& scene : scenes) {
        CAPTURE(scene.what);
        auto const found = place(house, said(scene));
        REQUIRE(found.has_value() == (scene.fan != 0));
        if (!found) continue;
        CHECK(found->fan == Uid{scene.fan});
        CHECK(found->by_brand == scene.by_brand);
        CHECK(found->conversation == conversation_id(house.account, found->root, found->fan));
    }
}

TEST_CASE("a brand's repost of a fan's post answers the fan there", "[care][K9]") {
    auto repost = said({"", Kind::repost, brand, brand, fan, true, 0});
    repost.root = repost.id;
    auto const found = place(house, repost);
    REQUIRE(found);
    CHECK(found->root == repost.parent);
    CHECK(found->how == MatchedBy::repost);
}

TEST_CASE("conversations of different accounts, posts and fans never mix", "[care]") {
    auto const one = conversation_id(AccountId{"a"}, WeiboId{1}, Uid{2});
    CHECK(one == conversation_id(AccountId{"a"}, WeiboId{1}, Uid{2}));
    CHECK(one != conversation_id(AccountId{"b"}, WeiboId{1}, Uid{2}));
    CHECK(one != conversation_id(AccountId{"a"}, WeiboId{2}, Uid{1}));
    CHECK(one.text().size() == 13);
}

TEST_CASE("texts are masked before they are kept", "[care][A8]") {
    auto written = said({"", Kind::comment, fan, brand, {}, false, 0});
    written.text = "我的电话13912345678，退款呢";
    auto const event = event_of(*place(house, written), written, {});
    auto const& asked = std::get<Asked>(event.what);
    CHECK(asked.text == "我的电话139****5678，退款呢");
    CHECK(asked.verdict.has(tone::FanLabel::complaint));
}

TEST_CASE("an automatic reply is known by its mark, also behind the name it answers", "[care][K6]") {
    auto reply = said({"", Kind::comment, brand, brand, fan, true, 0});
    for (auto const* text :
         {"【自动回复】您好", "回复@小鱼:【自动回复】您好", "回复@小鱼：【自动回复】您好"}) {
        CAPTURE(text);
        reply.text = text;
        CHECK(std::get<Replied>(event_of(*place(house, reply), reply, {}).what).automatic ==
              Automatic::marked);
    }
    reply.text = "您好，这不是自动回复";
    CHECK(std::get<Replied>(event_of(*place(house, reply), reply, {}).what).automatic == Automatic::no);
}

TEST_CASE("all private messages of a fan are one conversation; the brand's own are not placed", "[care]") {
    Utterance one;
    one.kind = Kind::message;
    one.id = WeiboId{std::int64_t{1} << 61};
    one.author.uid = fan;
    auto const first = place(house, one);
    REQUIRE(first);
    CHECK(first->fan == fan);
    CHECK(first->root.none());
    CHECK_FALSE(first->by_brand);
    one.id = WeiboId{(std::int64_t{1} << 61) + 1};
    CHECK(place(house, one)->conversation == first->conversation);
    one.author.uid = other;
    CHECK(place(house, one)->conversation != first->conversation);
    one.author.uid = staff;
    CHECK_FALSE(place(house, one));
}
