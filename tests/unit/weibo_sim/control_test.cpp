#include "weibo-sim/control.hpp"
#include "net/gzip.hpp"
#include "stage.hpp"
#include "support/manual_clock.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::sim;

namespace {

struct Door {
    Play play{read_scenario(R"([[brand]]
key = "a"
name = "甲牌"
uid = "1001"
tokens = [{ token = "t", quota_hour = 10 }]
staff = [{ uid = "1002", name = "甲牌客服" }]
[[fan]]
name = "小李"
)",
                            "f")
                  .value(),
              noon};
    Api api{play.world(), play.tokens(), play.manners()};
    Control control{play, api};

    Reply ask(std::string method, std::string target, std::string body = "") {
        net::Request request{std::move(method),
                             std::move(target),
                             {{"Content-Type", "application/json"}},
                             std::move(body),
                             "::1"};
        auto const answer = control.answer(request, noon);
        Reply reply{answer.status, answer.body, {}};
        reply.json.Parse(reply.text.c_str());
        return reply;
    }
    std::string say(std::string const& fields) {
        auto const reply = ask("POST", "/_sim/say", "{" + fields + "}");
        return reply.status == 200 ? reply["id"].GetString() : reply["error"].GetString();
    }
    int code(std::string target) {
        net::Request request{"GET", std::move(target), {{"Authorization", "OAuth2 t"}}, "", "::1"};
        auto const answer = api.answer(request, noon);
        rapidjson::Document json;
        json.Parse(answer.body.c_str());
        return json.HasMember("error_code") ? json["error_code"].GetInt() : 0;
    }
};

}  // namespace

TEST_CASE("everything that can happen can be made to happen", "[weibo_sim]") {
    Door door;
    auto const shelf = [&] { return door.play.world().shelf(Uid{1001}); };
    auto const post = door.say(R"("act":"post","by":"a","text":"答疑")");
    auto const comment =
        door.say(R"("act":"comment","by":"小李","brand":"a","text":"坏了","ago":"10m","to":")" + post + '"');
    auto const* item = door.play.world().find(*WeiboId::parse(comment));
    REQUIRE(item);
    CHECK(item->created_at == noon - 10min);
    auto const reply = door.say(R"("act":"reply","by":"a","text":"私信","to":)" + comment);
    CHECK(door.play.world().find(*WeiboId::parse(reply))->text == "回复@小李:私信");
    auto const fresh = door.say(R"("act":"comment","by":"甲牌客服","text":"已处理","to":")" + comment + '"');
    CHECK(door.play.world().find(*WeiboId::parse(fresh))->parent.none());
    auto const mention = door.say(R"("act":"mention","by":"小李","text":"在吗")");
    CHECK(door.play.world().find(*WeiboId::parse(mention))->text == "@甲牌 在吗");
    door.say(R"("act":"comment","by":"a","text":"在的","to":")" + mention + '"');
    door.say(R"("act":"repost","by":"a","text":"处理好了","to":")" + mention + '"');
    door.say(R"("act":"repost","by":"小李","to":")" + post + '"');
    door.say(R"("act":"comment_mention","by":"小李","text":"问一下")");
    door.say(R"("act":"edit","to":")" + mention + R"(","text":"@甲牌 改了")");
    door.say(R"("act":"rename","by":"小李","text":"小李二号")");
    CHECK(shelf().to_me.size() == 2);
    CHECK(shelf().by_me.size() == 2);
    CHECK(shelf().mentions.size() == 2);
    CHECK(shelf().comment_mentions.size() == 1);
    CHECK(door.play.world().people().find("小李二号") != nullptr);
    auto const late =
        door.say(R"("act":"comment","by":"小李二号","text":"慢","late":"60s","to":")" + post + '"');
    CHECK_FALSE(door.play.world().find(*WeiboId::parse(late))->visible);
    CHECK(door.ask("POST", "/_sim/delete", R"({"id":")" + reply + "\"}").status == 200);
    CHECK(shelf().by_me.size() == 1);
}

TEST_CASE("what cannot be done at the stage door is said", "[weibo_sim]") {
    Door door;
    CHECK(door.say(R"("act":"dance")").starts_with("\"act\": expected one of: post, comment"));
    CHECK(door.say(R"("act":"post","by":"小张","text":"a")") == "perform line: nobody is called \"小张\"");
    CHECK(door.say(R"("act":"comment","by":"小李","text":"a")") ==
          "perform line: 甲牌 has posted nothing yet");
    auto const post = door.say(R"("act":"post","by":"a","text":"答疑")");
    CHECK(door.say(R"("act":"reply","by":"小李","text":"a","to":")" + post + '"') ==
          "perform line: a reply answers a comment; " + post + " is a status");
    CHECK(door.ask("POST", "/_sim/say", "not json").status == 400);
    CHECK(door.ask("POST", "/_sim/fault", R"({"kind":"flood"})").status == 400);
    CHECK(door.ask("POST", "/_sim/fault", R"({"kind":"slow","times":0})").status == 400);
    CHECK(door.ask("POST", "/_sim/token", R"({"token":"x","state":"valid"})").status == 400);
    CHECK(door.ask("POST", "/_sim/token", R"({"token":"t","state":"dead"})").status == 400);
    CHECK(door.ask("POST", "/_sim/delete", R"({"id":"1"})").status == 400);
    CHECK(door.ask("POST", "/_sim/fan", R"({"name":"小李"})").status == 400);
    CHECK(door.ask("GET", "/_sim/nothing").status == 404);
    CHECK(door.ask("GET", "/_sim/say").status == 405);
}

TEST_CASE("tokens and faults change at the stage door", "[weibo_sim]") {
    Door door;
    CHECK(door.code("/2/comments/to_me.json") == 0);
    door.ask("POST", "/_sim/token", R"({"token":"t","state":"expired"})");
    CHECK(door.code("/2/comments/to_me.json") == 21327);
    door.ask("POST", "/_sim/token", R"({"token":"t","state":"valid","quota_hour":1})");
    CHECK(door.code("/2/comments/to_me.json") == 10023);
    door.ask("POST", "/_sim/token", R"({"token":"t","quota_hour":0})");
    door.ask("POST", "/_sim/fault", R"({"kind":"http500","times":2,"path":"/2/comments"})");
    CHECK(door.ask("GET", "/_sim/stats")["faults_waiting"].GetInt() == 2);
    door.ask("POST", "/_sim/fault", R"({"kind":"none"})");
    CHECK(door.code("/2/comments/to_me.json") == 0);
    CHECK(door.ask("POST", "/_sim/token", R"({"token":"new","uid":"a"})").status == 200);
    CHECK(door.play.tokens().find("new")->uid == Uid{1001});
}

TEST_CASE("a fan can be made, and the staff can look", "[weibo_sim]") {
    Door door;
    auto const fan = door.ask("POST", "/_sim/fan",
                              R"({"name":"大V","followers":500000,"verified_type":0,"authorised":false})");
    REQUIRE(fan.status == 200);
    auto const* person = door.play.world().people().find("大V");
    CHECK(person->uid.text() == fan["uid"].GetString());
    CHECK(person->followers == 500000);
    CHECK_FALSE(person->authorised);
    door.say(R"("act":"mention","by":"大V","text":"在吗")");
    CHECK(door.play.world().unread(Uid{1001}).mentions == 1);
    CHECK(door.ask("POST", "/_sim/human_read", R"({"uid":"a"})").status == 200);
    CHECK(door.play.world().unread(Uid{1001}).mentions == 0);
}

TEST_CASE("statistics and items tell an oracle what there is", "[weibo_sim]") {
    Door door;
    auto const post = door.say(R"("act":"post","by":"a","text":"答疑")");
    auto const comment = door.say(R"("act":"comment","by":"小李","note":"complaint","text":"坏了")");
    door.code("/2/comments/to_me.json");
    door.code("/2/nothing.json");
    auto const stats = door.ask("GET", "/_sim/stats");
    CHECK(stats["calls_total"].GetInt() == 2);
    CHECK(stats["calls"]["/2/comments/to_me.json"]["t"].GetInt() == 1);
    CHECK(stats["writes_total"].GetInt() == 0);
    CHECK(stats["refused"]["10020"].GetInt() == 1);
    CHECK(stats["tokens"]["t"]["hour"]["used"].GetInt() == 1);
    CHECK(stats["tokens"]["t"]["hour"]["most"].GetInt() == 1);
    CHECK(stats["addresses"]["::1"]["used"].GetInt() == 1);
    CHECK(stats["items"].Size() == 2);

    auto const items = door.ask("GET", "/_sim/items?since_id=" + post);
    REQUIRE(items["items"].Size() == 1);
    auto const& item = items["items"][0];
    CHECK(item["id"].GetString() == comment);
    CHECK(item["kind"].GetString() == std::string{"comment"});
    CHECK(item["role"].GetString() == std::string{"fan"});
    CHECK(item["root"].GetString() == post);
    CHECK(item["parent"].GetString() == std::string{"0"});
    CHECK(item["created_at"].GetString() == std::string{"2026-11-24T02:20:00.000Z"});
    CHECK(item["note"].GetString() == std::string{"complaint"});
    CHECK_FALSE(item["deleted"].GetBool());
}

TEST_CASE("chance may bring faults, and be told to stop", "[weibo_sim]") {
    Door door;
    door.ask("POST", "/_sim/token", R"({"token":"t","quota_hour":0})");
    auto const troubled = [&] {
        int count = 0;
        for (int turn = 0; turn < 400; ++turn) {
            net::Request request{"GET", "/2/comments/to_me.json", {{"Authorization", "OAuth2 t"}}, "", "::1"};
            count += door.api.answer(request, noon).status == 200 ? 0 : 1;
        }
        return count;
    };
    CHECK(door.ask("POST", "/_sim/fault", R"({"share":0.25,"kinds":["http500","http503"],"path":"/2/"})")
              .status == 200);
    auto const some = troubled();
    CHECK(some > 60);
    CHECK(some < 140);
    CHECK(door.ask("POST", "/_sim/fault", R"({"share":0,"path":"/2/"})").status == 200);
    CHECK(troubled() == 0);
    CHECK(door.ask("POST", "/_sim/fault", R"({"share":0.5})").status == 400);
    CHECK(door.ask("POST", "/_sim/fault", R"({"share":2,"kinds":["slow"]})").status == 400);
    CHECK(door.ask("POST", "/_sim/fault", R"({"share":0.5,"kinds":["flood"]})").status == 400);
}

TEST_CASE("what was visible can be asked for", "[weibo_sim]") {
    Door door;
    door.say(R"("act":"post","by":"a","text":"答疑")");
    auto const comment = door.say(R"("act":"comment","by":"小李","text":"坏了")");
    door.ask("POST", "/_sim/delete", R"({"id":")" + comment + "\"}");
    auto const seen = door.ask("GET", "/_sim/visible?account=a");
    REQUIRE(seen.status == 200);
    auto const& to_me = seen["lists"]["to_me"];
    REQUIRE(to_me.Size() == 1);
    CHECK(to_me[0]["id"].GetString() == comment);
    CHECK(to_me[0]["deleted"].GetBool());
    CHECK(to_me[0]["visible_at"].GetString() == std::string{"2026-11-24T02:20:00.000Z"});
    CHECK(seen["lists"]["mentions"].Empty());
    CHECK(door.ask("GET", "/_sim/visible?account=nobody").status == 400);
}

TEST_CASE("badges, permissions and messages at the stage door", "[weibo_sim]") {
    Door door;
    auto const dm = [&] { return door.play.world().unread(Uid{1001}).letters; };
    CHECK(door.say(R"("act":"message","by":"小李","brand":"a","text":"在吗")") == "0");
    CHECK(dm() == 1);
    CHECK(door.say(R"("act":"message","by":"小李","form":"telegram","text":"在吗")")
              .starts_with("perform line: a message has one of the forms text, "));
    CHECK(door.ask("POST", "/_sim/counters", R"({"uid":"a","mode":"stuck"})").status == 200);
    door.say(R"("act":"message","by":"小李","text":"在吗")");
    CHECK(dm() == 1);
    CHECK(door.ask("POST", "/_sim/counters", R"({"uid":"a","mode":"absent"})").status == 200);
    CHECK(door.code("/2/remind/unread_count.json?uid=1001") == 10014);
    CHECK(door.ask("POST", "/_sim/counters", R"({"uid":"a","mode":"asleep"})").status == 400);
    CHECK(door.ask("POST", "/_sim/counters", R"({"uid":"x","mode":"true"})").status == 400);

    door.ask(
        "POST", "/_sim/token",
        R"({"token":"t","forbidden":["/2/comments/to_me.json"],"quota_api":{"/2/comments/by_me.json":1},"biz":true})");
    CHECK(door.code("/2/comments/to_me.json") == 10014);
    CHECK(door.code("/2/comments/to_me/biz.json") == 0);
    CHECK(door.code("/2/comments/by_me.json") == 0);
    CHECK(door.code("/2/comments/by_me.json") == 10024);
    door.ask("POST", "/_sim/token", R"({"token":"t","forbidden":[],"quota_api":{}})");
    CHECK(door.code("/2/comments/to_me.json") == 0);
    CHECK(door.code("/2/comments/by_me.json") == 0);
    auto const stats = door.ask("GET", "/_sim/stats");
    CHECK(stats["served"]["t"]["/2/comments/by_me.json"]["pages"].GetInt() == 2);
}

TEST_CASE("time that is the house's own can be set ahead", "[weibo_sim]") {
    Door door;
    CHECK(door.ask("POST", "/_sim/clock", R"({"advance":"1h"})").status == 400);
    test::ManualClock under{noon};
    FastClock fast{under, 60};
    Control control{door.play, door.api, &fast};
    auto const move = [&](std::string body) {
        net::Request request{"POST", "/_sim/clock", {}, std::move(body), "::1"};
        return control.answer(request, fast.now()).status;
    };
    CHECK(fast.now() == noon);
    CHECK(move(R"({"advance":"1h"})") == 200);
    CHECK(fast.now() == noon + 1h);
    CHECK(move("{}") == 400);
    net::Loop loop;
    under.advance(loop, 2min);
    CHECK(fast.now() == noon + 3h);
}

TEST_CASE("what was packed can be unpacked", "[weibo_sim]") {
    std::string const text(100'000, 'x');
    CHECK(net::gunzip(net::gzip(text), 200'000).value() == text);
    CHECK(net::gunzip(net::gzip(""), 10).value() == "");
}
