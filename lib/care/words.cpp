#include "care/words.hpp"

#include <array>
#include <cmath>
#include <cstdio>

namespace rw::care {
namespace {

std::string with(std::int64_t number, std::string_view unit) {
    return std::to_string(number) + " " + std::string{unit};
}

std::string english(Span span) {
    using namespace std::chrono;
    auto const whole = span < Span{0} ? seconds{0} : floor<seconds>(span);
    if (whole < 1min) return with(whole.count(), "s");
    auto const in_minutes = floor<minutes>(whole);
    if (in_minutes < 1h) return with(in_minutes.count(), "min");
    auto const in_hours = floor<hours>(whole);
    if (in_hours < 48h) {
        auto const rest = (in_minutes - in_hours).count();
        auto const said = with(in_hours.count(), "h");
        return rest == 0 ? said : said + " " + with(rest, "min");
    }
    auto const in_days = floor<days>(whole);
    auto const rest = (in_hours - in_days).count();
    auto const said = with(in_days.count(), "d");
    return rest == 0 ? said : said + " " + with(rest, "h");
}

}  // namespace

std::string in_digits(double number) {
    auto const rounded = std::round(number * 10) / 10;
    std::array<char, 48> out{};
    bool const whole = std::abs(rounded - std::round(rounded)) < 0.05;
    auto const size = std::snprintf(out.data(), out.size(), whole ? "%.0f" : "%.1f", rounded);
    return {out.data(), std::min(static_cast<std::size_t>(size), out.size() - 1)};
}

std::string in_percent(double share) {
    return std::to_string(std::lround(share * 100)) + "%";
}

std::string in_words(Span span, Language language) {
    return language == Language::chinese ? rw::in_words(span) : english(span);
}

}  // namespace rw::care
