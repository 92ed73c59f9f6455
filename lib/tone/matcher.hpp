// Finds every pattern of many rules in a text at once.
#pragma once

#include "tone/normalise.hpp"
#include "tone/rules.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace rw::tone {

/// A rule or concept found, in bytes of the normalised text.
struct Match {
    std::uint32_t item = 0;  ///< its place among those that the matcher was made of
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

/// What one item is found by.
struct Patterns {
    std::vector<std::string> patterns;
    std::vector<std::string> vetoes;
    int line = 0;
};

class Matcher {
public:
    Matcher();
    Matcher(Matcher&&) noexcept;
    Matcher& operator=(Matcher&&) noexcept;
    ~Matcher();

    /// Gives what is wrong with the patterns, each with its line; of no use then.
    std::vector<RuleFault> compile(std::vector<Patterns> const& items, std::string const& file);

    /// What no veto overlaps, by position; of one item only the longest from a place. Not for two threads at
    /// once.
    std::vector<Match> find(std::string_view text) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace rw::tone
