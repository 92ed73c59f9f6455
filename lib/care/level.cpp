#include "care/level.hpp"

#include <array>
#include <cstddef>

namespace rw::care {
namespace {

struct Names {
    std::string_view text;
    Phrase head;
};
constexpr std::array names{Names{"none", {"无", "NONE"}}, Names{"blue", {"蓝色", "BLUE"}},
                           Names{"yellow", {"黄色", "YELLOW"}}, Names{"orange", {"橙色", "ORANGE"}},
                           Names{"red", {"红色", "RED"}}};

Names const& names_of(Level level) {
    auto const at = static_cast<std::size_t>(level);
    return names[at < names.size() ? at : 0];
}

}  // namespace

std::string_view to_text(Level level) {
    return names_of(level).text;
}
std::string_view in_chinese(Level level) {
    return names_of(level).head.chinese;
}
std::string_view name_in(Level level, Language language) {
    return names_of(level).head.in(language);
}

std::optional<Level> parse_level(std::string_view text) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i].text == text) return static_cast<Level>(i);
    }
    return std::nullopt;
}

}  // namespace rw::care
