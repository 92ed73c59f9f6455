// Tables for people: columns line up also where characters are wide.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace rw::cli {

class Table {
public:
    explicit Table(std::vector<std::string> head) : rows_{std::move(head)} {}
    void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
    bool empty() const { return rows_.size() <= 1; }
    /// The last column is cut so that a line fits `width`; zero: not at all.
    void print(std::ostream& out, std::size_t width) const;

private:
    std::vector<std::vector<std::string>> rows_;
};

/// Columns of the terminal; 0 when the output is none.
std::size_t terminal_width();

}  // namespace rw::cli
