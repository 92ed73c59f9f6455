// How much something matters (domain 5.3). Ordered: red is the greatest.
#pragma once

#include "core/language.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace rw::care {

enum class Level : std::uint8_t { none, blue, yellow, orange, red };

std::string_view to_text(Level level);
std::string_view in_chinese(Level level);  ///< 蓝色, 黄色, 橙色, 红色
/// As it heads what people read: 橙色, `ORANGE`.
std::string_view name_in(Level level, Language language);
std::optional<Level> parse_level(std::string_view text);

}  // namespace rw::care
