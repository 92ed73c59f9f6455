#include "stage.hpp"
#include "weibo-sim/play.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace rw;
using namespace rw::sim;

namespace {

std::string const small = R"([sim]
seed = 5
[[brand]]
key = "a"
name = "甲牌"
uid = "1001"
tokens = [{ token = "t" }]
[[fan]]
name = "小李"
)";

std::string complaint(std::string const& text) {
    auto const read = read_scenario(text, "f.toml");
    return read ? "" : read.error().doing;
}

std::string shipped() {
    auto const* source = std::getenv("RW_SOURCE_DIR");
    std::ifstream in{std::string{source ? source : "."} + "/config/demo/scenario.toml"};
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("a bad scenario is complained about with its place and what was expected", "[weibo_sim]") {
    struct Row {
        std::string when;
        std::string text;
        std::string complaint;
    };
    std::vector<Row> const rows{
        {"not TOML", "[sim\n", "f.toml:1:5: "},
        {"no brand", "[sim]\nseed = 1\n", "a scenario needs at least one [[brand]]"},
        {"an unknown key", "[sim]\nsed = 1\n",
         "f.toml:2:1: unknown key \"sed\" in [sim]; expected one of: chunked, clock_speed, drop_share, gzip, "
         "profile, quota_ip_hour, seed, skew_share, speed, writes, zero_width_share"},
        {"an unknown table", small + "[live]\n",
         "unknown key \"live\" in the file; expected one of: brand, burst, crowd, fan, faults"},
        {"a wrong type", "[sim]\nseed = \"x\"\n",
         "f.toml:2:8: [sim] \"seed\": expected a whole number from 0 to"},
        {"out of bounds", "[sim]\ndrop_share = 1.5\n",
         "f.toml:2:14: [sim] \"drop_share\": expected a number from 0 to 1"},
        {"a brand without uid", "[[brand]]\nkey = \"a\"\nname = \"甲\"\n", "[[brand]] needs \"uid\""},
        {"a uid that is none", "[[brand]]\nkey = \"a\"\nname = \"甲\"\nuid = \"x\"\n",
         "f.toml:4:7: [[brand]] \"uid\": expected a number"},
        {"an unknown token state",
         "[[brand]]\nkey = \"a\"\nname = \"甲\"\nuid = \"1\"\ntokens = [{ token = \"t\", state = \"dead\" "
         "}]\n",
         "\"state\": expected valid, expired, revoked or garbage"},
        {"a name given twice", small + "[[fan]]\nname = \"小李\"\n", "the name \"小李\" is given twice"},
        {"an act that is none",
         small + "[[say]]\nat = \"1s\"\nact = \"shout\"\nby = \"小李\"\ntext = \"啊\"\n",
         "f.toml:12:7: [[say]] \"act\": expected one of: post, comment, reply"},
        {"a time that is none",
         small + "[[say]]\nat = \"soon\"\nact = \"post\"\nby = \"小李\"\ntext = \"啊\"\n",
         "f.toml:11:6: [[say]] \"at\": expected a time from the start such as \"5s\""},
        {"a speaker nobody knows",
         small + "[[say]]\nat = \"1s\"\nact = \"post\"\nby = \"小张\"\ntext = \"啊\"\n",
         "f.toml:13:6: [[say]] \"by\": nobody is called \"小张\""},
        {"a year that is none", "[sim]\nprofile = 2013\n",
         "f.toml:2:11: [sim] \"profile\": expected 2012, 2014 or 2018"},
        {"a fault that is none", small + "[faults]\nshare = 0.1\nkinds = [\"flood\"]\n",
         "f.toml:12:9: [faults] \"kinds\": \"flood\" is not one of: http500, http502html"},
        {"a cycle that is too short", small + "[life]\ncycle = [1, 2]\n",
         "f.toml:11:9: [life] \"cycle\": expected \"typical\" or 24 numbers"},
        {"both rates", "[[brand]]\nkey = \"a\"\nname = \"甲\"\nuid = \"1\"\nper_minute = 1\nper_hour = 1\n",
         "f.toml:6:12: [[brand]] \"per_hour\": expected either per_hour or per_minute"},
        {"counters that are none", "[[brand]]\nkey = \"a\"\nname = \"甲\"\nuid = \"1\"\ncounters = \"off\"\n",
         "f.toml:5:12: [[brand]] \"counters\": expected true, stuck, absent or human"},
        {"a push to another house",
         "[[brand]]\nkey = \"a\"\nname = \"甲\"\nuid = \"1\"\npush = { url = \"http://example.com/x\", "
         "app_secret = \"s\" }\n",
         "[push] \"url\": expected http, an address of this machine"},
        {"a burst for nobody", small + "[[burst]]\nat = \"1h\"\nbrand = \"z\"\ncount = 5\n",
         "there is no brand \"z\""},
        {"a form that is none",
         small + "[[say]]\nat = \"1s\"\nact = \"message\"\nby = \"小李\"\nform = \"telegram\"\n",
         "[[say]] \"form\": expected one of: text, position"},
        {"a target that comes later",
         small + "[[say]]\nat = \"1s\"\nact = \"comment\"\nby = \"小李\"\nto = \"p\"\ntext = "
                 "\"啊\"\n[[say]]\nat = \"2s\"\n"
                 "act = \"post\"\nby = \"a\"\nkey = \"p\"\ntext = \"哦\"\n",
         "no earlier [[say]] has the key \"p\""},
        {"life without texts", small + "[life.mix]\nquestion = 1\n",
         "no [[text]] has the class \"question\""},
        {"fates that do not add up", small + "[life.fate.default]\nin_time = 0.5\n", "must add up to 1"},
        {"a kind that is none", small + "[life.kinds]\nwhisper = 1\n",
         "\"whisper\" is not one of: comment, comment_mention, mention, message, repost"},
        {"a crowd without names", small + "[crowd]\ncount = 3\n", "a crowd needs \"heads\" and \"tails\""},
    };
    for (auto const& row : rows) {
        DYNAMIC_SECTION(row.when) {
            auto const said = complaint(row.text);
            INFO(said);
            CHECK(said.find(row.complaint) != std::string::npos);
            CHECK(said.starts_with("f.toml:"));
        }
    }
    CHECK(complaint(small) == "");
}

TEST_CASE("every complaint comes in one run", "[weibo_sim]") {
    auto const said = complaint("[sim]\nsed = 1\nseed = \"x\"\n");
    CHECK(std::count(said.begin(), said.end(), '\n') == 2);
}

TEST_CASE("the script happens at its times, also before the start", "[weibo_sim]") {
    auto const text = small + R"(
[[say]]
at = "-8m"
act = "post"
by = "a"
key = "p"
text = "答疑"
[[say]]
at = "-5m"
act = "comment"
by = "小李"
to = "p"
key = "c"
text = "坏了"
[[say]]
at = "10s"
act = "reply"
by = "a"
to = "c"
text = "私信"
[[say]]
at = "20s"
act = "delete"
to = "c"
)";
    Play play{read_scenario(text, "f").value(), noon};
    auto const shelf = [&] { return play.world().shelf(Uid{1001}); };
    REQUIRE(shelf().to_me.size() == 1);
    auto const complaint_id = WeiboId{shelf().to_me.front()};
    CHECK(play.world().find(complaint_id)->created_at == noon - 5min);
    CHECK(shelf().by_me.empty());
    play.advance(noon + 10s);
    REQUIRE(shelf().by_me.size() == 1);
    auto const* reply = play.world().find(WeiboId{shelf().by_me.front()});
    CHECK(reply->text == "回复@小李:私信");
    CHECK(reply->parent == complaint_id);
    CHECK(reply->created_at == noon + 10s);
    play.advance(noon + 1min);
    CHECK(shelf().to_me.empty());
    CHECK(play.take_troubles().empty());
}

TEST_CASE("the shipped scenario is good, lively and the same every time", "[weibo_sim]") {
    auto const scenario = read_scenario(shipped(), "scenario.toml");
    INFO((scenario ? "" : scenario.error().doing));
    REQUIRE(scenario.has_value());
    std::size_t fan_texts = 0;
    std::size_t replies = 0;
    for (auto const& pool : scenario->texts)
        fan_texts += pool.texts.size();
    for (auto const& pool : scenario->replies)
        replies += pool.texts.size();
    CHECK(scenario->brands.size() == 3);
    CHECK(fan_texts >= 150);
    CHECK(replies >= 80);

    Play play{*scenario, noon};
    Play again{*scenario, noon};
    CHECK(play.world().people().all().size() > 300);
    auto const before = play.world().items().size();
    CHECK(before > 100);
    for (auto at = noon; at <= noon + 5min; at += 5s)
        play.advance(at);
    again.advance(noon + 5min);
    auto const said = play.world().items().size() - before;
    CHECK(said > 5 * 20);
    CHECK(said < 5 * 60);
    REQUIRE(again.world().items().size() == play.world().items().size());
    auto const same = [](auto const& one, auto const& two) {
        return one.first == two.first && one.second.text == two.second.text;
    };
    CHECK(std::equal(play.world().items().begin(), play.world().items().end(), again.world().items().begin(),
                     same));
    CHECK(play.take_troubles().empty());
}

TEST_CASE("what staff forgot to fill in stays open", "[weibo_sim]") {
    Play play{read_scenario(shipped(), "scenario.toml").value(), noon};
    play.advance(noon + 30s);
    bool found = false;
    for (auto const& [id, item] : play.world().items())
        found = found || item.text.find("{昵称}") != std::string::npos;
    CHECK(found);
    for (auto const& [id, item] : play.world().items()) {
        for (auto const* ours : {"{product}", "{brand}", "{days}", "{price}", "{order}"}) {
            CHECK(item.text.find(ours) == std::string::npos);
        }
    }
}
