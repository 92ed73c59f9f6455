#include "table.hpp"

#include "core/text.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <ostream>

namespace rw::cli {
namespace {

constexpr std::size_t gap = 2;

/// Text from outside must not move the cursor.
std::string harmless(std::string const& text) {
    std::string out;
    for (char const c : text)
        out.push_back(static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c);
    return out;
}

std::string cut(std::string const& text, std::size_t width) {
    if (columns(text) <= width) return text;
    auto short_one = text;
    for (auto length = code_points(text); length > 1 && columns(short_one) > width; --length) {
        short_one = shorten(text, length - 1);
    }
    return short_one;
}

}  // namespace

void Table::print(std::ostream& out, std::size_t width) const {
    std::vector<std::size_t> widths;
    for (auto const& row : rows_) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], columns(harmless(row[i])));
    }
    for (auto const& row : rows_) {
        std::size_t used = 0;
        for (std::size_t i = 0; i < row.size(); ++i) {
            auto text = harmless(row[i]);
            bool const last = i + 1 == row.size();
            if (last && width > used + 10) text = cut(text, width - used - 1);
            out << text;
            if (!last) out << std::string(widths[i] - columns(text) + gap, ' ');
            used += widths[i] + gap;
        }
        out << "\n";
    }
}

std::size_t terminal_width() {
    winsize size{};
    if (::isatty(STDOUT_FILENO) == 0 || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
    return size.ws_col;
}

}  // namespace rw::cli
