// What a fan is to the account (A14): it changes ceiling, budget and order, never whether he is answered.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace rw::care {

/// The order is stored: append only.
enum class Tier : std::uint8_t { diamond, core, normal, new_fan, hostile_known };
inline constexpr std::size_t tier_count = 5;

std::string_view to_text(Tier tier);     ///< diamond, core, normal, new, hostile-known
std::string_view in_chinese(Tier tier);  ///< 钻石, 核心, 普通, 新粉, 敌意
std::optional<Tier> parse_tier(std::string_view text);

}  // namespace rw::care
