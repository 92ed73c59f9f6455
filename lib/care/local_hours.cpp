#include "care/local_hours.hpp"

#include <algorithm>
#include <charconv>

namespace rw::care {
namespace {

using namespace std::chrono;

constexpr int day_minutes = 24 * 60;
constexpr LocalDay first_monday{days{4}};  // day 0: 1970-01-05
constexpr std::int64_t last_day = (LocalHours::end_of_time - first_monday).count();

/// Which blocks a day has: those of a weekday, 0 to 6, or the roster's.
constexpr std::size_t roster = 7;
constexpr std::size_t sorts = 8;

constexpr std::size_t profile_of(std::size_t yesterday, std::size_t today) {
    return yesterday * sorts + today;
}
constexpr std::int64_t week_of(std::int64_t day) {
    return (day >= 0 ? day : day - 6) / 7;
}
constexpr std::size_t weekday_of(std::int64_t day) {
    return static_cast<std::size_t>(day - 7 * week_of(day));
}
constexpr std::size_t day_before(std::size_t weekday) {
    return (weekday + 6) % 7;
}

/// `HH:MM` up to 24:00, in minutes.
std::optional<int> minutes_of(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    int hour = 0;
    int minute = 0;
    auto const read = [](std::string_view digits, int& value) {
        auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        return error == std::errc{} && end == digits.data() + digits.size();
    };
    if (!read(text.substr(0, 2), hour) || !read(text.substr(3), minute)) return std::nullopt;
    bool const exists = hour >= 0 && minute >= 0 && minute < 60 && (hour < 24 || (hour == 24 && minute == 0));
    if (!exists) return std::nullopt;
    return hour * 60 + minute;
}

std::string clock_of(int minutes) {
    auto const two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return two(minutes / 60) + ":" + two(minutes % 60);
}

std::vector<Block> const& blocks(Hours const& hours, std::size_t sort) {
    return sort == roster ? hours.holiday : hours.week[sort];
}

/// What is open of a day, in order: yesterday's blocks that pass midnight, and its own up to midnight.
std::vector<Block> within_day(Hours const& hours, std::size_t yesterday, std::size_t today) {
    std::vector<Block> open;
    for (auto const& block : blocks(hours, yesterday))
        open.push_back(
            {std::max(block.begin - day_minutes, 0), std::min(block.end - day_minutes, day_minutes)});
    for (auto const& block : blocks(hours, today))
        open.push_back({std::max(block.begin, 0), std::min(block.end, day_minutes)});
    std::erase_if(open, [](Block const& block) { return block.begin >= block.end; });
    std::ranges::sort(open, {}, &Block::begin);
    return open;
}

}  // namespace

std::optional<Block> parse_block(std::string_view text) {
    auto const dash = text.find('-');
    if (dash == text.npos) return std::nullopt;
    auto const begin = minutes_of(text.substr(0, dash));
    auto const end = minutes_of(text.substr(dash + 1));
    if (!begin || !end || *begin == day_minutes || *begin == *end) return std::nullopt;
    return Block{*begin, *end > *begin ? *end : *end + day_minutes};
}

std::string to_text(Block const& block) {
    return clock_of(block.begin) + "-" +
           clock_of(block.end > day_minutes ? block.end - day_minutes : block.end);
}

LocalHours::LocalHours(Hours const& hours, std::vector<SpecialDay> const& special) {
    profiles_.reserve(sorts * sorts);
    for (std::size_t pair = 0; pair < sorts * sorts; ++pair) {
        auto& profile = profiles_.emplace_back();
        Span covered{0};
        for (auto const& block : within_day(hours, pair / sorts, pair % sorts)) {
            // What overlaps an earlier block counts once.
            auto const begin = std::max(Span{minutes{block.begin}}, covered);
            covered = std::max(Span{minutes{block.end}}, covered);
            if (begin == covered) continue;
            profile.open.push_back({begin, covered, profile.sum});
            profile.sum += covered - begin;
        }
    }
    for (std::size_t today = 0; today < 7; ++today)
        week_[today + 1] = week_[today] + profiles_[profile_of(day_before(today), today)].sum;
    add_exceptions(special);
}

void LocalHours::add_exceptions(std::vector<SpecialDay> const& special) {
    auto const number = [](SpecialDay const& day) { return (day.day - first_monday).count(); };
    auto const sort = [&](std::int64_t day) {
        auto const at = std::ranges::lower_bound(special, day, {}, number);
        if (at == special.end() || number(*at) != day) return weekday_of(day);
        return at->working ? std::size_t{0} : roster;
    };
    std::vector<std::int64_t> touched;
    for (auto const& day : special) {
        touched.push_back(number(day));
        touched.push_back(number(day) + 1);
    }
    touched.erase(std::ranges::unique(touched).begin(), touched.end());
    Span more{0};
    for (auto const day : touched) {
        auto const profile = profile_of(sort(day - 1), sort(day));
        auto const today = weekday_of(day);
        more += profiles_[profile].sum - profiles_[profile_of(day_before(today), today)].sum;
        exceptions_.push_back({day, profile, more});
    }
}

LocalHours::Day LocalHours::day(std::int64_t number) const {
    auto const at = std::ranges::lower_bound(exceptions_, number, {}, &Exception::day);
    auto const today = weekday_of(number);
    bool const exceptional = at != exceptions_.end() && at->day == number;
    auto const more = at == exceptions_.begin() ? Span{0} : std::prev(at)->more;
    return {profiles_[exceptional ? at->profile : profile_of(day_before(today), today)],
            week_of(number) * week_.back() + week_[today] + more};
}

bool LocalHours::open_at(LocalTime when) const {
    auto const midnight = floor<days>(when);
    auto const [profile, before] = day((midnight - first_monday).count());
    return std::ranges::any_of(profile.open, [&](Stretch const& open) {
        return open.begin <= when - midnight && when - midnight < open.end;
    });
}

Span LocalHours::until(LocalTime when) const {
    auto const midnight = floor<days>(when);
    auto const [profile, before] = day((midnight - first_monday).count());
    auto sum = before;
    for (auto const& open : profile.open)
        sum += std::clamp(Span{when - midnight}, open.begin, open.end) - open.begin;
    return sum;
}

std::optional<LocalTime> LocalHours::reach(LocalTime from, Span sum) const {
    auto low = (floor<days>(from) - first_monday).count();
    auto high = low + 1;
    for (std::int64_t step = 1; before(high) < sum; step *= 2) {
        if (high >= last_day) return std::nullopt;
        low = high;
        high = std::min(high + step, last_day);
    }
    while (high - low > 1) {  // before(low) < sum <= before(high)
        auto const middle = low + (high - low) / 2;
        (before(middle) < sum ? low : high) = middle;
    }
    auto const [profile, open_before] = day(low);
    auto const left = sum - open_before;
    auto const at = std::ranges::find_if(
        profile.open, [&](Stretch const& open) { return open.before + (open.end - open.begin) >= left; });
    return LocalTime{first_monday + days{low}} + at->begin + (left - at->before);
}

}  // namespace rw::care
