// Days that are not like their weekday, year by year, and what is known of each year (K21).
#pragma once

#include "core/zone.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rw::care {

struct SpecialDay {
    LocalDay day;
    bool working = false;  ///< a make-up workday; otherwise a day off
    std::string name;      ///< of the festival that it is for: `国庆节`; may be empty
    std::string source;    ///< of the list that it came from
    friend bool operator==(SpecialDay const&, SpecialDay const&) = default;
};

/// One file of special days.
struct DayList {
    std::vector<SpecialDay> days;
    std::string source;       ///< the document that it was taken from
    std::optional<int> year;  ///< the year that it tells in full; none: it has some days of its own
    std::string provisional;  ///< what it lacks of that year; empty: nothing
};

/// What is known of a year.
struct Year {
    int year = 0;
    std::string source;
    std::string provisional;
    bool whole = false;  ///< a list tells it in full, not only some days of it
};

/// A year that the program needs and does not know, or not fully.
struct Gap {
    int year = 0;
    bool missing = false;  ///< otherwise provisional
    std::string words;     ///< `2027: …`, for people
    friend bool operator==(Gap const&, Gap const&) = default;
};

class Holidays {
public:
    /// Later lists win, day by day; but of two that tell a year the final one wins over the provisional one,
    /// and nothing of the latter is left. A list without a year of its own covers the years of its days as
    /// long as no other tells them.
    void add(DayList list);
    /// Nobody asked for holidays: there is no list at all, so none of it is missing.
    bool none() const { return lists_ == 0; }

    SpecialDay const* find(LocalDay day) const;
    /// In order, each day once.
    std::vector<SpecialDay> const& days() const { return days_; }
    std::vector<SpecialDay> days_of(int year) const;

    Year const* year(int year) const;
    bool covers(int year) const { return this->year(year) != nullptr; }
    /// What is wrong with this one year, whether anybody needs it or not.
    std::optional<Gap> gap_of(int year) const;
    /// The gaps of today's year, and of the next one from sixty days before it begins.
    std::vector<Gap> gaps(LocalDay today) const;

private:
    void put(SpecialDay day);
    void tell_year(int year, DayList const& list);

    std::size_t lists_ = 0;
    std::vector<SpecialDay> days_;
    std::vector<Year> years_;
};

int year_of(LocalDay day);

}  // namespace rw::care
