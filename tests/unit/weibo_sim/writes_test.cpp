// Comments that an app writes (weibo-api 4.4, 11.10).
#include "stage.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::sim;

namespace {

struct Desk : Stage {
    Desk()
        : Stage{[] {
              Manners manners;
              manners.writes = true;
              return manners;
          }()} {}

    Reply post_form(std::string path, std::vector<std::pair<std::string, std::string>> const& fields) {
        net::Request request{
            "POST", std::move(path), {{"Authorization", "OAuth2 good"}}, net::form_encode(fields), "::1"};
        request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
        auto const answer = send(std::move(request));
        Reply reply{answer.status, answer.body, {}};
        reply.json.Parse(reply.text.c_str());
        return reply;
    }
    int code(std::string path, std::vector<std::pair<std::string, std::string>> const& fields) {
        auto const reply = post_form(std::move(path), fields);
        return reply.status == 200 ? 0 : reply["error_code"].GetInt();
    }
};

}  // namespace

TEST_CASE("a comment that an app writes stands where it belongs", "[weibo_sim]") {
    Desk desk;
    auto const post = desk.post(brand, "答疑");
    auto const fan = desk.comment(li, post, "坏了");
    auto const made = desk.post_form("/2/comments/create.json", {{"id", post.text()}, {"comment", "稍等"}});
    REQUIRE(made.status == 200);
    CHECK(made["text"].GetString() == std::string{"稍等"});
    auto const reply = desk.post_form("/2/comments/reply.json",
                                      {{"id", post.text()}, {"cid", fan.text()}, {"comment", "请私信"}});
    REQUIRE(reply.status == 200);
    CHECK(reply["text"].GetString() == std::string{"回复@小李:请私信"});
    CHECK(reply["reply_original_text"].GetString() == std::string{"请私信"});
    CHECK(reply["reply_comment"]["id"].GetInt64() == fan.value());
    auto const bare = desk.post_form("/2/comments/reply.json",
                                     {{"cid", fan.text()}, {"comment", "单号？"}, {"without_mention", "1"}});
    CHECK(bare["text"].GetString() == std::string{"单号？"});
    CHECK(desk.ask("/2/comments/by_me.json").ids("comments").size() == 3);
    auto const id = std::to_string(bare["id"].GetInt64());
    CHECK(desk.code("/2/comments/destroy.json", {{"cid", id}}) == 0);
    CHECK(desk.code("/2/comments/destroy.json", {{"cid", id}}) == 20201);
    CHECK(desk.ask("/2/comments/by_me.json").ids("comments").size() == 2);
}

TEST_CASE("what must not be written has its code", "[weibo_sim]") {
    Desk desk;
    auto const post = desk.post(brand, "答疑");
    auto const fan = desk.comment(li, post, "坏了");
    auto const gone = desk.post(brand, "发错了");
    auto const elsewhere = desk.comment(li, gone, "啊");
    REQUIRE(desk.world.remove(gone).has_value());
    std::string long_text;
    for (int at = 0; at < 140; ++at)
        long_text += "长";
    auto const create = [&](std::string id, std::string text) {
        return desk.code("/2/comments/create.json", {{"id", id}, {"comment", text}});
    };
    CHECK(create(post.text(), long_text) == 0);
    CHECK(create(post.text(), long_text + "a") == 20012);
    CHECK(create(post.text(), "好") == 0);
    CHECK(create(post.text(), "好") == 20019);
    CHECK(create(post.text(), "好的") == 0);
    CHECK(create(post.text(), "　") == 20008);
    CHECK(create(gone.text(), "好") == 20101);
    CHECK(create("1", "好") == 20101);
    CHECK(desk.code("/2/comments/create.json", {{"id", post.text()}}) == 10016);
    CHECK(desk.code("/2/comments/reply.json", {{"comment", "好"}}) == 10016);
    CHECK(desk.code("/2/comments/reply.json", {{"cid", "1"}, {"comment", "好"}}) == 20201);
    CHECK(desk.code("/2/comments/reply.json", {{"cid", elsewhere.text()}, {"comment", "好"}}) == 20101);
    CHECK(desk.code("/2/comments/destroy.json", {{"cid", fan.text()}}) == 20203);
    CHECK(desk.ask("/2/comments/create.json")["error_code"].GetInt() == 10021);
    CHECK(desk.code("/2/statuses/update.json", {{"status", "新品"}}) == 10014);  // closed since 2017
}

TEST_CASE("sixty comments an hour are enough", "[weibo_sim]") {
    Desk desk;
    auto const post = desk.post(brand, "答疑");
    auto const create = [&](int number) {
        return desk.code("/2/comments/create.json",
                         {{"id", post.text()}, {"comment", std::to_string(number)}});
    };
    for (int at = 0; at < 60; ++at)
        REQUIRE(create(at) == 0);
    CHECK(create(60) == 20016);
    desk.now += 1h;
    CHECK(create(61) == 0);
}
