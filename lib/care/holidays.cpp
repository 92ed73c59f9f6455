#include "care/holidays.hpp"

#include <algorithm>

namespace rw::care {
namespace {

using namespace std::chrono;

constexpr days foresight{60};

Year* find_year(std::vector<Year>& years, int year) {
    auto const found = std::ranges::find(years, year, &Year::year);
    return found == years.end() ? nullptr : &*found;
}

}  // namespace

int year_of(LocalDay day) {
    return int{year_month_day{day}.year()};
}

void Holidays::put(SpecialDay day) {
    auto const at = std::ranges::lower_bound(days_, day.day, {}, &SpecialDay::day);
    if (at != days_.end() && at->day == day.day) {
        *at = std::move(day);
    } else {
        days_.insert(at, std::move(day));
    }
}

void Holidays::tell_year(int year, DayList const& list) {
    auto* known = find_year(years_, year);
    if (known && !known->provisional.empty()) {
        std::erase_if(days_, [&](SpecialDay const& day) {
            return year_of(day.day) == year && day.source == known->source;
        });
    }
    if (!known) known = &years_.emplace_back();
    *known = {year, list.source, list.provisional, true};
}

void Holidays::add(DayList list) {
    ++lists_;
    auto const* const known = list.year ? year(*list.year) : nullptr;
    if (known && known->whole && known->provisional.empty() && !list.provisional.empty()) return;
    if (list.year) tell_year(*list.year, list);
    for (auto& day : list.days) {
        auto const its_year = year_of(day.day);
        if (!list.year && !covers(its_year)) years_.push_back({its_year, list.source, {}, false});
        day.source = list.source;
        put(std::move(day));
    }
}

SpecialDay const* Holidays::find(LocalDay day) const {
    auto const at = std::ranges::lower_bound(days_, day, {}, &SpecialDay::day);
    return at != days_.end() && at->day == day ? &*at : nullptr;
}

std::vector<SpecialDay> Holidays::days_of(int year) const {
    std::vector<SpecialDay> all;
    std::ranges::copy_if(days_, std::back_inserter(all),
                         [&](SpecialDay const& day) { return year_of(day.day) == year; });
    return all;
}

Year const* Holidays::year(int year) const {
    auto const found = std::ranges::find(years_, year, &Year::year);
    return found == years_.end() ? nullptr : &*found;
}

std::optional<Gap> Holidays::gap_of(int year) const {
    auto const* const known = this->year(year);
    auto const label = std::to_string(year) + ": ";
    if (!known) {
        return Gap{
            year, true,
            label + "no file of holidays covers this year: its holidays are taken for ordinary weekdays"};
    }
    if (known->provisional.empty()) return std::nullopt;
    return Gap{year, false, label + known->provisional};
}

std::vector<Gap> Holidays::gaps(LocalDay today) const {
    std::vector<Gap> all;
    if (none()) return all;
    auto const this_year = year_of(today);
    if (auto gap = gap_of(this_year)) all.push_back(*std::move(gap));
    auto const next_year = this_year + 1;
    bool const soon = local_days{std::chrono::year{next_year} / 1 / 1} - today <= foresight;
    if (auto gap = soon ? gap_of(next_year) : std::nullopt) all.push_back(*std::move(gap));
    return all;
}

}  // namespace rw::care
