// A fan's text in the form in which rules look at it, with the way back to the original.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rw::tone {

struct Normal {
    std::string text;  ///< half width, lower case, without invisible characters
    std::vector<std::uint16_t>
        origin;  ///< for each byte of `text` and one past it: the code point of the original
};

/// Leaves out what is not the fan's own: a `回复@name:` prefix, names after @, addresses, and all from `//@`
/// on.
Normal normalise(std::string_view text);

}  // namespace rw::tone
