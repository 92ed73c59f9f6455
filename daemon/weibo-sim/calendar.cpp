#include "weibo-sim/calendar.hpp"

#include <array>
#include <cstdio>

namespace rw::sim {
namespace {

using namespace std::chrono;

constexpr hours beijing{8};

struct Parts {
    year_month_day date;
    hh_mm_ss<seconds> clock;
    weekday day;
};

Parts parts_of(TimePoint when) {
    auto const local = floor<seconds>(when) + beijing;
    auto const day = floor<days>(local);
    return {year_month_day{day}, hh_mm_ss<seconds>{local - day}, weekday{day}};
}

int whole(auto duration) {
    return static_cast<int>(duration.count());
}

}  // namespace

std::int64_t first_id_of(TimePoint when) {
    return (floor<seconds>(when).time_since_epoch().count() - id_epoch) * low_bits;
}

TimePoint time_of(std::int64_t id) {
    return TimePoint{seconds{id / low_bits + id_epoch}};
}

std::string weibo_date(TimePoint when) {
    static constexpr std::array week{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto const at = parts_of(when);
    std::array<char, 48> out{};
    std::snprintf(out.data(), out.size(), "%s %s %02u %02d:%02d:%02d +0800 %04d",
                  week.at(at.day.c_encoding()), months.at(unsigned{at.date.month()} - 1),
                  unsigned{at.date.day()}, whole(at.clock.hours()), whole(at.clock.minutes()),
                  whole(at.clock.seconds()), int{at.date.year()});
    return out.data();
}

std::string beijing_stamp(TimePoint when) {
    auto const at = parts_of(when);
    std::array<char, 48> out{};
    std::snprintf(out.data(), out.size(), "%04d-%02u-%02u %02d:%02d:%02d", int{at.date.year()},
                  unsigned{at.date.month()}, unsigned{at.date.day()}, whole(at.clock.hours()),
                  whole(at.clock.minutes()), whole(at.clock.seconds()));
    return out.data();
}

TimePoint hour_of(TimePoint when) {
    return floor<hours>(when);
}

TimePoint day_of(TimePoint when) {
    return floor<days>(when + beijing) - beijing;
}

}  // namespace rw::sim
