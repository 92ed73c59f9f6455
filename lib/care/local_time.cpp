#include "care/local_time.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace rw::care {
namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 7> weekdays{"周一", "周二", "周三", "周四", "周五", "周六", "周日"};

/// The ISO year is that of the week's Thursday.
year iso_year(IsoWeek week) {
    return year_month_day{week.monday + days{3}}.year();
}
/// The first week of an ISO year holds the fourth of January.
IsoWeek first_week(year in) {
    return week_of(sys_days{in / January / 4});
}

}  // namespace

IsoWeek week_of(sys_days local_day) {
    return {local_day - (weekday{local_day} - Monday)};
}

IsoWeek later(IsoWeek week, int weeks) {
    return {week.monday + days{7 * weeks}};
}

std::string to_text(IsoWeek week) {
    auto const in = iso_year(week);
    auto const number = (week.monday - first_week(in).monday).count() / 7 + 1;
    std::array<char, 24> out{};
    auto const size = std::snprintf(out.data(), out.size(), "%04d-W%02d", int{in}, static_cast<int>(number));
    return {out.data(), static_cast<std::size_t>(size)};
}

std::optional<IsoWeek> parse_week(std::string_view text) {
    if (text.size() != 8 || text.substr(4, 2) != "-W") return std::nullopt;
    int in = 0;
    int number = 0;
    auto const read = [](std::string_view digits, int& value) {
        auto const end = digits.data() + digits.size();
        // NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage): `end` goes with it
        auto const [at, error] = std::from_chars(digits.data(), end, value);
        return error == std::errc{} && at == end;
    };
    if (!read(text.substr(0, 4), in) || !read(text.substr(6), number) || number < 1) return std::nullopt;
    auto const week = later(first_week(year{in}), number - 1);
    if (to_text(week) != text) return std::nullopt;
    return week;
}

std::string to_text(sys_days day) {
    year_month_day const date{day};
    std::array<char, 24> out{};
    auto const size = std::snprintf(out.data(), out.size(), "%04d-%02u-%02u", int{date.year()},
                                    unsigned{date.month()}, unsigned{date.day()});
    return {out.data(), static_cast<std::size_t>(size)};
}

std::string_view weekday_in_chinese(sys_days day) {
    return weekdays[weekday{day}.iso_encoding() - 1];
}

sys_days LocalTime::day(TimePoint when) const {
    return sys_days{zone_.day_of(when).time_since_epoch()};
}

TimePoint LocalTime::midnight(sys_days day) const {
    return zone_.instant_of(rw::LocalTime{day.time_since_epoch()});
}

}  // namespace rw::care
