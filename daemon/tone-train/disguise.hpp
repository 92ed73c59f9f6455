// The ways in which people write past filters: for training and for measuring.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace rw::lab {

enum class Disguise : std::uint8_t {
    traditional,  ///< 退款 → 退款 in traditional characters
    zero_width,   ///< an invisible character in each gap
    variation,    ///< variation selectors behind characters
    wide,         ///< full-width Latin and digits
    spaced,       ///< a blank in each gap
    dotted,       ///< a dot in each gap
    homophones,   ///< every fifth character is one that sounds alike
    pinyin,       ///< every fifth character is its sound
};
inline constexpr std::array all_disguises{Disguise::traditional, Disguise::zero_width, Disguise::variation,
                                          Disguise::wide,        Disguise::spaced,     Disguise::dotted,
                                          Disguise::homophones,  Disguise::pinyin};
std::string_view to_text(Disguise disguise);

/// The text in a disguise; the same for the same `seed`.
std::string disguised(std::string_view text, Disguise disguise, std::uint64_t seed);

/// Without emoji and Weibo's codes.
std::string without_signs(std::string_view text);

}  // namespace rw::lab
