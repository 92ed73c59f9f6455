#include "core/time.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace rw {
namespace {

using namespace std::chrono;

/// Takes exactly `width` digits from the front of `text`.
std::optional<int> take_digits(std::string_view& text, std::size_t width) {
    if (text.size() < width) {
        return std::nullopt;
    }
    int value = 0;
    for (char const c : text.substr(0, width)) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(width);
    return value;
}

bool take(std::string_view& text, std::string_view any_of) {
    if (text.empty() || any_of.find(text.front()) == std::string_view::npos) {
        return false;
    }
    text.remove_prefix(1);
    return true;
}

std::optional<sys_days> take_date(std::string_view& text) {
    auto const y = take_digits(text, 4);
    if (!y || !take(text, "-")) return std::nullopt;
    auto const m = take_digits(text, 2);
    if (!m || !take(text, "-")) return std::nullopt;
    auto const d = take_digits(text, 2);
    if (!d) return std::nullopt;
    year_month_day const date{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
    if (!date.ok()) return std::nullopt;
    return sys_days{date};
}

std::optional<Span> take_clock(std::string_view& text) {
    auto const h = take_digits(text, 2);
    if (!h || *h > 23 || !take(text, ":")) return std::nullopt;
    auto const m = take_digits(text, 2);
    if (!m || *m > 59 || !take(text, ":")) return std::nullopt;
    auto const s = take_digits(text, 2);
    if (!s || *s > 60) return std::nullopt;
    return hours{*h} + minutes{*m} + seconds{*s};
}

/// Up to nine digits after a point, of which three count; no point is no fraction.
std::optional<Span> take_fraction(std::string_view& text) {
    if (!take(text, ".")) return Span{0};
    int millis = 0;
    int scale = 100;
    std::size_t digits = 0;
    for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; ++digits) {
        millis += scale * (text.front() - '0');
        scale /= 10;
        text.remove_prefix(1);
    }
    if (digits == 0 || digits > 9) return std::nullopt;
    return Span{millis};
}

std::optional<Span> take_offset(std::string_view& text) {
    if (take(text, "Zz")) return Span{0};
    bool const west = !text.empty() && text.front() == '-';
    if (!take(text, "+-")) return std::nullopt;
    auto const h = take_digits(text, 2);
    if (!h || *h > 23 || !take(text, ":")) return std::nullopt;
    auto const m = take_digits(text, 2);
    if (!m || *m > 59) return std::nullopt;
    auto const offset = hours{*h} + minutes{*m};
    return west ? -offset : offset;
}

struct Unit {
    std::string_view name;
    std::int64_t millis;
};
constexpr std::array units{Unit{"ms", 1}, Unit{"s", 1000}, Unit{"m", 60'000}, Unit{"h", 3'600'000},
                           Unit{"d", 86'400'000}};

}  // namespace

std::string to_rfc3339(TimePoint when) {
    auto const date_at = floor<days>(when);
    year_month_day const date{date_at};
    hh_mm_ss const clock{when - date_at};
    std::array<char, 40> out{};
    auto const size =
        std::snprintf(out.data(), out.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", int{date.year()},
                      unsigned{date.month()}, unsigned{date.day()}, static_cast<int>(clock.hours().count()),
                      static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
                      static_cast<int>(clock.subseconds().count()));
    return {out.data(), static_cast<std::size_t>(size)};
}

std::optional<TimePoint> from_rfc3339(std::string_view text) {
    auto const date = take_date(text);
    if (!date || !take(text, "Tt ")) return std::nullopt;
    auto const clock = take_clock(text);
    if (!clock) return std::nullopt;
    auto const fraction = take_fraction(text);
    if (!fraction) return std::nullopt;
    auto const offset = take_offset(text);
    if (!offset || !text.empty()) return std::nullopt;
    return TimePoint{*date} + *clock + *fraction - *offset;
}

std::optional<Span> parse_span(std::string_view text) {
    std::int64_t number = 0;
    auto const end = text.data() + text.size();
    auto const [at, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || number < 0) return std::nullopt;
    std::string_view const name{at, static_cast<std::size_t>(end - at)};
    for (auto const& unit : units) {
        if (unit.name == name && number <= 36'500LL * 86'400'000 / unit.millis)
            return Span{number * unit.millis};
    }
    return std::nullopt;
}

std::string to_text(Span span) {
    auto const* best = &units.front();
    for (auto const& unit : units) {
        if (span.count() != 0 && span.count() % unit.millis == 0) best = &unit;
    }
    if (span.count() == 0) return "0s";
    return std::to_string(span.count() / best->millis) + std::string{best->name};
}

std::string in_words(Span span) {
    auto const whole = span < Span{0} ? seconds{0} : floor<seconds>(span);
    if (whole < 1min) return std::to_string(whole.count()) + "秒";
    auto const in_minutes = floor<minutes>(whole);
    if (in_minutes < 1h) return std::to_string(in_minutes.count()) + "分钟";
    auto const in_hours = floor<hours>(whole);
    if (in_hours < 48h) {
        auto const rest = in_minutes - in_hours;
        auto const said = std::to_string(in_hours.count()) + "小时";
        return rest.count() == 0 ? said : said + std::to_string(rest.count()) + "分";
    }
    auto const in_days = floor<days>(whole);
    auto const rest = in_hours - in_days;
    auto const said = std::to_string(in_days.count()) + "天";
    return rest.count() == 0 ? said : said + std::to_string(rest.count()) + "小时";
}

std::string beijing_clock(TimePoint when) {
    auto const local = when + 8h;
    hh_mm_ss const clock{local - floor<days>(local)};
    std::array<char, 8> out{};
    auto const size =
        std::snprintf(out.data(), out.size(), "%02d:%02d", static_cast<int>(clock.hours().count()) % 24,
                      static_cast<int>(clock.minutes().count()) % 60);
    return {out.data(), static_cast<std::size_t>(size)};
}

}  // namespace rw
