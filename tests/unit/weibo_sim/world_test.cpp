#include "stage.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::sim;
using namespace std::string_literals;

TEST_CASE("names are found in a text as the platform's clients find them", "[weibo_sim]") {
    struct Row {
        std::string text;
        std::vector<std::string> names;
    };
    std::vector<Row> const rows{
        {"@云织家居 在吗", {"云织家居"}},
        {"看看@云织家居，还有@Lily_9-a。", {"云织家居", "Lily_9-a"}},
        {"@云织家居你们好", {"云织家居你们好"}},
        {"回复@小李:好的", {}},
        {"回复@小李:好的@老王 来看", {"老王"}},
        {"说得对//@老王:哈哈//@小李:嗯", {"老王", "小李"}},
        {"@ @@ 邮箱a@", {}},
        {"@老王 @老王", {"老王"}},
        {"@🛋️", {}},
    };
    for (auto const& row : rows) {
        DYNAMIC_SECTION(row.text) {
            CHECK(names_in(row.text) == row.names);
        }
    }
}

TEST_CASE("what somebody says stands in the lists it belongs to and in no other", "[weibo_sim]") {
    Stage stage;
    auto const shelf = [&] { return stage.world.shelf(brand); };
    auto const post = stage.post(brand, "新品上架");
    CHECK(shelf().statuses == Timeline{post.value()});

    auto const comment = stage.comment(li, post, "多少钱");
    CHECK(shelf().to_me == Timeline{comment.value()});
    CHECK(stage.world.comments_of(post) == Timeline{comment.value()});

    auto const reply = stage.comment(brand, post, "回复@小李:99元", comment);
    CHECK(shelf().by_me == Timeline{reply.value()});
    CHECK(shelf().to_me == Timeline{comment.value()});
    CHECK(shelf().around == Timeline{comment.value(), reply.value()});
    CHECK(stage.world.shelf(li).to_me == Timeline{reply.value()});
    CHECK(shelf().comment_mentions.empty());

    stage.now += 1s;
    auto const mention = stage.post(wang, "@云织家居 出来");
    CHECK(shelf().mentions == Timeline{mention.value()});
    stage.now += 1s;
    auto const elsewhere = stage.comment(li, mention, "@云织家居 快回他");
    CHECK(shelf().comment_mentions == Timeline{elsewhere.value()});
    stage.now += 1s;
    auto const repost = stage.repost(wang, post, "转发微博");
    CHECK(stage.world.reposts_of(post) == Timeline{repost.value()});
    CHECK(shelf().mentions == Timeline{mention.value(), repost.value()});
    stage.now += 1s;
    auto const under_fan = stage.comment(brand, mention, "来了，请私信");
    CHECK(shelf().by_me == Timeline{reply.value(), under_fan.value()});
}

TEST_CASE("a thread keeps its root, whatever its depth", "[weibo_sim]") {
    Stage stage;
    auto const post = stage.post(brand, "答疑");
    auto const root = stage.comment(li, post, "坏了");
    auto const reply = stage.comment(brand, post, "回复@小李:私信", root);
    auto const deep = stage.comment(li, post, "回复@云织家居:发了", reply);
    CHECK(stage.world.find(root)->thread == root);
    CHECK(stage.world.find(deep)->thread == root);
    CHECK(stage.world.find(deep)->parent == reply);
    CHECK(stage.world.find(root)->floor == 1);
    CHECK(stage.world.find(deep)->floor == 0);
    CHECK(root < reply);
    CHECK(reply < deep);
}

TEST_CASE("an item becomes visible late, below ids that were seen before", "[weibo_sim]") {
    Stage stage;
    auto const post = stage.post(brand, "答疑");
    Words words;
    words.author = li;
    words.shape = Shape::comment;
    words.post = post;
    words.text = "审核中";
    words.late = 90s;
    auto const late = stage.say(words);
    stage.now += 10s;
    auto const prompt = stage.comment(wang, post, "我先到");
    CHECK(late < prompt);
    CHECK(stage.world.comments_of(post) == Timeline{prompt.value()});
    CHECK(stage.world.unread(brand).comments == 1);

    stage.world.advance(noon + 89999ms);
    CHECK_FALSE(stage.world.find(late)->visible);
    stage.world.advance(noon + 90s);
    CHECK(stage.world.comments_of(post) == Timeline{late.value(), prompt.value()});
    CHECK(stage.world.unread(brand).comments == 2);
    CHECK(stage.world.find(late)->created_at == noon);
}

TEST_CASE("what was deleted disappears from every list and never comes back", "[weibo_sim]") {
    Stage stage;
    auto const post = stage.post(brand, "答疑");
    auto const comment = stage.comment(li, post, "@云织家居 坏了");
    REQUIRE(stage.world.remove(comment).has_value());
    CHECK(stage.world.shelf(brand).to_me.empty());
    CHECK(stage.world.shelf(brand).comment_mentions.empty());
    CHECK(stage.world.comments_of(post).empty());
    CHECK(stage.world.find(comment)->deleted);
    CHECK(stage.world.unread(brand).comments == 1);  // the badge does not fall

    Words hidden;
    hidden.author = li;
    hidden.shape = Shape::comment;
    hidden.post = post;
    hidden.text = "还没过审";
    hidden.late = 60s;
    auto const never = stage.say(hidden);
    REQUIRE(stage.world.remove(never).has_value());
    stage.world.advance(noon + 1h);
    CHECK(stage.world.comments_of(post).empty());
    CHECK_FALSE(stage.world.remove(WeiboId{1}).has_value());
}

TEST_CASE("badges count what was shown and start again when the staff have looked", "[weibo_sim]") {
    Stage stage;
    auto const post = stage.post(brand, "答疑");
    auto const comment = stage.comment(li, post, "问一下@云织家居 ");
    stage.comment(brand, post, "回复@小李:好", comment);
    stage.post(wang, "@云织家居 出来");
    stage.repost(wang, post, "@云织家居 看");
    auto const unread = stage.world.unread(brand);
    CHECK(unread.comments == 1);
    CHECK(unread.mentions == 2);
    CHECK(unread.comment_mentions == 1);
    stage.world.read_by_human(brand);
    CHECK(stage.world.unread(brand).comments == 0);
    stage.comment(wang, post, "还有我");
    CHECK(stage.world.unread(brand).comments == 1);
}

TEST_CASE("words that do not fit are refused with a reason", "[weibo_sim]") {
    Stage stage;
    auto const post = stage.post(brand, "答疑");
    auto const other = stage.post(brand, "另一条");
    auto const comment = stage.comment(li, post, "坏了");
    auto const gone = stage.post(brand, "发错了");
    REQUIRE(stage.world.remove(gone).has_value());
    auto const why = [&](Uid author, WeiboId under, WeiboId parent, std::string text) {
        Words words{author, Shape::comment, std::move(text), under, parent, noon};
        auto const made = stage.world.say(words);
        return made ? "" : made.error().doing;
    };
    CHECK(why(Uid{5}, post, {}, "a") == "say: nobody has the uid 5");
    CHECK(why(li, post, {}, "") == "say: the text is empty");
    CHECK(why(li, comment, {}, "a") == "say: there is no status " + comment.text());
    CHECK(why(li, gone, {}, "a") == "say: the status " + gone.text() + " was deleted");
    CHECK(why(li, post, post, "a") == "say: there is no comment " + post.text());
    CHECK(why(li, other, comment, "a") == "say: parent and post do not belong together");
    CHECK_FALSE(stage.world.edit(comment, "b", noon).has_value());
}

TEST_CASE("a renamed account keeps its uid; old texts keep the old name", "[weibo_sim]") {
    Stage stage;
    auto const before = stage.post(wang, "@小李 你好");
    REQUIRE(stage.world.people().rename(li, "小李改名了"));
    CHECK_FALSE(stage.world.people().rename(li, "老王"));
    CHECK(stage.world.people().find("小李") == nullptr);
    CHECK(stage.world.people().find("小李改名了")->uid == li);
    CHECK(stage.world.find(before)->text == "@小李 你好");
    CHECK(stage.world.find(before)->mentions == std::vector{li});
    auto const after = stage.post(wang, "@小李 还在吗");
    CHECK(stage.world.find(after)->mentions.empty());
}

TEST_CASE("a trailing zero-width space is put where the scenario wants it", "[weibo_sim]") {
    World world{1, 1.0};
    world.people().add({li, "小李"});
    auto const id = world.say({li, Shape::status, "早", {}, {}, noon}).value();
    CHECK(world.find(id)->text == "早\u200b");
}

TEST_CASE("of too many items the oldest are forgotten, and no list remembers them", "[weibo_sim]") {
    World world{1, 0, 3};
    world.people().add({brand, "云织家居", Role::brand, brand});
    world.people().add({li, "小李"});
    auto const post = world.say({brand, Shape::status, "答疑", {}, {}, noon}).value();
    std::vector<std::int64_t> ids;
    for (int at = 1; at <= 4; ++at) {
        Words words{li, Shape::comment, "第" + std::to_string(at) + "条", post, {}, noon + at * 1s};
        if (auto const made = world.say(words)) ids.push_back(made->value());
        world.advance(noon + at * 1s);
    }
    REQUIRE(ids.size() ==
            3);  // the post was forgotten when the third comment came: nothing can be said under it
    CHECK(world.items().size() == 3);
    CHECK(world.find(post) == nullptr);
    CHECK(world.shelf(brand).statuses.empty());
    CHECK(world.shelf(brand).to_me == Timeline{ids[0], ids[1], ids[2]});
    world.say({brand, Shape::status, "另一条", {}, {}, noon + 9s}).value();
    world.advance(noon + 9s);
    CHECK(world.shelf(brand).to_me == Timeline{ids[1], ids[2]});
}
