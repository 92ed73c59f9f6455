// The words that set a label, as a table. A rule's number is stored with every verdict: numbers are never
// reused.
#pragma once

#include "tone/verdict.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace rw::tone {

struct Rule {
    std::uint16_t number;
    FanLabel label;
    std::uint8_t risk;
    std::string_view patterns;   ///< alternatives between `|`, in normalised form
    std::string_view vetoes;     ///< phrases that, overlapping a match, take it back
    std::string_view fires_on;   ///< an example that the rule must find
    std::string_view silent_on;  ///< one that it must leave alone
};

std::span<Rule const> lexicon();
Rule const* find_rule(std::uint16_t number);

}  // namespace rw::tone
