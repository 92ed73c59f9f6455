// Rules and a model of one's own, and how far an account leans: what is good is used, what is not is refused
// with its place.
#include "folder.hpp"

#include "tone/shipped.hpp"

#include <catch2/catch.hpp>

namespace rw::config {
namespace {

constexpr std::string_view account =
    "[[account]]\nname = \"yunzhi\"\nuid = \"1904178193\"\ntoken_files = [\"a.token\"]\n";

constexpr std::string_view own_rules = R"([[rule]]
number = 900
id = "complaint.our_word"
label = "complaint"
weight = 4.0
sure = true
patterns = ['云织翻面']
why = "我们自己的话"
why_en = "a word of our own"
fires_on = ["又云织翻面了"]
silent_on = ["云织很好"]
)";

Loaded load_in(Folder const& folder, std::string_view text) {
    folder.write("a.token", "synthetic-a\n");
    return load(folder.write("replywatch.toml", text));
}

}  // namespace

TEST_CASE("an account leans by the points that are written for a label", "[config][tone]") {
    Folder const folder;
    auto const loaded = load_in(folder, std::string{account} +
                                            "[account.thresholds]\nfan = { sarcasm = 10, legal = -5 }\n"
                                            "reply = { officialese = 50 }\n");
    INFO(said(loaded));
    REQUIRE(loaded.config);
    auto const& leanings = loaded.config->accounts.front().leanings;
    REQUIRE(leanings.fan.size() == 2);
    CHECK(leanings.fan[0] == std::pair{tone::FanLabel::sarcasm, 0.10F});
    CHECK(leanings.fan[1] == std::pair{tone::FanLabel::legal, -0.05F});
    CHECK(leanings.reply == std::vector{std::pair{tone::ReplyLabel::officialese, 0.50F}});
}

TEST_CASE("a label that there is not, or too many points, are refused where they stand", "[config][tone]") {
    Folder const folder;
    auto const loaded =
        load_in(folder, std::string{account} +
                            "[account.thresholds]\nfan = { sarcsm = 10 }\nreply = { cold = 51 }\n");
    REQUIRE_FALSE(loaded.config);
    CHECK_THAT(said(loaded),
               Catch::Contains(":6:") && Catch::Contains("sarcsm") && Catch::Contains("sarcasm"));
    CHECK_THAT(said(loaded), Catch::Contains(":7:") && Catch::Contains("51 is out of range"));
}

TEST_CASE("a folder's own rules and model judge, the rest is what is shipped", "[config][tone]") {
    Folder const folder;
    folder.write("own/fan.toml", own_rules);
    folder.write("own/model.bin", tone::shipped::model());
    auto const loaded = load_in(folder, "[tone]\nfolder = \"own\"\n");
    INFO(said(loaded));
    REQUIRE(loaded.config);
    auto const judge = loaded.config->tone.judge;
    REQUIRE(judge);
    CHECK(judge->fan({"又云织翻面"}).has(tone::FanLabel::complaint));
    CHECK(judge->rules().fan.size() == 1);
    CHECK(judge->rules().reply.size() == tone::Judge::shipped().rules().reply.size());
    CHECK(judge->model().made_of() == tone::Judge::shipped().model().made_of());
}

TEST_CASE("without a folder what is shipped judges", "[config][tone]") {
    Folder const folder;
    auto const loaded = load_in(folder, "[tone]\nfolder = \"\"\n");
    REQUIRE(loaded.config);
    CHECK(loaded.config->tone.judge == nullptr);
}

TEST_CASE("a folder with a mistake in it is refused with file, line and what was expected",
          "[config][tone]") {
    Folder const folder;
    SECTION("no folder") {
        auto const loaded = load_in(folder, "[tone]\nfolder = \"none\"\n");
        CHECK_THAT(said(loaded), Catch::Contains("replywatch.toml:2:10") && Catch::Contains("is no folder"));
    }
    SECTION("nothing in it") {
        folder.write("own/readme.txt", "");
        auto const loaded = load_in(folder, "[tone]\nfolder = \"own\"\n");
        CHECK_THAT(said(loaded), Catch::Contains("has none of fan.toml"));
    }
    SECTION("a rule without a label") {
        auto text = std::string{own_rules};
        text.replace(text.find("complaint\"\n"), 9, "gripe");
        folder.write("own/fan.toml", text);
        auto const loaded = load_in(folder, "[tone]\nfolder = \"own\"\n");
        CHECK_THAT(said(loaded), Catch::Contains("own/fan.toml:1:1: label: `gripe` is none"));
    }
    SECTION("a rule that does not find its own example") {
        auto text = std::string{own_rules};
        text.replace(text.find("又云织翻面了"), std::string_view{"又云织翻面了"}.size(), "很好");
        folder.write("own/fan.toml", text);
        auto const loaded = load_in(folder, "[tone]\nfolder = \"own\"\n");
        CHECK_THAT(said(loaded), Catch::Contains("does not find its example"));
    }
    SECTION("a model that was cut") {
        folder.write("own/model.bin", tone::shipped::model().substr(0, 1000));
        auto const loaded = load_in(folder, "[tone]\nfolder = \"own\"\n");
        CHECK_THAT(said(loaded), Catch::Contains("own/model.bin"));
    }
}

}  // namespace rw::config
