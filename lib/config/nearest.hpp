// What somebody may have meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rw::config {

/// The known word that takes the fewest changed, added or left out letters; the first of equals. Empty when
/// none is known.
std::string nearest(std::string_view written, std::vector<std::string> const& known);

/// `a, b, c`
std::string joined(std::vector<std::string> const& words);

}  // namespace rw::config
