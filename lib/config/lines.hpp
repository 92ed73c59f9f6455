// The comma-separated lines of a small text file.
#pragma once

#include "config/document.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rw::config {

struct Cell {
    std::string text;  ///< without blanks around it
    Position at;
};
using Line = std::vector<Cell>;  ///< at least one cell

/// Blank lines and `#` comments are left out.
std::vector<Line> lines_of(std::string_view content);

/// A comment that tells something of the file as a whole: `# source: …`.
struct Remark {
    std::string key;  ///< one word
    std::string text;
    Position at;  ///< of the text
};
/// The comments that read `# WORD: text`.
std::vector<Remark> remarks_of(std::string_view content);

}  // namespace rw::config
