// How long a fan of each class may wait: a floor, a warning and a ceiling, on the courtesy or on the risk
// clock.
#pragma once

#include "care/calendar.hpp"
#include "care/level.hpp"
#include "core/time.hpp"
#include "tone/verdict.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace rw::care {

/// Classes with a band of their own, most serious first. The order is stored: append only.
enum class Class : std::uint8_t {
    safety,
    legal,
    media,
    vip_complaint,
    complaint,
    prod,
    question,
    howto,
    suggestion,
    praise,
    chitchat,
};
inline constexpr std::size_t class_count = 11;
std::string_view to_text(Class c);
std::string_view in_chinese(Class c);  ///< 安全, 投诉, 提问, …
std::optional<Class> parse_class(std::string_view text);

/// The class of one message; a complaint by a verified author or one with more than 100,000 followers is
/// `vip_complaint` (domain 3).
Class classify(tone::FanVerdict const& verdict, std::int64_t followers, int verified_type);

enum class ClockKind : std::uint8_t { working, always };  ///< courtesy clock, risk clock (K19)

struct Band {
    Span floor{0};
    Span warn{0};  ///< zero: no warning
    Span ceiling{0};
    ClockKind clock = ClockKind::working;
    friend bool operator==(Band const&, Band const&) = default;
};

/// The bands of an account; starts with the defaults of domain 3.
class Bands {
public:
    Bands();
    Band const& of(Class c) const { return bands_[static_cast<std::size_t>(c)]; }
    void set(Class c, Band band) { bands_[static_cast<std::size_t>(c)] = band; }

private:
    std::array<Band, class_count> bands_;
};

struct Deadlines {
    TimePoint floor_at{};
    std::optional<TimePoint> warn_at;
    TimePoint due_at{};
    std::optional<TimePoint> expires_at;  ///< of a private thread: no reply is possible any more
    friend bool operator==(Deadlines const&, Deadlines const&) = default;
};

/// When a message of class `c`, asked at `asked`, is early, nearly late and late. Working-clock deadlines
/// that fall into closed time move to the opening (K23).
Deadlines deadlines(Band const& band, Calendar const& calendar, TimePoint asked);

/// How grave it is that a fan of this class is nearly late or late (domain 5.3).
Level level_when_near(Class c);
Level level_when_late(Class c);

}  // namespace rw::care
