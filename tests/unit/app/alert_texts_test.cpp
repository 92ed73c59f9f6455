// What a team reads, word for word: tests/golden/alerts/SCENE.LANGUAGE.txt.
#include "support/golden.hpp"
#include "told.hpp"

#include "core/personal.hpp"
#include "core/text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

namespace rw::test {
namespace {

using alert::Incident;
using alert::News;

constexpr std::array languages{Language::chinese, Language::english};
constexpr std::array all_news{News::opened,   News::updated,      News::escalated,
                              News::repeated, News::acknowledged, News::resolved};
constexpr std::size_t most_bytes = 2048;

std::filesystem::path file_of(std::string const& scene, Language language) {
    auto const* const end = language == Language::chinese ? ".zh.txt" : ".en.txt";
    return source_dir() / "tests/golden/alerts" / (scene + end);
}

/// One bulletin as it is read.
struct Told {
    std::string name;
    Language language = Language::chinese;
    std::string console;
    std::string chat;
};
Told told(std::string name, notify::Bulletin const& bulletin) {
    return {std::move(name), bulletin.language, on_console(bulletin), in_chat(bulletin)};
}

/// Every news of one incident.
std::vector<Told> told_of(Incident const& incident, Language language) {
    std::vector<Told> all;
    for (auto const news : all_news)
        all.push_back(told(std::string{to_text(news)}, bulletin_of({incident}, news, language)));
    return all;
}

/// What travels together, and what may have been sent already.
std::vector<Told> told_of_many(Language language) {
    std::vector<Incident> all;
    for (auto const& scene : all_scenes(language))
        all.push_back(incident_of(scene.trouble, language));
    auto digest = bulletin_of(all, News::opened, language);
    digest.digest = true;
    auto unseen = std::vector<Incident>(all.begin(), all.begin() + 3);
    for (auto& incident : unseen)
        incident.observed = false;
    auto again = bulletin_of({all.front()}, News::opened, language);
    again.notices.front().possibly_repeated = true;
    std::vector<Told> texts{told("digest", digest)};
    for (auto const news : all_news)
        texts.push_back(told("group, " + std::string{to_text(news)}, bulletin_of(all, news, language)));
    texts.push_back(told("backlog", bulletin_of(unseen, News::opened, language)));
    texts.push_back(told("possibly repeated", again));
    return texts;
}

/// Everything in both languages.
std::vector<Told> const& everything() {
    static auto const all = [] {
        std::vector<Told> texts;
        for (auto const language : languages) {
            for (auto const& scene : all_scenes(language))
                std::ranges::move(told_of(incident_of(scene.trouble, language), language),
                                  std::back_inserter(texts));
            std::ranges::move(told_of_many(language), std::back_inserter(texts));
        }
        return texts;
    }();
    return all;
}

std::string written(std::vector<Told> const& texts) {
    std::string out;
    for (auto const& one : texts) {
        out += "== " + one.name + ", console\n" + one.console;
        out += "== " + one.name + ", chat\n" + one.chat;
    }
    return out;
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != text.npos;
}

std::string first_line(std::string const& text) {
    return text.substr(0, text.find('\n'));
}

/// Without what stands in quotation marks and without names behind an `@`.
std::string unquoted(std::string text) {
    constexpr std::string_view open = "“";
    constexpr std::string_view close = "”";
    for (auto at = text.find(open); at != text.npos; at = text.find(open, at)) {
        auto const end = text.find(close, at);
        text.erase(at, end == text.npos ? text.npos : end + close.size() - at);
    }
    for (auto at = text.find('@'); at != text.npos; at = text.find('@', at)) {
        auto const end = std::min(text.find_first_of(" \n", at), text.size());
        text.erase(at, end - at);
    }
    return text;
}

/// From U+2E80 on: Chinese characters, their punctuation and full-width forms.
bool has_chinese(std::string_view text) {
    return std::ranges::any_of(text, [&](char const& c) {
        auto const lead = static_cast<unsigned char>(c);
        auto const next = &c == &text.back() ? 0U : static_cast<unsigned char>(*(&c + 1));
        return lead > 0xE2U || (lead == 0xE2U && next >= 0xBAU);
    });
}

}  // namespace

TEST_CASE("alerts are told in these words", "[app][golden][domain 6.2]") {
    for (auto const language : languages) {
        for (auto const& scene : all_scenes(language)) {
            auto const file = file_of(scene.name, language);
            DYNAMIC_SECTION(file.filename().string()) {
                auto const text = written(told_of(incident_of(scene.trouble, language), language));
                CHECK(text == golden(file, text));
            }
        }
        auto const file = file_of("many", language);
        DYNAMIC_SECTION(file.filename().string()) {
            auto const text = written(told_of_many(language));
            CHECK(text == golden(file, text));
        }
    }
}

TEST_CASE("every kind of incident has its scene", "[app][domain 6.2]") {
    std::set<std::string_view> kinds;
    for (auto const& scene : all_scenes(Language::english))
        kinds.insert(to_text(scene.trouble.kind));
    for (auto kind = alert::IncidentKind::late;;
         kind = static_cast<alert::IncidentKind>(static_cast<int>(kind) + 1)) {
        CAPTURE(to_text(kind));
        CHECK(kinds.contains(to_text(kind)));
        if (kind == alert::IncidentKind::daemon) break;
    }
}

TEST_CASE("the first line tells how grave, what, whom and how long", "[app][domain 6.2]") {
    for (auto const language : languages) {
        for (auto const& scene : all_scenes(language)) {
            auto const bulletin = bulletin_of({incident_of(scene.trouble, language)}, News::opened, language);
            auto const line = first_line(on_console(bulletin));
            for (auto const& part : scene.first_line) {
                CAPTURE(scene.name, part, line);
                CHECK(contains(line, part));
            }
        }
    }
}

TEST_CASE("English first lines begin with level and kind", "[app][domain 6.2]") {
    for (auto const& scene : all_scenes(Language::english)) {
        CAPTURE(scene.name, scene.trouble.title);
        auto const level = std::string{care::name_in(scene.trouble.level, Language::english)};
        CHECK(scene.trouble.title.starts_with("[" + level + " · "));
        CHECK(contains(scene.trouble.title, "] "));
    }
}

TEST_CASE("no text shows what is personal", "[app][domain 6.2][F18]") {
    for (auto const& one : everything()) {
        for (auto const& text : {one.console, one.chat}) {
            CAPTURE(one.name, text);
            for (auto const word : private_words())
                CHECK_FALSE(contains(text, word));
            for (auto const& found : find_personal_data(text))  // what is masked is found as its own stub
                CHECK(text.substr(found.begin, found.end - found.begin) == found.stub);
        }
    }
}

TEST_CASE("English texts hold no Chinese but quoted words and names", "[app][domain 6.2]") {
    CHECK(has_chinese("x 投"));
    CHECK(has_chinese("x：y"));
    CHECK_FALSE(has_chinese("a · b “c” – …"));
    for (auto const& one : everything()) {
        if (one.language != Language::english) continue;
        for (auto const& text : {one.console, one.chat}) {
            auto const rest = unquoted(text);
            CAPTURE(one.name, rest);
            CHECK_FALSE(has_chinese(rest));
        }
    }
}

TEST_CASE("every text fits where it is sent", "[app][domain 6.2]") {
    for (auto const& one : everything()) {
        CAPTURE(one.name);
        CHECK(one.console.size() <= most_bytes + 256);  // the clock, and blanks before each line
        CHECK(one.chat.size() <= most_bytes + 1);       // the line's end
        CHECK(is_utf8(one.console));
        CHECK(is_utf8(one.chat));
    }
}

TEST_CASE("an incident is the same in either language", "[app][language]") {
    auto const chinese = all_scenes(Language::chinese);
    auto const english = all_scenes(Language::english);
    REQUIRE(chinese.size() == english.size());
    for (std::size_t i = 0; i < chinese.size(); ++i) {
        CAPTURE(chinese[i].name);
        CHECK(chinese[i].trouble.key == english[i].trouble.key);
        CHECK(chinese[i].trouble.level == english[i].trouble.level);
        CHECK(chinese[i].trouble.labels == english[i].trouble.labels);
        CHECK(chinese[i].trouble.title != english[i].trouble.title);
    }
}

TEST_CASE("another language changes the words of what is open, and tells nobody", "[app][language]") {
    alert::Policy policy;
    auto const chinese = all_scenes(Language::chinese);
    auto const english = all_scenes(Language::english);
    for (std::size_t i = 0; i < chinese.size(); ++i) {
        CAPTURE(chinese[i].name);
        policy.language = Language::chinese;
        auto const opened = alert::open(policy, chinese[i].trouble, told_at).incident;
        policy.language = Language::english;
        auto const turned = alert::update(policy, opened, english[i].trouble, told_at + 1min);
        CHECK(turned.notices.empty());
        CHECK(turned.incident.id == opened.id);
        CHECK(turned.incident.title == english[i].trouble.title);
        CHECK(turned.incident.advice != opened.advice);
    }
}

}  // namespace rw::test
