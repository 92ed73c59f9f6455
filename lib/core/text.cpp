#include "core/text.hpp"

#include <utf8.h>

#include <cstdint>
#include <iterator>

namespace rw {
namespace {

constexpr std::string_view ideographic_space = "\u3000";
constexpr std::string_view zero_width_space = "\u200B";
constexpr std::string_view ascii_blanks = " \t\r\n\f\v";

bool is_wide(std::uint32_t c) {
    return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
           (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
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
