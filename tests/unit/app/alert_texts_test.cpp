// What a team reads, word for word: tests/golden/alerts/SCENE.LANGUAGE.txt.
#include "support/golden.hpp"
#include "told.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>

namespace rw::test {
namespace {

using alert::Incident;
using alert::News;

constexpr std::array all_news{News::opened,   News::updated,      News::escalated,
                              News::repeated, News::acknowledged, News::resolved};

std::filesystem::path file_of(std::string const& scene, Language language) {
    auto const* const end = language == Language::chinese ? ".zh.txt" : ".en.txt";
    return source_dir() / "tests/golden/alerts" / (scene + end);
}

std::string both_forms(std::string_view name, notify::Bulletin const& bulletin) {
    auto const head = "== " + std::string{name} + ", ";
    return head + "console\n" + on_console(bulletin) + head + "chat\n" + in_chat(bulletin);
}

/// Every news of one incident.
std::string told_of(Incident const& incident, Language language) {
    std::string text;
    for (auto const news : all_news)
        text += both_forms(to_text(news), bulletin_of({incident}, news, language));
    return text;
}

std::vector<Incident> incidents_of(Language language) {
    std::vector<Incident> all;
    for (auto const& scene : all_scenes(language))
        all.push_back(incident_of(scene.trouble, language));
    return all;
}

/// What travels together, and what may have been sent already.
std::string told_of_many(Language language) {
    auto const all = incidents_of(language);
    auto digest = bulletin_of(all, News::opened, language);
    digest.digest = true;
    auto unseen = std::vector<Incident>(all.begin(), all.begin() + 3);
    for (auto& incident : unseen)
        incident.observed = false;
    auto again = bulletin_of({all.front()}, News::opened, language);
    again.notices.front().possibly_repeated = true;
    std::string text = both_forms("digest", digest);
    for (auto const news : all_news)
        text += both_forms("group, " + std::string{to_text(news)}, bulletin_of(all, news, language));
    text += both_forms("backlog", bulletin_of(unseen, News::opened, language));
    return text + both_forms("possibly repeated", again);
}

std::string first_line(std::string const& text) {
    return text.substr(0, text.find('\n'));
}

}  // namespace

TEST_CASE("alerts are told in these words", "[app][golden][domain 6.2]") {
    auto const language = Language::chinese;
    for (auto const& scene : all_scenes(language)) {
        DYNAMIC_SECTION(scene.name) {
            auto const text = told_of(incident_of(scene.trouble, language), language);
            CHECK(text == golden(file_of(scene.name, language), text));
        }
    }
    SECTION("many") {
        auto const text = told_of_many(language);
        CHECK(text == golden(file_of("many", language), text));
    }
}

TEST_CASE("the first line tells how grave, what, whom and how long", "[app][domain 6.2]") {
    auto const language = Language::chinese;
    for (auto const& scene : all_scenes(language)) {
        CAPTURE(scene.name);
        auto const bulletin = bulletin_of({incident_of(scene.trouble, language)}, News::opened, language);
        auto const line = first_line(on_console(bulletin));
        for (auto const& part : scene.first_line) {
            CAPTURE(part, line);
            CHECK(line.find(part) != std::string::npos);
        }
    }
}

}  // namespace rw::test
