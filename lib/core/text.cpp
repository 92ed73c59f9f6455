#include "core/text.hpp"

#include <utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

namespace rw {
namespace {

constexpr std::string_view ideographic_space = "\u3000";
constexpr std::string_view zero_width_space = "\u200B";
constexpr std::string_view ascii_blanks = " \t\r\n\f\v";

struct Range {
    std::uint32_t first, last;
};
/// Unicode's East_Asian_Width W and F, adjoining blocks taken together; the short ones are emoji among
/// symbols.
constexpr std::array wide{
    Range{0x1100, 0x115F},   Range{0x231A, 0x231B},   Range{0x23E9, 0x23EC},   Range{0x23F0, 0x23F0},
    Range{0x23F3, 0x23F3},   Range{0x25FD, 0x25FE},   Range{0x2614, 0x2615},   Range{0x2648, 0x2653},
    Range{0x267F, 0x267F},   Range{0x2693, 0x2693},   Range{0x26A1, 0x26A1},   Range{0x26AA, 0x26AB},
    Range{0x26BD, 0x26BE},   Range{0x26C4, 0x26C5},   Range{0x26CE, 0x26CE},   Range{0x26D4, 0x26D4},
    Range{0x26EA, 0x26EA},   Range{0x26F2, 0x26F3},   Range{0x26F5, 0x26F5},   Range{0x26FA, 0x26FA},
    Range{0x26FD, 0x26FD},   Range{0x2705, 0x2705},   Range{0x270A, 0x270B},   Range{0x2728, 0x2728},
    Range{0x274C, 0x274C},   Range{0x274E, 0x274E},   Range{0x2753, 0x2755},   Range{0x2757, 0x2757},
    Range{0x2795, 0x2797},   Range{0x27B0, 0x27B0},   Range{0x27BF, 0x27BF},   Range{0x2B1B, 0x2B1C},
    Range{0x2B50, 0x2B50},   Range{0x2B55, 0x2B55},   Range{0x2E80, 0xA4CF},   Range{0xAC00, 0xD7A3},
    Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE6F},   Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},
    Range{0x1F004, 0x1F004}, Range{0x1F0CF, 0x1F0CF}, Range{0x1F18E, 0x1F18E}, Range{0x1F191, 0x1F19A},
    Range{0x1F200, 0x1F265}, Range{0x1F300, 0x1FAFF}, Range{0x20000, 0x3FFFD}};

bool is_wide(std::uint32_t c) {
    auto const range = std::ranges::lower_bound(wide, c, {}, &Range::last);
    return range != wide.end() && range->first <= c;
}

bool is_invisible(std::uint32_t c) {
    return (c >= 0x0300 && c <= 0x036F) || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF || c < 0x20 ||
           c == 0x7F;
}

bool drop_front(std::string_view& text) {
    if (text.empty()) return false;
    if (ascii_blanks.find(text.front()) != std::string_view::npos) {
        text.remove_prefix(1);
        return true;
    }
    for (auto const blank : {ideographic_space, zero_width_space}) {
        if (text.starts_with(blank)) {
            text.remove_prefix(blank.size());
            return true;
        }
    }
    return false;
}

bool drop_back(std::string_view& text) {
    if (text.empty()) return false;
    if (ascii_blanks.find(text.back()) != std::string_view::npos) {
        text.remove_suffix(1);
        return true;
    }
    for (auto const blank : {ideographic_space, zero_width_space}) {
        if (text.ends_with(blank)) {
            text.remove_suffix(blank.size());
            return true;
        }
    }
    return false;
}

}  // namespace

std::string to_utf8(std::string_view bytes) {
    if (is_utf8(bytes)) return std::string{bytes};
    std::string out;
    out.reserve(bytes.size());
    utf8::replace_invalid(bytes.begin(), bytes.end(), std::back_inserter(out));
    return out;
}

bool is_utf8(std::string_view bytes) {
    return utf8::is_valid(bytes.begin(), bytes.end());
}

std::size_t character_size(char first) {
    auto const byte = static_cast<unsigned char>(first);
    if (byte < 0x80) return 1;
    if (byte < 0xE0) return 2;
    return byte < 0xF0 ? 3 : 4;
}

std::size_t code_points(std::string_view text) {
    std::size_t count = 0;
    for (char const c : text)
        count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    return count;
}

std::string_view clip_bytes(std::string_view text, std::size_t limit) {
    if (text.size() <= limit) return text;
    while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0U) == 0x80U)
        --limit;
    return text.substr(0, limit);
}

std::string shorten(std::string_view text, std::size_t limit) {
    if (code_points(text) <= limit) return std::string{text};
    if (limit == 0) return {};
    std::size_t seen = 0;
    std::size_t end = 0;
    for (; end < text.size(); ++end) {
        bool const starts = (static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U;
        if (starts && seen++ == limit - 1) break;
    }
    return std::string{text.substr(0, end)} + "…";
}

std::string html_text(std::string_view text) {
    std::string out;
    for (char const c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    }
    return out;
}

std::size_t columns(std::string_view text) {
    std::size_t width = 0;
    auto at = text.begin();
    while (at != text.end()) {
        auto const c = utf8::unchecked::next(at);
        if (!is_invisible(c)) width += is_wide(c) ? 2U : 1U;
    }
    return width;
}

std::string_view trim(std::string_view text) {
    while (drop_front(text)) {
    }
    while (drop_back(text)) {
    }
    return text;
}

}  // namespace rw
