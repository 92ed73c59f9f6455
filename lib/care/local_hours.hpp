// Open time along the local clock, as if it were never put forward or back: weekly hours with their
// exceptions, summed up so that any stretch is measured in the time of two searches.
#pragma once

#include "care/holidays.hpp"
#include "core/zone.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw::care {

/// Part of a day in minutes after local midnight; `end` may pass midnight (22:00-02:00 is 1320-1560), but is
/// at most a day after `begin`.
struct Block {
    int begin = 0;
    int end = 0;
    friend bool operator==(Block const&, Block const&) = default;
};

/// `09:00-12:00`, `22:00-02:00`, `00:00-24:00`; nothing if it is none of these.
std::optional<Block> parse_block(std::string_view text);
/// As `parse_block` reads it.
std::string to_text(Block const& block);

/// Monday first; a day without blocks is closed.
using Week = std::array<std::vector<Block>, 7>;

/// When the team works.
struct Hours {
    Week week;
    std::vector<Block> holiday;  ///< of a day off: the duty roster (K22)
    friend bool operator==(Hours const&, Hours const&) = default;
};

class LocalHours {
public:
    LocalHours() : LocalHours{Hours{}, {}} {}
    /// A day off has the roster's blocks instead of its weekday's, a make-up workday those of Monday (K21).
    /// A block that passes midnight belongs to the day on which it begins, whatever the next day is.
    LocalHours(Hours const& hours, std::vector<SpecialDay> const& special);

    bool open_at(LocalTime when) const;
    /// Open time between a fixed moment of old and `when`; negative before it. Only differences mean
    /// anything.
    Span until(LocalTime when) const;
    /// The earliest time at which `until` is `sum`, which it is not yet at `from`. Nothing when that does not
    /// happen before `end_of_time`.
    std::optional<LocalTime> reach(LocalTime from, Span sum) const;

    static constexpr LocalDay end_of_time{std::chrono::days{2'932'897}};  ///< 10000-01-01

private:
    /// Open time within a day.
    struct Stretch {
        Span begin;  ///< after midnight
        Span end;
        Span before;  ///< open time of the day before it
    };
    struct Profile {
        std::vector<Stretch> open;  ///< in order, apart from one another
        Span sum{0};
    };
    /// A day whose hours are not those of its weekday: itself special, or the day after such a one.
    struct Exception {
        std::int64_t day = 0;
        std::size_t profile = 0;
        Span more{0};  ///< open time up to its end, more than there would be without exceptions
    };
    struct Day {
        Profile const& profile;
        Span before;  ///< open time before it
    };

    void add_exceptions(std::vector<SpecialDay> const& special);
    Day day(std::int64_t number) const;
    Span before(std::int64_t number) const { return day(number).before; }

    std::vector<Profile> profiles_;  ///< by what yesterday has and what today has
    std::array<Span, 8> week_{};     ///< open time of a week before each weekday, and of the whole
    std::vector<Exception> exceptions_;
};

}  // namespace rw::care
