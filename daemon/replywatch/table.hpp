// Tables for people: columns line up also where characters are wide.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace rw::cli {

class Table {
public:
    explicit Table(std::vector<std::string> head) : rows_{std::move(head)} {}
    /// `level`: none to red; on a terminal the row's first cell has its colour (unless NO_COLOR is set).
    void add(std::vector<std::string> row, std::string_view level = {}) {
        rows_.push_back(std::move(row));
        levels_.resize(rows_.size());
        levels_.back() = level;
    }
    bool empty() const { return rows_.size() <= 1; }
    /// The last column is cut so that a line fits `width`; zero: not at all.
    void print(std::ostream& out, std::size_t width) const;

private:
    std::vector<std::vector<std::string>> rows_;
    std::vector<std::string> levels_{1};  ///< one a row; the head has none
};

/// Text from outside must not move the cursor, colour the screen or turn the direction of writing: what
/// could becomes a blank.
std::string harmless(std::string_view text);

/// Columns of the terminal; 0 when the output is none.
std::size_t terminal_width();

}  // namespace rw::cli
