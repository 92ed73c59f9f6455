// What the brand's own words are worth to whoever is told, by labels, by their place in the talk, and by what
// followed.
#include "care/misstep.hpp"

#include "care/matching.hpp"
#include "support/talk.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::care;
using test::asked;
using test::complaint;
using test::replied;
using test::start;
using test::talk_of;
using tone::ReplyLabel;

namespace {

tone::ReplyVerdict verdict(ReplyLabel label, std::uint8_t severity) {
    return {{{label, 0, 0, 1}}, severity, true};
}

std::vector<Sign::What> signs(std::vector<Event> events, Calendar const& calendar = Calendar::always_open()) {
    std::vector<Sign::What> all;
    for (auto const& sign : signs_of(talk_of(std::move(events)), calendar))
        all.push_back(sign.what);
    return all;
}

}  // namespace

TEST_CASE("a misstep is as grave as its gravest label, and as it is here", "[care][tone]") {
    CHECK(level_of(tone::ReplyVerdict{}) == Level::none);
    CHECK(level_of(verdict(ReplyLabel::placeholder, 2)) == Level::red);
    CHECK(level_of(verdict(ReplyLabel::insult_to_injury, 3)) == Level::red);
    CHECK(level_of(verdict(ReplyLabel::mocking, 2)) == Level::orange);
    CHECK(level_of(verdict(ReplyLabel::mocking, 1)) == Level::yellow);
    CHECK(level_of(verdict(ReplyLabel::perfunctory, 2)) == Level::yellow);
    CHECK(level_of(verdict(ReplyLabel::cold, 3)) == Level::red);
}

TEST_CASE("the same words to the same fan again are a sign, short courtesies are none", "[care][B10]") {
    auto const* template_words = "亲，您的问题已经反馈，请耐心等待哦";
    CHECK(signs({asked(1, 0s, complaint), replied(2, 1min, template_words), asked(3, 2min, "没用"),
                 replied(4, 3min, template_words)}) == std::vector{Sign::What::repeated});
    CHECK(signs({asked(1, 0s, "有货吗"), replied(2, 1min, "有的"), asked(3, 2min, "蓝色呢"),
                 replied(4, 3min, "有的")})
              .empty());
}

TEST_CASE("an answer after more than a day wants a word about the wait", "[care][B28]") {
    CHECK(signs({asked(1, 0s, complaint), replied(2, 25h, "今天18点前到账")}) ==
          std::vector{Sign::What::late_and_cold});
    CHECK(signs({asked(1, 0s, complaint), replied(2, 25h, "让您久等了，今天18点前到账")}).empty());
    CHECK(signs({asked(1, 0s, complaint), replied(2, 23h, "今天18点前到账")}).empty());
}

TEST_CASE("the third public turn with an angry fan is told once", "[care][B25]") {
    std::vector<Event> events;
    for (int turn = 0; turn < 4; ++turn) {
        events.push_back(asked(10 * turn + 1, turn * 10min, complaint));
        events.push_back(replied(
            10 * turn + 2, turn * 10min + 1min,
            "第" + std::to_string(turn) + "个办法：" + std::string(9, static_cast<char>('a' + turn))));
    }
    CHECK(signs(std::move(events)) == std::vector{Sign::What::argue_loop});
}

TEST_CASE("how the fan took a reply is seen by his next words, before ours", "[care][F23]") {
    auto const calm = talk_of({asked(1, 0s, "沙发多少钱"), replied(2, 1min, "自己看"),
                               asked(3, 2min, "太差了，我要投诉，退款三天了没到账")});
    auto const effect = effect_of(calm, WeiboId{2});
    CHECK(effect.before == 0);
    REQUIRE(effect.after);
    CHECK(effect.worse());
    CHECK_FALSE(effect_of(talk_of({asked(1, 0s, complaint), replied(2, 1min)}), WeiboId{2}).after);
}

TEST_CASE("a reply after which the fan is angrier is a sign, whatever it said", "[care][F23]") {
    auto const* angry = "坐了你们的沙发全身过敏，人在医院";
    CHECK(signs({asked(1, 0s, "沙发多少钱"), replied(2, 1min, "3999元，周六有活动"),
                 asked(3, 2min, angry)}) == std::vector{Sign::What::turned});
    CHECK(signs({asked(1, 0s, angry), replied(2, 1min, "今天18点前到账"), asked(3, 2min, angry)}).empty());
    CHECK(signs({asked(1, 0s, "沙发多少钱"), replied(2, 1min, "3999元"), asked(3, 2min, "好的")}).empty());
}

TEST_CASE("whom the public likes better is weighed by likes of what was said since", "[care][F23]") {
    auto const liked = [](std::int64_t id, std::int64_t likes) {
        return Event{start + 10min, Spread{WeiboId{id}, likes, 0}};
    };
    auto const talk = [&](std::int64_t critic, std::int64_t ours) {
        return talk_of({asked(1, 0s, complaint), replied(2, 1min, "今天18点前到账"),
                        asked(3, 2min, complaint), liked(1, 900), liked(2, ours), liked(3, critic)});
    };
    CHECK(applause_of(talk(80, 3), WeiboId{2}).for_the_critic());
    CHECK_FALSE(applause_of(talk(80, 81), WeiboId{2}).for_the_critic());
    CHECK_FALSE(applause_of(talk(9, 0), WeiboId{2}).for_the_critic());  // of a handful nothing follows
    auto crowded = talk(0, 3);
    crowded.crowd.gravest = WeiboId{4};
    CHECK(add(crowded, liked(4, 50)));
    CHECK(applause_of(crowded, WeiboId{2}).critic == 50);
    CHECK(signs_of(crowded, Calendar::always_open()).back().what == Sign::What::turned);
    CHECK_FALSE(add(crowded, liked(4, 40)));
    CHECK(add(crowded, liked(4, 60)));
    CHECK(spread_of(crowded, WeiboId{4}).likes == 60);
}

TEST_CASE("a reply by night to one who has waited for a day is noted, unless people work then",
          "[care][B21]") {
    Calendar::Week week;
    week.fill({{9 * 60, 18 * 60}});
    Calendar const offices{std::move(week), Zone{"Asia/Shanghai", 8h}};
    auto const by_night = [](Span at) {
        return std::vector{asked(1, 0s, complaint), replied(2, at, "让您久等了，今天18点前到账")};
    };
    CHECK(signs(by_night(41h), offices) == std::vector{Sign::What::odd_hour});  // 03:00, the day after next
    CHECK(signs(by_night(30h), offices).empty());                               // 16:00
    CHECK(signs(by_night(41h)).empty());                                        // always open
    CHECK(signs(by_night(17h), offices).empty());                               // 03:00, but within a day
}

TEST_CASE("a client that the account does not list is a sign, whatever was said with it", "[care][B20]") {
    Policy policy;
    policy.clients = {"微博 weibo.com", "企业版"};
    Utterance said;
    said.id = WeiboId{2};
    said.author.uid = test::brand_uid;
    said.text = "在的，今天18点前到账";
    said.created_at = said.seen_at = test::start + 1min;
    Place place;
    place.by_brand = true;
    place.fan = Uid{5100000001};
    auto const signs_with = [&](char const* client) {
        said.source = client;
        return signs({asked(1, 0s, complaint), event_of(place, said, policy)});
    };
    CHECK(signs_with("某某手机 14 Pro") == std::vector{Sign::What::strange_client});
    CHECK(signs_with("微博 weibo.com").empty());
    CHECK(signs_with("粉丝服务企业版").empty());
    CHECK(signs_with("").empty());  // not known
    policy.clients.clear();
    CHECK(signs_with("某某手机 14 Pro").empty());
}
