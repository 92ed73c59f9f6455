// Generated life: its rhythm, its bursts, and every way in which a brand answers (weibo-api 11.13, 11.14).
#include "stage.hpp"
#include "weibo-sim/play.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::sim;

namespace {

/// `life` goes into `[life]`, `more` comes after everything else.
Scenario lively(std::string const& brand, std::string const& life, std::string const& more = "") {
    return read_scenario(R"([sim]
seed = 11
[[brand]]
key = "a"
name = "甲牌"
uid = "1001"
tokens = [{ token = "t" }]
staff = [{ uid = "1002", name = "甲牌客服" }]
posts = ["新品上架"]
)" + brand + R"(
[crowd]
count = 50
heads = ["今天", "爱吃", "退休", "早起", "晚睡"]
tails = ["小猫", "西瓜", "番茄", "老张", "闲人", "打工人"]
[[text]]
class = "question"
texts = ["什么时候补货"]
[[text]]
class = "prod"
texts = ["在吗"]
[[reply]]
class = "any"
tone = "good"
texts = ["您好，周五补货"]
[[reply]]
class = "any"
tone = "cold"
texts = ["哦"]
[life]
)" + life + "\n[life.mix]\nquestion = 1\n" +
                             more,
                         "f")
        .value();
}

TimePoint const midnight = from_rfc3339("2026-11-23T16:00:00Z").value();  // in Beijing

std::size_t said_by_fans(Play& play, TimePoint from, TimePoint to) {
    std::size_t count = 0;
    for (auto const& [id, item] : play.world().items()) {
        auto const* who = play.world().people().find(item.author);
        bool const first = who->role == Role::fan && item.note == "question";
        if (first && item.created_at >= from && item.created_at < to) ++count;
    }
    return count;
}

}  // namespace

TEST_CASE("messages come at the rate of the hour and of the brand", "[weibo_sim]") {
    Play flat{lively("per_hour = 60", ""), midnight};
    flat.advance(midnight + 24h);
    auto const all = said_by_fans(flat, midnight, midnight + 24h);
    CHECK(all > 1200);
    CHECK(all < 1700);

    Play day{lively("per_hour = 60", "cycle = \"typical\""), midnight};
    day.advance(midnight + 24h);
    auto const night = said_by_fans(day, midnight + 2h, midnight + 6h);
    auto const evening = said_by_fans(day, midnight + 19h, midnight + 23h);
    CHECK(night < 80);
    CHECK(evening > 300);
    auto const whole = said_by_fans(day, midnight, midnight + 24h);
    CHECK(whole > 1200);
    CHECK(whole < 1700);

    auto const only_ten = "cycle = [0,0,0,0,0,0,0,0,0,0,1,0,0,0,0,0,0,0,0,0,0,0,0,0]";
    Play once{lively(std::string{"per_hour = 600\n"} + only_ten, ""), midnight};
    once.advance(midnight + 24h);
    CHECK(said_by_fans(once, midnight, midnight + 10h) == 0);
    CHECK(said_by_fans(once, midnight + 10h, midnight + 11h) > 500);
    CHECK(said_by_fans(once, midnight + 11h, midnight + 24h) == 0);
}

TEST_CASE("a burst brings its messages, most of them at first", "[weibo_sim]") {
    Play play{
        lively("per_hour = 0", "",
               "[[burst]]\nat = \"1h\"\nbrand = \"a\"\ncount = 300\nover = \"30m\"\nof = \"question\"\n"),
        midnight};
    play.advance(midnight + 3h);
    CHECK(said_by_fans(play, midnight, midnight + 1h) == 0);
    auto const early = said_by_fans(play, midnight + 1h, midnight + 70min);
    auto const later = said_by_fans(play, midnight + 80min, midnight + 90min + 1s);
    CHECK(said_by_fans(play, midnight, midnight + 3h) == 300);
    CHECK(early > 150);
    CHECK(later < early / 2);
    CHECK(said_by_fans(play, midnight + 90min + 1s, midnight + 3h) == 0);
}

TEST_CASE("bursts come by chance", "[weibo_sim]") {
    Play calm{lively("per_hour = 6", ""), midnight};
    Play wild{lively("per_hour = 6", "bursts_per_day = 6\nburst_factor = 50\nburst_decay = \"20m\""),
              midnight};
    calm.advance(midnight + 24h);
    wild.advance(midnight + 24h);
    CHECK(said_by_fans(wild, midnight, midnight + 24h) > 2 * said_by_fans(calm, midnight, midnight + 24h));
}

TEST_CASE("a brand answers in every way that brands have", "[weibo_sim]") {
    struct Row {
        std::string form;
        std::string kind;
    };
    for (auto const& row : {Row{"reply", "comment"}, Row{"deep", "comment"}, Row{"fresh", "comment"},
                            Row{"second_account", "comment"}, Row{"repost", "mention"}}) {
        DYNAMIC_SECTION(row.form) {
            Play play{lively("per_hour = 30", "in_time = { median = \"60s\" }",
                             "[life.forms]\n" + row.form + " = 1\n[life.kinds]\n" + row.kind + " = 1\n"),
                      midnight};
            play.advance(midnight + 6h);
            std::size_t fitting = 0;
            auto& world = play.world();
            for (auto const& [id, item] : world.items()) {
                if (item.note != "good") continue;
                auto const* parent = world.find(item.parent);
                bool const to_fan = parent && world.people().find(parent->author)->role == Role::fan;
                bool fits = item.author == Uid{row.form == "second_account" ? 1002 : 1001};
                if (row.form == "reply" || row.form == "second_account")
                    fits = fits && to_fan && parent->parent.none();
                if (row.form == "deep") fits = fits && to_fan && !parent->parent.none();
                if (row.form == "fresh") fits = fits && item.shape == Shape::comment && item.parent.none();
                if (row.form == "repost") fits = fits && item.shape == Shape::status && !item.post.none();
                CHECK(fits);
                ++fitting;
            }
            CHECK(fitting > 20);
        }
    }
}

TEST_CASE("an answer may be taken back", "[weibo_sim]") {
    Play play{lively("per_hour = 30", "brand_delete_share = 1.0\n[life.fate]\ndefault = { badly = 1.0 }"),
              midnight};
    play.advance(midnight + 6h);
    std::size_t gone = 0;
    for (auto const& [id, item] : play.world().items())
        gone += item.note == "bad" && item.deleted ? 1U : 0U;
    CHECK(gone > 20);
}

TEST_CASE("texts, accounts and posts are garnished as often as wanted", "[weibo_sim]") {
    Play play{
        lively("per_hour = 60", "post_every = \"10m\"",
               "[life.garnish]\nlinks = 1\nemoticons = 1\nvariants = 1\nlong_texts = 1\nauthorless = 1\n"
               "edited_posts = 1\nrenames = 1\n[life.kinds]\ncomment = 1\nmention = 1\n"),
        midnight};
    play.advance(midnight + 4h);
    std::size_t long_ones = 0;
    std::size_t edited = 0;
    std::size_t typed = 0;
    for (auto const& [id, item] : play.world().items()) {
        edited += item.edits > 0 ? 1U : 0U;
        if (item.note == "question") {
            CHECK(item.text.find(" http://t.cn/") != std::string::npos);
            CHECK(item.authorless);
            long_ones += item.text.size() > 500 ? 1U : 0U;
        }
        bool const reply = item.note == "good" && !item.parent.none();
        typed += reply && !item.text.starts_with("回复@") ? 1U : 0U;
    }
    CHECK(long_ones > 20);
    CHECK(edited > 5);
    CHECK(typed > 10);
    std::size_t renamed = 0;
    for (auto const& [uid, who] : play.world().people().all())
        renamed += who.name.find("_新") != std::string::npos ? 1U : 0U;
    CHECK(renamed > 20);
}

TEST_CASE("private messages are part of life and stay out of the lists", "[weibo_sim]") {
    Play play{lively("per_hour = 60", "", "[life.kinds]\nmessage = 1\n"), midnight};
    play.advance(midnight + 2h);
    CHECK(play.world().unread(Uid{1001}).letters > 60);
    CHECK(play.world().shelf(Uid{1001}).to_me.empty());
    CHECK(play.world().shelf(Uid{1001}).mentions.empty());
    CHECK(play.take_troubles().empty());
}

TEST_CASE("the staff of a human brand look at their badges now and then", "[weibo_sim]") {
    Play play{lively("per_hour = 60\ncounters = \"human\"", "staff_look_every = \"1h\""), midnight};
    int falls = 0;
    std::int64_t before = 0;
    for (auto now = midnight; now < midnight + 24h; now += 1min) {
        play.advance(now);
        auto const comments = play.world().unread(Uid{1001}).comments;
        falls += comments < before ? 1 : 0;
        before = comments;
    }
    CHECK(falls > 10);
    CHECK(falls < 50);
    play.set_badges(Uid{1001}, Badges::truly, midnight + 24h);
    play.advance(midnight + 48h);
    CHECK(play.world().unread(Uid{1001}).comments > 1000);
}
