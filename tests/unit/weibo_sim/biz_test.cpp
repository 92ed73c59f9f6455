// Commercial access, permissions, and limits for one interface (weibo-api 9, 7).
#include "stage.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::sim;

namespace {

int code_of(Reply const& reply) {
    return reply.json.IsObject() && reply.json.HasMember("error_code") ? reply["error_code"].GetInt() : 0;
}

}  // namespace

TEST_CASE("the commercial forms are for tokens with commercial access alone", "[weibo_sim]") {
    Stage stage;
    auto const post = stage.post(brand, "答疑");
    for (std::string const target :
         {"/2/statuses/mentions/biz.json", "/2/comments/to_me/biz.json", "/2/comments/by_me/biz.json",
          "/2/comments/mentions/biz.json", "/2/comments/show_batch/biz.json?cids=1",
          "/2/comments/show/all.json", "/2/statuses/user_timeline/biz.json"}) {
        INFO(target);
        auto const asked = target.ends_with("all.json") ? target + "?id=" + post.text() : target;
        stage.tokens.find("good")->biz = false;
        CHECK(code_of(stage.ask(asked)) == 10014);
        stage.tokens.find("good")->biz = true;
        CHECK(stage.ask(asked).status == 200);
    }
    CHECK(stage.tokens.find("good")->hour.used == 7);  // refusals cost nothing
}

TEST_CASE("the commercial forms show those who have not authorised the app", "[weibo_sim]") {
    Stage stage;
    stage.tokens.find("good")->biz = true;
    REQUIRE(stage.world.people().set_authorised(li, false));
    auto const post = stage.post(brand, "答疑");
    auto const comment = stage.comment(li, post, "坏了");
    auto const mention = stage.post(li, "@云织家居 在吗");
    CHECK(stage.ask("/2/comments/to_me.json").ids("comments").empty());
    CHECK(stage.ask("/2/comments/to_me/biz.json").ids("comments") == std::vector{comment.value()});
    CHECK(stage.ask("/2/statuses/mentions.json").ids("statuses").empty());
    CHECK(stage.ask("/2/statuses/mentions/biz.json").ids("statuses") == std::vector{mention.value()});
    for (int at = 0; at < 8; ++at)
        stage.post(brand, "第" + std::to_string(at) + "条");
    CHECK(stage.ask("/2/statuses/user_timeline.json").ids("statuses").size() == 5);
    CHECK(stage.ask("/2/statuses/user_timeline/biz.json").ids("statuses").size() == 9);

    auto const all = stage.api.exposed(brand);
    auto const biz = stage.api.exposed(brand, true);
    auto const holds = [](auto const& list, WeiboId id) {
        return std::ranges::any_of(list, [&](auto const& one) { return one.id == id.value(); });
    };
    CHECK_FALSE(holds(all, mention));
    CHECK(holds(biz, mention));
}

TEST_CASE("what a token must not ask is refused, everything else is not", "[weibo_sim]") {
    Stage stage;
    stage.tokens.find("good")->forbidden = {"/2/comments/mentions.json", "/2/remind/unread_count.json"};
    CHECK(code_of(stage.ask("/2/comments/mentions.json")) == 10014);
    CHECK(code_of(stage.ask("/2/remind/unread_count.json?uid=" + brand.text())) == 10014);
    CHECK(code_of(stage.ask("/2/comments/to_me.json")) == 0);
}

TEST_CASE("one interface has its own hour", "[weibo_sim]") {
    Stage stage;
    stage.tokens.find("good")->by_path["/2/comments/to_me.json"].limit = 2;
    CHECK(code_of(stage.ask("/2/comments/to_me.json")) == 0);
    CHECK(code_of(stage.ask("/2/comments/to_me.json")) == 0);
    auto const refused = stage.ask("/2/comments/to_me.json");
    CHECK(refused.status == 403);
    CHECK(code_of(refused) == 10024);
    CHECK(code_of(stage.ask("/2/comments/by_me.json")) == 0);
    CHECK(stage.tokens.find("good")->hour.used == 3);
    stage.now = hour_of(stage.now) + 1h;
    CHECK(code_of(stage.ask("/2/comments/to_me.json")) == 0);
}

TEST_CASE("what lists have shown is remembered, also when it was deleted or dropped", "[weibo_sim]") {
    Manners manners;
    manners.drop_share = 0.3;
    Stage stage{manners};
    auto const post = stage.post(brand, "答疑");
    std::vector<WeiboId> comments;
    for (int at = 0; at < 100; ++at)
        comments.push_back(stage.comment(li, post, "第" + std::to_string(at) + "条"));
    auto const shown = stage.ask("/2/comments/to_me.json?count=200").ids("comments");
    CHECK(shown.size() < 90);
    CHECK(stage.api.census().served.at({"good", "/2/comments/to_me.json"}).pages == 1);
    CHECK(stage.api.census().served.at({"good", "/2/comments/to_me.json"}).items == std::ssize(shown));
    REQUIRE(stage.world.remove(WeiboId{shown.front()}).has_value());

    std::set<std::int64_t> remembered;
    for (auto const& [list, id, visible_at, deleted] : stage.api.exposed(brand)) {
        if (list != "to_me") continue;
        remembered.insert(id);
        CHECK(visible_at == noon);
        CHECK(deleted == (id == shown.front()));
    }
    CHECK(remembered == std::set(shown.begin(), shown.end()));
}

TEST_CASE("what becomes visible late is remembered with its time", "[weibo_sim]") {
    Stage stage;
    Words words{li, Shape::status, "@云织家居 在吗", {}, {}, noon, 90s};
    auto const id = stage.say(words);
    CHECK(stage.api.exposed(brand).empty());
    stage.world.advance(noon + 10min);
    REQUIRE(stage.api.exposed(brand).size() == 1);
    CHECK(stage.api.exposed(brand).front().id == id.value());
    CHECK(stage.api.exposed(brand).front().list == "mentions");
    CHECK(stage.api.exposed(brand).front().visible_at == noon + 90s);
}

TEST_CASE("badges may be stuck or absent", "[weibo_sim]") {
    Stage stage;
    auto const target = "/2/remind/unread_count.json?uid=" + brand.text();
    stage.post(li, "@云织家居 在吗");
    stage.world.set_badges(brand, Badges::stuck);
    stage.post(wang, "@云织家居 在吗");
    CHECK(stage.ask(target)["mention_status"].GetInt() == 1);
    stage.world.set_badges(brand, Badges::absent);
    CHECK(code_of(stage.ask(target)) == 10014);
    stage.world.set_badges(brand, Badges::truly);
    CHECK(stage.ask(target)["mention_status"].GetInt() == 2);
}
