#include "stage.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace rw;
using namespace rw::sim;

namespace {

std::set<std::string> keys_of(rapidjson::Value const& object) {
    std::set<std::string> keys;
    for (auto const& member : object.GetObject())
        keys.insert(member.name.GetString());
    return keys;
}

using Keys = std::set<std::string>;

}  // namespace

TEST_CASE("an empty list has the envelope that was seen", "[weibo_sim]") {
    Stage stage;
    CHECK(
        stage.ask("/2/comments/to_me.json").text ==
        R"({"comments":[],"hasvisible":false,"previous_cursor":0,"next_cursor":0,"total_number":0,"interval":0})");
    auto const post = stage.post(li, "无人问津");
    CHECK(stage.ask("/2/statuses/repost_timeline.json?id=" + post.text()).text ==
          R"({"reposts":[],"hasvisible":false,"previous_cursor":0,"next_cursor":0,"total_number":0})");
    auto const show = stage.ask("/2/comments/show.json?id=" + post.text());
    CHECK(keys_of(show.json) == Keys{"comments", "marks", "hasvisible", "previous_cursor", "next_cursor",
                                     "total_number", "interval", "since_id", "max_id"});
}

TEST_CASE("a comment has the keys of 2018", "[weibo_sim]") {
    Stage stage;
    auto const post = stage.post(brand, "答疑");
    auto const root = stage.comment(li, post, "请问什么时候到货？");
    auto const reply = stage.comment(brand, post, "回复@小李:您好，请私信订单号[微笑]", root);
    auto const answer = stage.ask("/2/comments/by_me.json");
    auto const& comment = answer["comments"][0];
    CHECK(keys_of(comment) == Keys{"created_at", "id", "rootid", "floor_number", "text", "disable_reply",
                                   "source_allowclick", "source_type", "source", "user", "mid", "idstr",
                                   "status", "reply_comment", "reply_original_text"});
    CHECK(comment["id"].GetInt64() == reply.value());
    CHECK(comment["idstr"].GetString() == reply.text());
    CHECK(comment["rootid"].GetInt64() == root.value());
    CHECK(comment["reply_original_text"].GetString() == std::string{"您好，请私信订单号[微笑]"});
    CHECK(comment["created_at"].GetString() == weibo_date(time_of(reply.value())));
    CHECK(std::string{comment["source"].GetString()}.starts_with("<a href=\"http://app.weibo.com/"));

    auto const& parent = comment["reply_comment"];
    CHECK(parent["id"].GetInt64() == root.value());
    CHECK(parent["user"]["id"].GetInt64() == li.value());
    CHECK_FALSE(parent.HasMember("status"));
    CHECK(comment["status"]["comments_count"].GetInt() == 0);
    CHECK(comment["status"]["attitudes_count"].GetInt() == 0);
}

TEST_CASE("a user has the keys of 2018; the badge's keys only when verified", "[weibo_sim]") {
    Keys const always{"id",
                      "idstr",
                      "class",
                      "screen_name",
                      "name",
                      "province",
                      "city",
                      "location",
                      "description",
                      "url",
                      "profile_image_url",
                      "cover_image",
                      "cover_image_phone",
                      "profile_url",
                      "domain",
                      "weihao",
                      "gender",
                      "followers_count",
                      "friends_count",
                      "pagefriends_count",
                      "statuses_count",
                      "favourites_count",
                      "created_at",
                      "following",
                      "allow_all_act_msg",
                      "geo_enabled",
                      "verified",
                      "verified_type",
                      "remark",
                      "insecurity",
                      "ptype",
                      "allow_all_comment",
                      "avatar_large",
                      "avatar_hd",
                      "verified_reason",
                      "verified_trade",
                      "verified_reason_url",
                      "verified_source",
                      "verified_source_url",
                      "pay_remind",
                      "pay_date",
                      "follow_me",
                      "like",
                      "like_me",
                      "online_status",
                      "bi_followers_count",
                      "lang",
                      "star",
                      "mbtype",
                      "mbrank",
                      "block_word",
                      "block_app",
                      "credit_score",
                      "user_ability",
                      "urank",
                      "story_read_state",
                      "vclub_member"};
    auto verified = always;
    verified.insert({"verified_state", "verified_level", "verified_type_ext", "has_service_tel",
                     "verified_reason_modified", "verified_contact_name", "verified_contact_email",
                     "verified_contact_mobile"});
    Stage stage;
    auto const post = stage.post(brand, "答疑");
    stage.comment(li, post, "在吗");
    auto const answer = stage.ask("/2/comments/to_me.json");
    CHECK(keys_of(answer["comments"][0]["user"]) == always);
    CHECK(keys_of(answer["comments"][0]["status"]["user"]) == verified);
    CHECK(answer["comments"][0]["status"]["user"]["verified_type"].GetInt() == 2);
}

TEST_CASE("count is clamped, defaults differ, and the window holds", "[weibo_sim]") {
    Stage stage;
    auto const post = stage.post(brand, "答疑");
    std::vector<std::int64_t> ids;
    for (int at = 0; at < 230; ++at) {
        stage.now += 1s;
        ids.push_back(stage.comment(li, post, "第" + std::to_string(at) + "条").value());
    }
    auto const size = [&](std::string const& query) {
        return stage.ask("/2/comments/to_me.json" + query).ids("comments").size();
    };
    CHECK(size("") == 50);
    CHECK(size("?count=0") == 50);
    CHECK(size("?count=1000") == 200);
    CHECK(size("?since_id=" + std::to_string(ids[225])) == 4);
    CHECK(size("?max_id=" + std::to_string(ids[2])) == 3);
    CHECK(size("?count=200&page=2") == 30);
    auto const first = stage.ask("/2/comments/to_me.json?count=3");
    CHECK(first.ids("comments") == std::vector{ids[229], ids[228], ids[227]});
    CHECK(first["next_cursor"].GetInt64() == ids[226]);
    CHECK(first["total_number"].GetInt() == 230);
}

TEST_CASE("items vanish after the page was cut, and the total does not say so", "[weibo_sim]") {
    Stage stage{Manners{3, 0.3}};
    auto const post = stage.post(brand, "答疑");
    for (int at = 0; at < 60; ++at) {
        stage.now += 1s;
        stage.comment(li, post, "第" + std::to_string(at) + "条");
    }
    auto const page = stage.ask("/2/comments/to_me.json?count=40");
    auto const shown = page.ids("comments");
    CHECK(shown.size() < 40);
    CHECK(shown.size() > 15);
    CHECK(page["total_number"].GetInt() == 60);
    CHECK(page["next_cursor"].GetInt64() != 0);
    CHECK(stage.ask("/2/comments/to_me.json?count=40").ids("comments") == shown);
}

TEST_CASE("fans who have not authorised the app are missing from mentions and to_me only", "[weibo_sim]") {
    Stage stage;
    auto const post = stage.post(brand, "答疑");
    REQUIRE(stage.world.people().set_authorised(li, false));
    stage.comment(li, post, "@云织家居 看不见我");
    stage.post(li, "@云织家居 也看不见我");
    auto const to_me = stage.ask("/2/comments/to_me.json");
    CHECK(to_me.ids("comments").empty());
    CHECK(to_me["total_number"].GetInt() == 1);
    CHECK(stage.ask("/2/statuses/mentions.json").ids("statuses").empty());
    CHECK(stage.ask("/2/comments/mentions.json").ids("comments").size() == 1);
    CHECK(stage.ask("/2/comments/show.json?id=" + post.text()).ids("comments").size() == 1);
    CHECK(stage.ask("/2/remind/unread_count.json?uid=1904178193")["cmt"].GetInt() == 1);
}

TEST_CASE("filters leave out what they say", "[weibo_sim]") {
    Stage stage;
    auto const post = stage.post(brand, "答疑");
    auto const mention = stage.post(li, "@云织家居 在吗");
    stage.repost(wang, post, "看看");
    CHECK(stage.ask("/2/statuses/mentions.json").ids("statuses").size() == 2);
    CHECK(stage.ask("/2/statuses/mentions.json?filter_by_type=1").ids("statuses") ==
          std::vector{mention.value()});
    CHECK(stage.ask("/2/statuses/mentions.json?filter_by_author=1").ids("statuses").empty());
    CHECK(stage.ask("/2/statuses/mentions.json?filter_by_author=2").ids("statuses").size() == 2);
    auto const trimmed = stage.ask("/2/statuses/mentions.json?trim_user=1");
    CHECK(keys_of(trimmed["statuses"][0]["user"]) == Keys{"id"});
}

TEST_CASE("comments/show brings the status with real counters, unless nothing is shown", "[weibo_sim]") {
    Stage stage;
    auto const post = stage.post(brand, "答疑");
    stage.comment(li, post, "一");
    stage.comment(wang, post, "二");
    stage.repost(wang, post, "三");
    auto const show = stage.ask("/2/comments/show.json?id=" + post.text());
    CHECK(show["status"]["comments_count"].GetInt() == 2);
    CHECK(show["status"]["reposts_count"].GetInt() == 1);
    CHECK(show["comments"][0]["status"]["comments_count"].GetInt() == 0);
    auto const none = stage.ask("/2/comments/show.json?id=" + post.text() + "&max_id=1");
    CHECK_FALSE(none.json.HasMember("status"));
}

TEST_CASE("a deleted status leaves a tombstone where others refer to it", "[weibo_sim]") {
    Stage stage;
    auto const post = stage.post(brand, "发错了");
    auto const mention = stage.repost(li, post, "@云织家居 截图了");
    stage.comment(wang, post, "哈哈");
    REQUIRE(stage.world.remove(post).has_value());
    auto const mentions = stage.ask("/2/statuses/mentions.json");
    auto const& gone = mentions["statuses"][0]["retweeted_status"];
    CHECK(mentions["statuses"][0]["id"].GetInt64() == mention.value());
    CHECK(keys_of(gone) == Keys{"created_at", "id", "mid", "idstr", "text", "deleted"});
    CHECK(gone["deleted"].GetString() == std::string{"1"});
    CHECK(std::string{gone["text"].GetString()}.starts_with("抱歉，此微博已被作者删除。"));
    CHECK(stage.ask("/2/comments/to_me.json")["comments"][0]["status"]["deleted"].GetString() ==
          std::string{"1"});
    CHECK(stage.ask("/2/statuses/show.json?id=" + post.text())["error_code"].GetInt() == 20101);
}

TEST_CASE("an author whose account is gone is missing, not null", "[weibo_sim]") {
    Stage stage;
    auto const post = stage.post(brand, "答疑");
    Words words{li, Shape::comment, "走了", post, {}, noon};
    words.authorless = true;
    stage.say(words);
    auto const answer = stage.ask("/2/comments/to_me.json");
    CHECK_FALSE(answer["comments"][0].HasMember("user"));
}

TEST_CASE("a long status is cut with a link, and whole when asked for", "[weibo_sim]") {
    Stage stage;
    std::string text = "@云织家居 ";
    for (int at = 0; at < 150; ++at)
        text += "长";
    auto const id = stage.post(li, text);
    auto const mentions = stage.ask("/2/statuses/mentions.json");
    auto const& cut = mentions["statuses"][0];
    CHECK(cut["isLongText"].GetBool());
    CHECK(std::string{cut["text"].GetString()}.ends_with("...全文： http://m.weibo.cn/5100000001/" +
                                                         id.text() + " \u200b"));
    CHECK(cut["textLength"].GetInt() == 310);
    CHECK_FALSE(cut.HasMember("longText"));
    auto const whole = stage.ask("/2/statuses/show.json?isGetLongText=1&id=" + id.text());
    CHECK(whole["longText"]["longTextContent"].GetString() == text);
}

TEST_CASE("an edited status keeps its id", "[weibo_sim]") {
    Stage stage;
    auto const id = stage.post(li, "@云织家居 一版");
    REQUIRE(stage.world.edit(id, "@云织家居 二版", noon + 60s).has_value());
    auto const status = stage.ask("/2/statuses/show.json?id=" + id.text());
    CHECK(status["text"].GetString() == std::string{"@云织家居 二版"});
    CHECK(status["edit_count"].GetInt() == 1);
    CHECK(status["edit_at"].GetString() == weibo_date(noon + 60s));
}

TEST_CASE("user_timeline reaches the newest five of the token's own user", "[weibo_sim]") {
    Stage stage;
    std::vector<std::int64_t> ids;
    for (int at = 0; at < 7; ++at) {
        stage.now += 1s;
        ids.push_back(stage.post(brand, "第" + std::to_string(at) + "条").value());
    }
    CHECK(stage.ask("/2/statuses/user_timeline.json?count=100").ids("statuses") ==
          std::vector{ids[6], ids[5], ids[4], ids[3], ids[2]});
    CHECK(stage.ask("/2/statuses/user_timeline.json?uid=1904178193").status == 200);
    CHECK(stage.ask("/2/statuses/user_timeline.json?screen_name=%E5%B0%8F%E6%9D%8E")["error_code"].GetInt() ==
          21335);
}
