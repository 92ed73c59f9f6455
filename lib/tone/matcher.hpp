// Finds every phrase of the lexicon in a text, all at once.
#pragma once

#include "tone/lexicon.hpp"

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rw::tone {

struct Match {
    Rule const* rule = nullptr;
    std::size_t begin = 0;  ///< bytes
    std::size_t end = 0;
};

class Matcher {
public:
    explicit Matcher(std::span<Rule const> rules);
    /// Matches that no veto overlaps, in order of position; of one rule only the longest at a position.
    std::vector<Match> find(std::string_view text) const;

private:
    struct Phrase {
        std::string_view words;
        Rule const* rule;
        bool veto;
    };
    /// Phrases by their first bytes, so that most positions cost one look.
    std::unordered_map<std::uint32_t, std::vector<Phrase>> phrases_;
};

}  // namespace rw::tone
