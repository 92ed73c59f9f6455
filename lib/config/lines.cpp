#include "config/lines.hpp"

#include "core/text.hpp"

#include <algorithm>

namespace rw::config {
namespace {

Line cells_of(std::string_view line, std::size_t number) {
    Line cells;
    for (std::size_t begin = 0; begin <= line.size();) {
        auto const end = std::min(line.find(',', begin), line.size());
        cells.push_back({std::string{trim(line.substr(begin, end - begin))}, {number, begin + 1}});
        begin = end + 1;
    }
    return cells;
}

/// Calls `take` with each line that is not blank, and its number.
template <class Take>
void each_line(std::string_view content, Take take) {
    for (std::size_t number = 1; !content.empty(); ++number) {
        auto const end = std::min(content.find('\n'), content.size());
        auto const line = content.substr(0, end);
        content.remove_prefix(std::min(end + 1, content.size()));
        if (!trim(line).empty()) take(line, number);
    }
}

bool is_comment(std::string_view line) {
    return trim(line).front() == '#';
}

}  // namespace

std::vector<Line> lines_of(std::string_view content) {
    std::vector<Line> lines;
    each_line(content, [&](std::string_view line, std::size_t number) {
        if (!is_comment(line)) lines.push_back(cells_of(line, number));
    });
    return lines;
}

std::vector<Remark> remarks_of(std::string_view content) {
    std::vector<Remark> remarks;
    each_line(content, [&](std::string_view line, std::size_t number) {
        auto const colon = line.find(':');
        if (!is_comment(line) || colon == line.npos) return;
        auto const key = trim(line.substr(line.find('#') + 1, colon - line.find('#') - 1));
        bool const one_word = !key.empty() && key.find(' ') == key.npos;
        if (one_word)
            remarks.push_back(
                {std::string{key}, std::string{trim(line.substr(colon + 1))}, {number, colon + 2}});
    });
    return remarks;
}

}  // namespace rw::config
