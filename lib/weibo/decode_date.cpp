#include "weibo/decode.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>

namespace rw::weibo {
namespace {

/// Takes `width` digits (one may be a blank) off the front.
std::optional<int> take_number(std::string_view& text, std::size_t width) {
    if (text.size() < width) return std::nullopt;
    int value = 0;
    for (char const c : text.substr(0, width)) {
        if (c != ' ' && (c < '0' || c > '9')) return std::nullopt;
        value = value * 10 + (c == ' ' ? 0 : c - '0');
    }
    text.remove_prefix(width);
    return value;
}

bool take(std::string_view& text, std::string_view what) {
    if (!text.starts_with(what)) return false;
    text.remove_prefix(what.size());
    return true;
}

std::optional<unsigned> take_month(std::string_view& text) {
    static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto const found = std::ranges::find(months, text.substr(0, 3));
    if (found == months.end()) return std::nullopt;
    text.remove_prefix(3);
    return static_cast<unsigned>(found - months.begin()) + 1;
}

}  // namespace

// NOLINTNEXTLINE(readability-function-cognitive-complexity): a date is a row of parts, each of which may be
// wrong
std::optional<TimePoint> decode_date(std::string_view text) {
    using namespace std::chrono;
    if (text.size() < 30 || text[3] != ' ') return std::nullopt;
    text.remove_prefix(4);
    auto const month_number = take_month(text);
    if (!month_number || !take(text, " ")) return std::nullopt;
    auto const day_number = take_number(text, 2);
    if (!day_number || !take(text, " ")) return std::nullopt;
    auto const hour = take_number(text, 2);
    if (!hour || !take(text, ":")) return std::nullopt;
    auto const minute = take_number(text, 2);
    if (!minute || !take(text, ":")) return std::nullopt;
    auto const second = take_number(text, 2);
    bool const west = text.starts_with(" -");
    if (!second || !(take(text, " +") || take(text, " -"))) return std::nullopt;
    auto const offset = take_number(text, 4);
    if (!offset || !take(text, " ")) return std::nullopt;
    auto const year_number = take_number(text, 4);
    if (!year_number || !text.empty()) return std::nullopt;
    year_month_day const date{year{*year_number}, month{*month_number},
                              day{static_cast<unsigned>(*day_number)}};
    if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    auto const east = hours{*offset / 100} + minutes{*offset % 100};
    auto const local = TimePoint{sys_days{date}} + hours{*hour} + minutes{*minute} + seconds{*second};
    return west ? local + east : local - east;
}

std::string strip_tags(std::string_view html) {
    std::string plain;
    while (!html.empty()) {
        auto const open = std::min(html.find('<'), html.size());
        plain.append(html.substr(0, open));
        auto const close = html.find('>', open);
        html.remove_prefix(close == html.npos ? html.size() : close + 1);
    }
    return to_utf8(plain);
}

}  // namespace rw::weibo
