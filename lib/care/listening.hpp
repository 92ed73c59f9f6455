// The weekly habit of listening, also when nothing burns (A3).
#pragma once

#include "care/fans.hpp"
#include "care/finding.hpp"
#include "care/history.hpp"
#include "care/local_time.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace rw::care {

/// How a fan stands to us, as the list sees it.
enum class Mood : std::uint8_t {
    satisfied,  ///< the last wait was answered
    waiting,    ///< the last wait is open, or was never answered
    silent,     ///< has not written for three weeks
};
std::string_view to_text(Mood mood);
std::string_view in_chinese(Mood mood);  ///< 满意, 没等到, 沉默

struct ListenTo {
    Uid fan;
    Tier tier = Tier::normal;
    bool newcomer = false;  ///< first seen within four weeks
    Mood mood = Mood::satisfied;
    TimePoint last_contact{};
};

/// Whom to listen to this week: `wanted` fans drawn in turn from every kind (tier, old or new, satisfied or
/// silent), so that a rare kind is heard too. The same seed draws the same fans.
std::vector<ListenTo> listening_list(std::vector<FanLine> const& fans, TimePoint now, std::uint64_t seed,
                                     std::size_t wanted = 20);

/// Distinct fans who got an answer to more than chitchat in [from, until).
int purposeful_talks(std::vector<Answer> const& answers, TimePoint from, TimePoint until);

struct HabitPolicy {
    int wanted = 20;
    Span due = 6 * 24h + 18h;  ///< after the beginning of the week: Sunday, 18:00
    std::optional<TimePoint>
        watched_since;  ///< weeks that began earlier are not judged: we did not see them whole
};
/// The last week whose hour has come had too few purposeful talks. One finding a week, by its key.
std::optional<Finding> weekly_habit_missed(std::vector<Answer> const& answers, TimePoint now,
                                           LocalTime const& local, HabitPolicy const& policy);

}  // namespace rw::care
