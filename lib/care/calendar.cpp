#include "care/calendar.hpp"

#include <algorithm>
#include <charconv>

namespace rw::care {
namespace {

using namespace std::chrono;

constexpr int day_minutes = 24 * 60;
constexpr int longest_search = 400;  // days

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

}  // namespace

std::optional<Block> parse_block(std::string_view text) {
    auto const dash = text.find('-');
    if (dash == text.npos) return std::nullopt;
    auto const begin = minutes_of(text.substr(0, dash));
    auto const end = minutes_of(text.substr(dash + 1));
    if (!begin || !end || *begin == day_minutes || *begin == *end) return std::nullopt;
    return Block{*begin, *end > *begin ? *end : *end + day_minutes};
}

Calendar::Calendar(Week week, Span offset) : week_{std::move(week)}, offset_{offset} {
    for (auto& blocks : week_)
        std::ranges::sort(blocks, {}, &Block::begin);
}

Calendar Calendar::always_open() {
    Week week;
    week.fill({Block{0, day_minutes}});
    return Calendar{std::move(week), Span{0}};
}

void Calendar::add_day_off(sys_days local_day) {
    off_.insert(local_day);
}
void Calendar::add_makeup_workday(sys_days local_day) {
    makeup_.insert(local_day);
}
void Calendar::set_holiday_hours(std::vector<Block> holiday) {
    std::ranges::sort(holiday, {}, &Block::begin);
    holiday_ = std::move(holiday);
}

std::vector<Block> const& Calendar::blocks_of(sys_days local_day) const {
    if (makeup_.contains(local_day)) return week_[0];
    if (off_.contains(local_day)) return holiday_;
    return week_[weekday{local_day}.iso_encoding() - 1];
}

/// The open spans that touch a local day, in UTC and order, without overlap: those of the day before that
/// pass midnight come first.
std::vector<std::pair<TimePoint, TimePoint>> Calendar::spans_of(sys_days local_day) const {
    std::vector<std::pair<TimePoint, TimePoint>> spans;
    auto const midnight = TimePoint{local_day} - offset_;
    auto const add = [&](TimePoint day, Block const& block) {
        auto const begin = std::max(day + minutes{block.begin}, midnight);
        auto const end = std::min(day + minutes{block.end}, midnight + 24h);
        if (begin < end) spans.emplace_back(begin, end);
    };
    for (auto const& block : blocks_of(local_day - days{1}))
        add(midnight - 24h, block);
    for (auto const& block : blocks_of(local_day))
        add(midnight, block);
    std::ranges::sort(spans);
    auto covered = TimePoint::min();  // what overlaps an earlier span counts once
    for (auto& [begin, end] : spans) {
        begin = std::max(begin, covered);
        covered = std::max(covered, end);
    }
    std::erase_if(spans, [](auto const& span) { return span.first >= span.second; });
    return spans;
}

bool Calendar::open_at(TimePoint when) const {
    auto const spans = spans_of(floor<days>(when + offset_));
    return std::ranges::any_of(spans,
                               [&](auto const& span) { return span.first <= when && when < span.second; });
}

TimePoint Calendar::add(TimePoint start, Span work) const {
    auto day = floor<days>(start + offset_);
    for (int looked = 0; looked < longest_search; day += days{1}) {
        auto const spans = spans_of(day);
        looked = spans.empty() ? looked + 1 : 0;
        for (auto const& [begin, end] : spans) {
            auto const from = std::max(begin, start);
            if (from >= end) continue;
            if (work < end - from) return from + work;
            work -= end - from;
            if (work == Span{0} && begin < end) return end;
        }
    }
    return TimePoint::max();
}

Span Calendar::between(TimePoint from, TimePoint to) const {
    Span open{0};
    for (auto day = floor<days>(from + offset_); TimePoint{day} - offset_ < to; day += days{1}) {
        for (auto const& [begin, end] : spans_of(day)) {
            auto const overlap = std::min(end, to) - std::max(begin, from);
            open += std::max(overlap, Span{0});
        }
    }
    return open;
}

}  // namespace rw::care
