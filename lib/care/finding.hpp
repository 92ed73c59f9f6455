// A judgement about people and their habits, with the numbers it rests on. Given only with enough sample.
#pragma once

#include "care/level.hpp"
#include "core/id.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw::care {

/// What is wrong. Names are part of incident keys: never change them.
enum class Trouble : std::uint8_t {
    chitchat_share,       // A2
    weekly_habit_missed,  // A3
    drift,                // A7
    budget_near,          // A9
    off_hours,            // A9
    concentration,        // A10
    sole_hand,            // A10
    fan_budget,           // A11, A14
    day_cap,              // A15
    team_cap,             // A15
    queue_too_long,       // A15
    unequal_treatment,    // A22
    fell_silent,          // B4
    fans_ignored,         // B4
    skipped_neighbour,    // B8
    lost_after_silence,   // B9
};
inline constexpr std::size_t trouble_count = 16;
std::string_view to_text(Trouble trouble);
std::string_view rule_of(Trouble trouble);  ///< the row of domain 1, as `A10`

struct Figure {
    std::string_view name;
    double value = 0;  ///< times in seconds, shares as 0..1
};

struct Finding {
    Trouble trouble = Trouble::drift;
    std::string_view rule;  ///< the row of domain 1, as `A10`
    std::string key;        ///< rule/trouble/who/when: one trouble is one incident
    enum class Kind : std::uint8_t { load, coverage };  ///< kind of incident (contract 3)
    Kind kind = Kind::load;
    Level level = Level::blue;
    std::string who;   ///< an operator, `team`, a class, a post; may be empty
    std::string when;  ///< `2026-11-26`, `2026-W48`; may be empty
    std::vector<Figure> evidence;
    int sample = 0;
    int minimum = 0;        ///< with a smaller sample there is no finding
    std::vector<Uid> fans;  ///< whom it concerns, if it names fans
    ConversationId conversation;

    std::optional<double> figure(std::string_view name) const;
};

/// A finding with rule, kind and key filled in.
Finding found(Trouble trouble, Level level, std::string who, std::string when);

/// One line for a person: `小王手里有 12 件，占 60%，是中位数的 3 倍`.
std::string in_chinese(Finding const& finding);
std::string in_english(Finding const& finding);
std::string in_words(Finding const& finding, Language language);

}  // namespace rw::care
