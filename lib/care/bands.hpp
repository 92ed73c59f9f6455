// How long a fan of each class may wait: a floor, a warning and a ceiling, on the courtesy or on the risk
// clock.
#pragma once

#include "care/calendar.hpp"
#include "care/level.hpp"
#include "care/tier.hpp"
#include "core/time.hpp"
#include "tone/verdict.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

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
std::string_view in_chinese(Class c);                  ///< 安全, 投诉, 提问, …
std::string_view name_in(Class c, Language language);  ///< as people call it: 安全, `safety matter`
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

/// The bands of an account by class and tier; starts with the defaults of domain 3. A diamond waits half as
/// long as others by default (A14).
class Bands {
public:
    Bands();
    Band const& of(Class c, Tier tier = Tier::normal) const { return bands_[at(c, tier)]; }
    /// For every tier; a diamond's warning and ceiling become half of it.
    void set(Class c, Band band);
    void set(Class c, Tier tier, Band band) { bands_[at(c, tier)] = band; }

private:
    static std::size_t at(Class c, Tier tier) {
        return static_cast<std::size_t>(c) * tier_count + static_cast<std::size_t>(tier);
    }
    std::array<Band, class_count * tier_count> bands_;
};

struct Deadlines {
    TimePoint floor_at{};
    std::optional<TimePoint> warn_at;
    TimePoint due_at{};
    TimePoint aged_at{};                  ///< half as long again as the ceiling
    std::optional<TimePoint> expires_at;  ///< of a private thread: no reply is possible any more
    friend bool operator==(Deadlines const&, Deadlines const&) = default;
};

/// While it lasts a clock stands (K18); `end` is not before `begin`.
struct Pause {
    TimePoint begin{};
    TimePoint end{};
};

/// When a message asked at `asked` is early, nearly late, late, and aged. Working-clock deadlines that fall
/// into closed time move to the opening (K23); pauses are in order and do not overlap.
Deadlines deadlines(Band const& band, Calendar const& calendar, TimePoint asked,
                    std::vector<Pause> const& pauses = {});

/// Trouble of a kind that no pause holds up: its risk clock runs day and night (K19).
bool is_risk(Class c);

/// How grave it is that a fan of this class is nearly late or late (domain 5.3).
Level level_when_near(Class c);
Level level_when_late(Class c);

}  // namespace rw::care
