// Everything that a team may be told, one scene for each kind of trouble, in either language.
#pragma once

#include "alert/escalate.hpp"
#include "core/language.hpp"
#include "notify/channel.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rw::test {

using Parts = std::vector<std::string>;
inline Parts parts(Language language, Parts chinese, Parts english) {
    return language == Language::chinese ? std::move(chinese) : std::move(english);
}

/// A trouble, and what its first line must tell.
struct Scene {
    std::string name;
    alert::Trouble trouble;
    Parts first_line;
};

/// When everybody is told.
extern TimePoint const told_at;
/// What the fans have really written, and how they are really called: none of it may be told.
std::vector<std::string_view> private_words();

/// Of fans and of our own words.
std::vector<Scene> scenes_of_people(Language language);
/// Of how well the house itself works.
std::vector<Scene> scenes_of_the_house(Language language);
std::vector<Scene> all_scenes(Language language);

alert::Incident incident_of(alert::Trouble const& trouble, Language language);
/// What travels when these have that news.
notify::Bulletin bulletin_of(std::vector<alert::Incident> incidents, alert::News news, Language language);

/// As the console prints it.
std::string on_console(notify::Bulletin bulletin);
/// As a chat that takes Markdown is given it.
std::string in_chat(notify::Bulletin const& bulletin);

}  // namespace rw::test
