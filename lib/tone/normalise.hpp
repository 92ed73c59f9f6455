// A text in the form in which rules and the model look at it, with the way back to the original (tone README,
// practice 1).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rw::tone {

inline constexpr char32_t a_name = 0xE001;      ///< stands for `@name`
inline constexpr char32_t an_address = 0xE002;  ///< stands for a URL

struct Normal {
    /// Lower case, half width, simplified, without invisible characters; broken up words joined, what is
    /// written in place of words put back, an emoji one point, no sign more than three times in a row.
    std::u32string points;
    std::vector<std::uint16_t>
        origin;        ///< of each point, and one past the last: the code point of the original
    std::string text;  ///< the same as UTF-8
    std::vector<std::uint16_t> place;  ///< of each byte of `text`, and one past the last: its point
    int hidden = 0;                    ///< invisible characters that were left out
    int joined = 0;                    ///< separators that were left out
};

/// Leaves out what is not the author's own: a `回复@name:` prefix and all from `//@` on. Only the first 2,500
/// code points are looked at. Normalising what came out changes nothing.
Normal normalise(std::string_view text);

}  // namespace rw::tone
