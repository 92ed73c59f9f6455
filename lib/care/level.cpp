#include "care/level.hpp"

#include <array>
#include <cstddef>

namespace rw::care {
namespace {

struct Names {
    std::string_view english;
    std::string_view chinese;
};
constexpr std::array names{Names{"none", "无"}, Names{"blue", "蓝色"}, Names{"yellow", "黄色"},
                           Names{"orange", "橙色"}, Names{"red", "红色"}};

Names const& names_of(Level level) {
    auto const at = static_cast<std::size_t>(level);
    return names[at < names.size() ? at : 0];
}

}  // namespace

std::string_view to_text(Level level) {
    return names_of(level).english;
}
std::string_view in_chinese(Level level) {
    return names_of(level).chinese;
}

std::optional<Level> parse_level(std::string_view text) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i].english == text) return static_cast<Level>(i);
    }
    return std::nullopt;
}

}  // namespace rw::care
