// When nobody is to be told although something burns: silences that people set, hours of quiet, and other
// incidents that say it already. What is held is looked at again when the reason ends.
#pragma once

#include "alert/matcher.hpp"
#include "core/json.hpp"
#include "core/time.hpp"
#include "core/zone.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rw::alert {

struct Silence {
    std::string id;
    std::vector<Matcher> matchers;  ///< at least one
    TimePoint starts_at{};
    TimePoint ends_at{};
    std::string author;
    std::string comment;
    TimePoint created_at{};

    bool covers(TimePoint when) const { return starts_at <= when && when < ends_at; }
    friend bool operator==(Silence const&, Silence const&) = default;
};
/// `pending`, `active` or `expired`.
std::string_view state_of(Silence const& silence, TimePoint now);

/// The one that lasts longest of those that cover the incident now.
Silence const* find_silence(std::vector<Silence> const& silences, Incident const& incident, TimePoint now);

void write(Json& out, Silence const& silence, TimePoint now);
/// All of them as one text, and back; what cannot be read is left out.
std::string pack(std::vector<Silence> const& silences);
std::vector<Silence> unpack_silences(std::string_view packed);

/// `09:00`, up to `24:00`, as time after midnight.
std::optional<Span> parse_time_of_day(std::string_view text);

/// `22:30-08:00`: local times of day, past midnight allowed.
struct HoursOfDay {
    Span from{0};  ///< after midnight
    Span to{0};
    bool contain(LocalTime local) const;
    /// When the hours that `when` lies in end; nothing when it lies in none.
    std::optional<TimePoint> end_of(Zone const& zone, TimePoint when) const;
    friend bool operator==(HoursOfDay const&, HoursOfDay const&) = default;
};

}  // namespace rw::alert
