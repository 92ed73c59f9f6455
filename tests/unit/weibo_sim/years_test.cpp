// The platform of other years: keys come and go (weibo-api 11.2).
#include "stage.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::sim;

namespace {

struct Row {
    Year year;
    std::vector<std::string> there;
    std::vector<std::string> absent;
};

Manners of(Year year) {
    Manners manners;
    manners.year = year;
    return manners;
}

void check_keys(rapidjson::Value const& object, Row const& row) {
    for (auto const& key : row.there) {
        INFO(key);
        CHECK(object.HasMember(key.c_str()));
    }
    for (auto const& key : row.absent) {
        INFO(key);
        CHECK_FALSE(object.HasMember(key.c_str()));
    }
}

}  // namespace

TEST_CASE("a comment has the keys of its year", "[weibo_sim]") {
    for (auto const& row :
         {Row{Year::y2012,
              {"mid", "idstr", "reply_comment"},
              {"rootid", "floor_num", "floor_number", "reply_original_text", "source_type"}},
          Row{Year::y2014, {"floor_num", "source_type"}, {"rootid", "floor_number", "reply_original_text"}},
          Row{Year::y2018, {"rootid", "floor_number", "reply_original_text"}, {"floor_num"}}}) {
        Stage stage{of(row.year)};
        auto const post = stage.post(brand, "答疑");
        auto const root = stage.comment(li, post, "坏了");
        auto const reply = stage.comment(brand, post, "回复@小李:私信", root);
        auto const page = stage.ask("/2/comments/by_me.json");
        auto const& comment = page["comments"][0];
        check_keys(comment, row);
        CHECK(comment["idstr"].GetString() == reply.text());
        CHECK((comment["mid"].GetString() == reply.text()) == (row.year != Year::y2012));
        CHECK(comment["reply_comment"]["id"].GetInt64() == root.value());
        CHECK(comment["status"]["mid"].GetString() == post.text());
    }
}

TEST_CASE("an envelope has the keys of its year", "[weibo_sim]") {
    for (auto const& row :
         {Row{Year::y2012, {"marks", "hasvisible", "total_number"}, {"interval", "since_id", "status"}},
          Row{Year::y2014, {"marks", "interval"}, {"since_id", "status"}},
          Row{Year::y2018, {"marks", "interval", "since_id", "max_id", "status"}, {}}}) {
        Stage stage{of(row.year)};
        auto const post = stage.post(brand, "答疑");
        stage.comment(li, post, "坏了");
        check_keys(stage.ask("/2/comments/show.json?id=" + post.text()).json, row);
    }
}

TEST_CASE("a status and its user have the keys of their year", "[weibo_sim]") {
    for (auto const& row : {Row{Year::y2012,
                                {"mlevel", "visible", "geo"},
                                {"pic_urls", "isLongText", "textLength", "source_type"}},
                            Row{Year::y2014, {"pic_urls", "source_type"}, {"isLongText", "textLength"}},
                            Row{Year::y2018, {"pic_urls", "isLongText", "textLength"}, {}}}) {
        Stage stage{of(row.year)};
        auto const post = stage.post(brand, "答疑");
        auto const status = stage.ask("/2/statuses/show.json?id=" + post.text());
        check_keys(status.json, row);
        CHECK(status["user"].HasMember("avatar_hd") == (row.year != Year::y2012));
        CHECK(status["user"].HasMember("verified_level") == (row.year == Year::y2018));
    }
}

TEST_CASE("a tombstone of 2011 has all keys and its user, a later one has none", "[weibo_sim]") {
    for (auto const year : {Year::y2012, Year::y2014, Year::y2018}) {
        Stage stage{of(year)};
        auto const original = stage.post(li, "发错了");
        stage.repost(brand, original, "转发微博");
        REQUIRE(stage.world.remove(original).has_value());
        auto const page = stage.ask("/2/statuses/user_timeline.json");
        auto const& tomb = page["statuses"][0]["retweeted_status"];
        CHECK(tomb["deleted"].GetString() == std::string{"1"});
        CHECK(tomb.HasMember("user") == (year == Year::y2012));
        CHECK(tomb.HasMember("favorited") == (year == Year::y2012));
        CHECK_FALSE(tomb.HasMember("reposts_count"));
        auto const* text = year == Year::y2012 ? "此微博已被原作者删除。"
                                               : "抱歉，此微博已被作者删除。查看帮助：http://t.cn/zWSudZc";
        CHECK(tomb["text"].GetString() == std::string{text});
    }
}

TEST_CASE("dates stand a few seconds beside their ids, always the same", "[weibo_sim]") {
    Manners manners;
    manners.skew_share = 0.24;
    Stage stage{manners};
    auto const post = stage.post(brand, "答疑");
    for (int at = 0; at < 200; ++at)
        stage.comment(li, post, "第" + std::to_string(at) + "条");
    auto const target = "/2/comments/show.json?count=200&id=" + post.text();
    auto const page = stage.ask(target);
    int exact = 0;
    for (auto const& comment : page["comments"].GetArray()) {
        auto const second = time_of(comment["id"].GetInt64());
        bool near = false;
        for (int skew = -3; skew <= 1; ++skew)
            near = near || comment["created_at"].GetString() == weibo_date(second + skew * 1s);
        CHECK(near);
        exact += comment["created_at"].GetString() == weibo_date(second) ? 1 : 0;
    }
    CHECK(exact > 130);
    CHECK(exact < 175);
    CHECK(stage.ask(target).text == page.text);
}

TEST_CASE("a user who has changed is written anew", "[weibo_sim]") {
    Stage stage;
    auto const post = stage.post(li, "早");
    auto const name = [&] {
        return std::string{stage.ask("/2/statuses/show.json?id=" + post.text())["user"]["name"].GetString()};
    };
    CHECK(name() == "小李");
    REQUIRE(stage.world.people().rename(li, "小李\"二号\"\n"));
    CHECK(name() == "小李\"二号\"\n");
}
