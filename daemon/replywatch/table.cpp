#include "table.hpp"

#include "core/text.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ostream>

namespace rw::cli {
namespace {

constexpr std::size_t gap = 2;

/// Bytes of the sequence at the front of `text` that a terminal might obey; 0 for what it only shows.
std::size_t order_length(std::string_view text) {
    auto const byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    if (byte(0) < 0x20 || byte(0) == 0x7F) return 1;
    bool const c1 = text.size() >= 2 && byte(0) == 0xC2 && byte(1) < 0xA0;
    if (c1) return 2;
    if (text.size() < 3 || byte(0) != 0xE2) return 0;
    bool const embeds = byte(1) == 0x80 && byte(2) >= 0xAA && byte(2) <= 0xAE;    // U+202A … U+202E
    bool const isolates = byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9;  // U+2066 … U+2069
    return embeds || isolates ? 3 : 0;
}

std::string cut(std::string const& text, std::size_t width) {
    if (columns(text) <= width) return text;
    auto short_one = text;
    for (auto length = code_points(text); length > 1 && columns(short_one) > width; --length) {
        short_one = shorten(text, length - 1);
    }
    return short_one;
}

/// Starts the colour of a level on a terminal; empty for none.
std::string_view colour_of(std::string_view level) {
    if (level == "red") return "\033[1;31m";
    if (level == "orange") return "\033[1;33m";
    if (level == "yellow") return "\033[33m";
    if (level == "blue") return "\033[34m";
    return {};
}

}  // namespace

std::string harmless(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        auto const order = order_length(text);
        out.push_back(order > 0 ? ' ' : text.front());
        text.remove_prefix(order > 0 ? order : 1);
    }
    return out;
}

void Table::print(std::ostream& out, std::size_t width) const {
    std::vector<std::size_t> widths;
    for (auto const& row : rows_) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], columns(harmless(row[i])));
    }
    bool const coloured = width > 0 && std::getenv("NO_COLOR") == nullptr;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
        auto const& row = rows_[r];
        auto const colour = coloured && r < levels_.size() ? colour_of(levels_[r]) : std::string_view{};
        std::size_t used = 0;
        for (std::size_t i = 0; i < row.size(); ++i) {
            auto text = harmless(row[i]);
            bool const last = i + 1 == row.size();
            if (last && width > used + 10) text = cut(text, width - used - 1);
            bool const painted = i == 0 && !colour.empty();
            out << (painted ? colour : std::string_view{}) << text << (painted ? "\033[0m" : "");
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
