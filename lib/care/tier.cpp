#include "care/tier.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace rw::care {
namespace {

struct Names {
    std::string_view text;
    std::string_view chinese;
};
constexpr std::array<Names, tier_count> names{{
    {"diamond", "钻石"},
    {"core", "核心"},
    {"normal", "普通"},
    {"new", "新粉"},
    {"hostile-known", "敌意"},
}};

Names const& names_of(Tier tier) {
    auto const at = static_cast<std::size_t>(tier);
    return names[at < names.size() ? at : static_cast<std::size_t>(Tier::normal)];
}

}  // namespace

std::string_view to_text(Tier tier) {
    return names_of(tier).text;
}
std::string_view in_chinese(Tier tier) {
    return names_of(tier).chinese;
}

std::optional<Tier> parse_tier(std::string_view text) {
    auto const found = std::ranges::find(names, text, &Names::text);
    if (found == names.end()) return std::nullopt;
    return static_cast<Tier>(found - names.begin());
}

}  // namespace rw::care
