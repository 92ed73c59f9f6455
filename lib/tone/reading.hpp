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
    /// What stands for a concept in readings, by its id; none when there is no such concept.
    std::optional<std::uint32_t> concept_key(std::string_view id) const;

private:
    Reading read(std::string_view text, Matcher const& matcher, std::vector<Rule> const& rules) const;

    RuleSet const* rules_ = nullptr;
    std::vector<std::uint64_t> subjects_;  ///< by concept: its bit among the subjects; 0: it is none
    std::vector<std::uint32_t> keys_;      ///< by concept; not its place in the file, whose order is free
    std::optional<std::uint32_t> politics_;
    std::optional<std::uint32_t> mourning_;
    std::vector<std::uint64_t> failures_;  ///< by concept, likewise
    Matcher fan_;
    Matcher reply_;
    Matcher concepts_;
};

/// A concept that is denied (没过敏) is another one than the concept itself.
inline constexpr std::uint32_t denied = 0x80000000;

}  // namespace rw::tone
