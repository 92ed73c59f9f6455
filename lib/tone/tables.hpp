// What one character stands for: its simplified form, its sound, what it does to a text, and what people
// write in place of words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rw::tone {

/// Traditional and variant characters become simplified, one to one; others stay.
char32_t simplified(char32_t c);

/// The number of the syllable, without tone, by which a character is read; 0: none that we know.
std::uint16_t syllable_of(char32_t c);
/// Of Latin letters, the longest syllable at the front of `letters`; 0 with size 0: none.
struct Syllable {
    std::uint16_t number = 0;
    std::size_t size = 0;  ///< letters
};
Syllable syllable_at(std::u32string_view letters);
/// How a syllable is written; empty for 0.
std::u32string letters_of(std::uint16_t syllable);

/// What an emoji or a code such as `[微笑]` does to a text. `other`: a sign, but none of those.
enum class Sign : std::uint8_t {
    none,
    laugh,
    joy,
    love,
    cold,
    anger,
    sad,
    beg,
    candle,
    ok,
    fright,
    point,
    other
};
inline constexpr std::size_t sign_count = 13;
std::string_view to_text(Sign sign);
Sign sign_of(std::u32string_view emoji);

/// What is written for something else (slang.txt).
struct Stand {
    std::u32string written;
    std::u32string meant;
};
/// By first character, the longest first.
std::unordered_map<char32_t, std::vector<Stand>> const& slang();

std::u32string to_points(std::string_view utf8);
std::string to_utf8_text(std::u32string_view points);

}  // namespace rw::tone
