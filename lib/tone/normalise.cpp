#include "tone/normalise.hpp"

#include <utf8.h>

#include <algorithm>

namespace rw::tone {
namespace {

bool is_invisible(std::uint32_t c) {
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF || c == 0xAD;
}

/// Full-width forms become ASCII, capitals small, and what people write for a blank a blank.
std::uint32_t plain(std::uint32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
    if (c == 0x3000 || c == 0xA0 || c == '\t' || c == '\n' || c == '\r') return ' ';
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

bool in_name(std::uint32_t c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == '-' || (c >= 0x4E00 && c <= 0x9FFF) || c > 0xFFFF;
}
bool in_address(std::uint32_t c) {
    return c > ' ' && c < 0x7F;
}

class Writer {
public:
    explicit Writer(Normal& out) : out_{out} {}
    void put(std::uint32_t c, std::size_t origin) {
        auto const before = out_.text.size();
        utf8::unchecked::append(c, std::back_inserter(out_.text));
        auto const index = static_cast<std::uint16_t>(std::min<std::size_t>(origin, UINT16_MAX));
        out_.origin.insert(out_.origin.end(), out_.text.size() - before, index);
    }

private:
    Normal& out_;
};

std::vector<std::uint32_t> decode(std::string_view text) {
    std::vector<std::uint32_t> points;
    points.reserve(text.size() / 2);
    for (auto at = text.begin(); at != text.end();)
        points.push_back(utf8::unchecked::next(at));
    return points;
}

bool starts_with(std::vector<std::uint32_t> const& points, std::size_t at, std::u32string_view what) {
    if (points.size() - at < what.size()) return false;
    return std::equal(what.begin(), what.end(), points.begin() + static_cast<std::ptrdiff_t>(at));
}

/// Where the fan's own words begin: after `回复@name:`.
std::size_t own_begin(std::vector<std::uint32_t> const& points) {
    if (!starts_with(points, 0, U"回复@") && !starts_with(points, 0, U"回复 @")) return 0;
    for (std::size_t at = 3; at < points.size() && at < 40; ++at) {
        if (points[at] == ':' || points[at] == 0xFF1A) return at + 1;
    }
    return 0;
}

/// Past a name or an address that begins at `at`.
std::size_t past(std::vector<std::uint32_t> const& points, std::size_t at, bool (*inside)(std::uint32_t)) {
    while (at < points.size() && inside(points[at]))
        ++at;
    return at;
}

}  // namespace

Normal normalise(std::string_view text) {
    Normal out;
    out.text.reserve(text.size());
    out.origin.reserve(text.size() + 1);
    Writer writer{out};
    auto const points = decode(text);
    auto at = own_begin(points);
    while (at < points.size()) {
        auto const c = points[at];
        if (starts_with(points, at, U"//@") || starts_with(points, at, U"// @")) break;
        if (c == '@') {
            writer.put(' ', at);
            at = past(points, at + 1, in_name);
        } else if (starts_with(points, at, U"http://") || starts_with(points, at, U"https://")) {
            writer.put(' ', at);
            at = past(points, at, in_address);
        } else {
            if (!is_invisible(c)) writer.put(plain(c), at);
            ++at;
        }
    }
    out.origin.push_back(static_cast<std::uint16_t>(std::min<std::size_t>(at, UINT16_MAX)));
    return out;
}

}  // namespace rw::tone
