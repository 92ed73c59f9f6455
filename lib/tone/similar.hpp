// How alike two texts are, at a glance: SimHash over pairs of characters of the normalised text.
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

namespace rw::tone {

/// Near texts have near prints. 0 for a text of fewer than two characters.
std::uint64_t print_of(std::string_view text);

/// In how many of 64 places two prints differ; unlike texts in about 32.
inline int distance(std::uint64_t a, std::uint64_t b) {
    return std::popcount(a ^ b);
}
/// The same words but for a name, a number or a sign.
inline constexpr int near_duplicate = 6;

}  // namespace rw::tone
