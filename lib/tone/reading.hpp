// Reads a text for the judge: its cells, the rules that are found in it and for what they count, and what it
// speaks of.
#pragma once

#include "tone/judge.hpp"

namespace rw::tone {

class Reader {
public:
    /// Gives what is wrong with the patterns.
    std::vector<RuleFault> compile(RuleSet const& rules);

    Reading fan(std::string_view text) const;
    Reading reply(std::string_view text) const;
    /// A concept's number by its id; none when there is no such concept.
    std::optional<std::uint16_t> concept_number(std::string_view id) const;

private:
    Reading read(std::string_view text, Matcher const& matcher, std::vector<Rule> const& rules) const;

    RuleSet const* rules_ = nullptr;
    std::vector<std::uint64_t> subjects_;  ///< by concept: its bit among the subjects; 0: it is none
    static constexpr std::uint16_t no_concept = 0xFFFF;
    std::uint16_t politics_ = no_concept;
    std::uint16_t mourning_ = no_concept;
    std::vector<std::uint64_t> failures_;  ///< by concept, likewise
    Matcher fan_;
    Matcher reply_;
    Matcher concepts_;
};

/// A concept that is denied (没过敏) is another one than the concept itself.
inline constexpr std::uint16_t denied = 0x8000;

}  // namespace rw::tone
