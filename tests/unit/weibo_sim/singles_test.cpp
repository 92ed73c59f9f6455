#include "stage.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::sim;

namespace {

Reply post_form(Stage& stage, std::string target, std::string body) {
    net::Request request{"POST", std::move(target), {}, std::move(body), "127.0.0.1"};
    request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    auto const answer = stage.send(std::move(request));
    Reply reply{answer.status, answer.body, {}};
    reply.json.Parse(reply.text.c_str());
    return reply;
}

}  // namespace

TEST_CASE("show_batch is a bare array without what was deleted", "[weibo_sim]") {
    Stage stage;
    auto const post = stage.post(brand, "答疑");
    auto const kept = stage.comment(li, post, "一");
    auto const gone = stage.comment(wang, post, "二");
    REQUIRE(stage.world.remove(gone).has_value());
    REQUIRE(stage.world.like(kept, 17).has_value());
    CHECK_FALSE(stage.world.like(gone, 17).has_value());
    auto const answer =
        stage.ask("/2/comments/show_batch.json?cids=" + kept.text() + "," + gone.text() + ",1,x");
    REQUIRE(answer.json.IsArray());
    CHECK(answer.json.Size() == 1);
    CHECK(answer.json[0]["id"].GetInt64() == kept.value());
    CHECK(answer.json[0]["like_count"].GetInt64() == 17);
}

TEST_CASE("counts are texts", "[weibo_sim]") {
    Stage stage;
    auto const post = stage.post(brand, "答疑");
    stage.comment(li, post, "一");
    CHECK(stage.ask("/2/statuses/count.json?ids=" + post.text()).text ==
          R"([{"id":")" + post.text() + R"(","comments":"1","reposts":"0","attitudes":"0"}])");
}

TEST_CASE("users/show tells less of those who have not authorised the app", "[weibo_sim]") {
    Stage stage;
    CHECK(stage.ask("/2/users/show.json?uid=5100000001")["followers_count"].GetInt() == 100);
    REQUIRE(stage.world.people().set_authorised(li, false));
    auto const less = stage.ask("/2/users/show.json?screen_name=%E5%B0%8F%E6%9D%8E");
    CHECK(less["id"].GetInt64() == li.value());
    for (auto const* key :
         {"followers_count", "friends_count", "statuses_count", "description", "verified_reason"}) {
        CHECK_FALSE(less.json.HasMember(key));
    }
}

TEST_CASE("the token's owner is a text", "[weibo_sim]") {
    Stage stage;
    CHECK(stage.ask("/2/account/get_uid.json").text == R"({"uid":"1904178193"})");
}

TEST_CASE("unread counts have every key and cost nothing", "[weibo_sim]") {
    Stage stage;
    CHECK(
        stage.ask("/2/remind/unread_count.json?uid=1904178193").text ==
        R"({"status":0,"follower":0,"cmt":0,"dm":0,"mention_status":0,"mention_cmt":0,"group":0,"private_group":0,)"
        R"("notice":0,"invite":0,"badge":0,"photo":0,"msgbox":0})");
    CHECK(stage.tokens.find("good")->hour.used == 0);
}

TEST_CASE("a code is good for one token, which works", "[weibo_sim]") {
    Manners manners;
    manners.codes.emplace("the-code", brand);
    Stage stage{manners};
    std::string const form =
        "client_id=1&client_secret=2&grant_type=authorization_code&redirect_uri=http%3A%2F%2Fa&code=";
    auto const got = post_form(stage, "/oauth2/access_token", form + "the-code");
    REQUIRE(got.status == 200);
    std::string const token = got["access_token"].GetString();
    CHECK(token.starts_with("2.00"));
    CHECK(got["expires_in"].GetInt() == 157679999);
    CHECK(got["remind_in"].GetString() == std::string{"157679999"});
    CHECK(got["uid"].GetString() == brand.text());
    CHECK(got["isRealName"].GetString() == std::string{"true"});
    CHECK(stage.ask("/2/account/get_uid.json", token).status == 200);

    auto const again = post_form(stage, "/oauth2/access_token", form + "the-code");
    CHECK(again.status == 400);
    CHECK(again.text ==
          R"({"error":"invalid_grant","error_code":21325,"request":"/oauth2/access_token",)"
          R"("error_uri":"/oauth2/access_token","error_description":"invalid authorization code:the-code"})");
    CHECK(post_form(stage, "/oauth2/access_token", "client_id=1")["error_code"].GetInt() == 21323);
    CHECK(stage.ask("/oauth2/access_token", "")["error_code"].GetInt() == 10021);
}

TEST_CASE("a token tells its owner and what is left of its life, until it is revoked", "[weibo_sim]") {
    Stage stage;
    stage.now += 1h;
    auto const info = post_form(stage, "/oauth2/get_token_info", "access_token=good");
    CHECK(info["uid"].GetInt64() == brand.value());
    CHECK(info["expire_in"].GetInt() == 30 * 86400 - 3600);
    CHECK(info["scope"].IsNull());
    CHECK(stage.ask("/oauth2/revokeoauth2?access_token=good", "").text == R"({"result":"true"})");
    CHECK(stage.ask("/2/comments/to_me.json")["error_code"].GetInt() == 21321);
    CHECK(post_form(stage, "/oauth2/get_token_info", "access_token=good")["error_code"].GetInt() == 21321);
}
