#include "tone/normalise.hpp"

#include "tone/emoji.hpp"
#include "tone/tables.hpp"

#include <utf8.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace rw::tone {
namespace {

struct Point {
    char32_t c = 0;
    std::uint16_t origin = 0;
};
using Points = std::vector<Point>;

constexpr std::size_t most_points = 2500;  // Weibo takes 2,000; what lies beyond is not looked at

bool is_ideograph(char32_t c) {
    return c >= 0x4E00 && c <= 0x9FFF;
}
bool is_latin(char32_t c) {
    return c >= 'a' && c <= 'z';
}
bool is_digit(char32_t c) {
    return c >= '0' && c <= '9';
}

/// Default-ignorables: zero-width, directional, variation selectors, tags, fillers.
bool is_invisible(char32_t c) {
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF || c == 0xAD || c == 0x34F || c == 0x61C ||
           (c >= 0x180B && c <= 0x180F) || c == 0x3164 || c == 0xFFA0 || c == 0x115F || c == 0x1160 ||
           (c >= 0xE0000 && c <= 0xE0FFF) || c == 0x20E3;
}

char32_t as_blank(char32_t c) {
    return c == '\t' || c == '\n' || c == '\r' ? U' ' : c;
}

/// One character by compatibility (NFKC without putting accents together), small and simplified.
class Folder {
public:
    Folder(Points& out, int& hidden) : out_{out}, hidden_{hidden} {}

    void put(char32_t c, std::uint16_t origin) {
        if (is_invisible(c)) {
            hidden_ += emoji_.is_shaped_by(c) ? 0 : 1;
        } else if (emoji_.goes_on_with(c)) {
            // The sign is there already.
        } else if (EmojiSequence::is_flag_half(c)) {
            out_.push_back({EmojiSequence::flag, origin});
        } else if (c < 0x80) {
            out_.push_back({c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : as_blank(c), origin});
        } else if (is_ideograph(c)) {
            out_.push_back({simplified(c), origin});
        } else if (c >= 0xFF01 && c <= 0xFF5E) {
            put(c - 0xFEE0, origin);
        } else if (c == 0x3000 || c == 0xA0) {
            out_.push_back({U' ', origin});
        } else if (c < 0xE000 || c > 0xF8FF) {
            put_folded(c, origin);
        } else {
            out_.push_back({c, origin});
        }
    }

private:
    void put_folded(char32_t c, std::uint16_t origin) {
        std::array<utf8proc_int32_t, 32> parts{};
        int boundary = 0;
        auto const options = static_cast<utf8proc_option_t>(UTF8PROC_COMPAT | UTF8PROC_COMPOSE |
                                                            UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
        auto const size = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), parts.data(),
                                                  parts.size(), options, &boundary);
        if (size <= 0 || size > static_cast<utf8proc_ssize_t>(parts.size())) {
            hidden_ += size == 0 ? 1 : 0;
            if (size != 0) out_.push_back({c, origin});
            return;
        }
        for (utf8proc_ssize_t i = 0; i < size; ++i) {
            auto const part = static_cast<char32_t>(parts[static_cast<std::size_t>(i)]);
            bool const mark = part >= 0x300 && part <= 0x36F;  // accents are left out: é is e
            if (!mark && !is_invisible(part)) out_.push_back({simplified(as_blank(part)), origin});
        }
    }

    Points& out_;
    int& hidden_;
    EmojiSequence emoji_;
};

bool starts_with(Points const& points, std::size_t at, std::u32string_view what) {
    if (points.size() < at + what.size()) return false;
    for (std::size_t i = 0; i < what.size(); ++i) {
        if (points[at + i].c != what[i]) return false;
    }
    return true;
}

bool in_name(char32_t c) {
    return is_digit(c) || is_latin(c) || c == '_' || c == '-' || is_ideograph(c) || c > 0xFFFF;
}
bool in_address(char32_t c) {
    return c > ' ' && c < 0x7F;
}

/// Where the author's own words begin: after `回复@name:`.
std::size_t own_begin(Points const& points) {
    if (!starts_with(points, 0, U"回复@") && !starts_with(points, 0, U"回复 @")) return 0;
    constexpr std::size_t longest_prefix = 40;
    for (std::size_t at = 3; at < std::min(points.size(), longest_prefix); ++at) {
        if (points[at].c == ':') return at + 1;
    }
    return 0;
}

std::size_t own_end(Points const& points, std::size_t from) {
    for (std::size_t at = from; at < points.size(); ++at) {
        if (points[at].c == '/' && (starts_with(points, at, U"//@") || starts_with(points, at, U"// @")))
            return at;
    }
    return points.size();
}

bool begins_address(Points const& points, std::size_t at) {
    auto const c = points[at].c;
    if (c != 'h' && c != 't') return false;
    return starts_with(points, at, U"http://") || starts_with(points, at, U"https://") ||
           starts_with(points, at, U"t.cn/");
}

/// The author's own words, with signs in place of names and addresses.
Points own_words(Points const& points, std::size_t& end) {
    Points own;
    own.reserve(points.size());
    auto const begin = own_begin(points);
    end = own_end(points, begin);
    for (auto at = begin; at < end;) {
        auto const [c, origin] = points[at];
        auto const past = [&](bool (*inside)(char32_t), std::size_t from) {
            while (from < end && inside(points[from].c))
                ++from;
            return from;
        };
        if (c == '@' && at + 1 < end && in_name(points[at + 1].c)) {
            own.push_back({a_name, origin});
            at = past(in_name, at + 1);
        } else if (begins_address(points, at)) {
            own.push_back({an_address, origin});
            at = past(in_address, at);
        } else {
            own.push_back(points[at++]);
        }
    }
    return own;
}

bool is_separator(char32_t c) {
    constexpr std::u32string_view separators = U" .·-_*/|~•,、+^'\"`=#&";
    return separators.find(c) != separators.npos;
}
/// What people pull apart: ideographs and letters that stand alone.
bool is_letter(char32_t c) {
    return is_ideograph(c) || is_latin(c);
}

/// Whether most gaps between the letters of a text are one separator: 退 款 退 款.
bool is_pulled_apart(Points const& points) {
    int gaps = 0;
    int single = 0;
    for (std::size_t at = 0; at + 1 < points.size(); ++at) {
        if (!is_letter(points[at].c)) continue;
        bool const apart =
            at + 2 < points.size() && is_separator(points[at + 1].c) && is_letter(points[at + 2].c);
        if (apart) ++single;
        if (apart || is_letter(points[at + 1].c)) ++gaps;
    }
    constexpr int fewest = 3;
    return single >= fewest && single * 10 >= gaps * 6;
}

/// Past a row of letters that one and the same separator keeps apart: 死.全.家 in a text that is else whole.
std::size_t end_of_row(Points const& points, std::size_t at) {
    auto const letter_alone = [&](std::size_t i) {
        return is_letter(points[i].c) &&
               (is_ideograph(points[i].c) || i + 1 >= points.size() || !is_latin(points[i + 1].c));
    };
    if (!letter_alone(at) || at + 2 >= points.size() || !is_separator(points[at + 1].c)) return at;
    auto const separator = points[at + 1].c;
    std::size_t letters = 1;
    auto last = at;
    while (last + 2 < points.size() && points[last + 1].c == separator && letter_alone(last + 2)) {
        last += 2;
        ++letters;
    }
    std::size_t const fewest = separator == ' ' ? 4 : 3;
    return letters >= fewest ? last + 1 : at;
}

Points join(Points const& points, int& joined) {
    bool const all = is_pulled_apart(points);
    Points out;
    out.reserve(points.size());
    std::size_t row_end = 0;
    for (std::size_t at = 0; at < points.size(); ++at) {
        if (!all && at >= row_end) row_end = end_of_row(points, at);
        bool const inside = all || at < row_end;
        bool const between =
            at > 0 && at + 1 < points.size() && is_letter(points[at - 1].c) && is_letter(points[at + 1].c);
        if (inside && between && is_separator(points[at].c)) {
            ++joined;
        } else {
            out.push_back(points[at]);
        }
    }
    return out;
}

Points squeeze(Points const& points) {
    constexpr std::size_t most = 3;
    Points out;
    out.reserve(points.size());
    std::size_t row = 0;
    for (auto const& point : points) {
        row = !out.empty() && out.back().c == point.c ? row + 1 : 1;
        if (row <= most || is_digit(point.c)) out.push_back(point);
    }
    return out;
}

/// Of Latin words and numbers no part is taken: `tm` is not in `tmall`.
bool stands_alone(Points const& points, std::size_t at, std::size_t end) {
    auto const joins = [](char32_t a, char32_t b) {
        return (is_latin(a) && is_latin(b)) || (is_digit(a) && is_digit(b));
    };
    bool const before = at > 0 && joins(points[at - 1].c, points[at].c);
    bool const after = end < points.size() && joins(points[end - 1].c, points[end].c);
    return !before && !after;
}

Points put_back(Points const& points) {
    Points out;
    out.reserve(points.size());
    for (std::size_t at = 0; at < points.size();) {
        auto const found = slang().find(points[at].c);
        Stand const* stand = nullptr;
        if (found != slang().end()) {
            auto const fits = std::ranges::find_if(found->second, [&](Stand const& one) {
                return starts_with(points, at, one.written) &&
                       stands_alone(points, at, at + one.written.size());
            });
            if (fits != found->second.end()) stand = &*fits;
        }
        if (stand == nullptr) {
            out.push_back(points[at++]);
            continue;
        }
        auto const last = stand->written.size() - 1;
        for (std::size_t i = 0; i < stand->meant.size(); ++i) {
            bool const is_last = i + 1 == stand->meant.size();
            out.push_back({stand->meant[i], points[at + (is_last ? last : std::min(i, last))].origin});
        }
        at += stand->written.size();
    }
    return out;
}

bool same(Points const& a, Points const& b) {
    return std::ranges::equal(a, b, {}, &Point::c, &Point::c);
}

/// Until nothing changes: what one step has brought together another may know.
Points settle(Points points, int& joined) {
    constexpr int most_rounds = 4;
    for (int round = 0; round < most_rounds; ++round) {
        auto next = put_back(squeeze(join(points, joined)));
        bool const done = same(next, points);
        points = std::move(next);
        if (done) break;
    }
    return points;
}

void write(Points const& points, std::uint16_t end, Normal& out) {
    out.points.reserve(points.size());
    out.origin.reserve(points.size() + 1);
    out.text.reserve(points.size() * 3);
    out.place.reserve(points.size() * 3 + 1);
    for (auto const& point : points) {
        auto const index = static_cast<std::uint16_t>(out.points.size());
        auto const before = out.text.size();
        utf8::unchecked::append(point.c, std::back_inserter(out.text));
        out.place.insert(out.place.end(), out.text.size() - before, index);
        out.points.push_back(point.c);
        out.origin.push_back(point.origin);
    }
    out.origin.push_back(end);
    out.place.push_back(static_cast<std::uint16_t>(out.points.size()));
}

}  // namespace

Normal normalise(std::string_view text) {
    Normal out;
    Points points;
    points.reserve(text.size() / 2);
    Folder folder{points, out.hidden};
    std::uint16_t count = 0;
    for (auto at = text.begin(); at != text.end() && count < most_points; ++count)
        folder.put(static_cast<char32_t>(utf8::unchecked::next(at)), count);
    std::size_t end = 0;
    auto own = own_words(points, end);
    auto const past = end < points.size() ? points[end].origin : count;
    write(settle(std::move(own), out.joined), past, out);
    return out;
}

}  // namespace rw::tone
