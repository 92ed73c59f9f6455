#include "tone/matcher.hpp"

#include <algorithm>

namespace rw::tone {
namespace {

std::uint32_t head(std::string_view text) {
    std::uint32_t key = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(text.size(), 3); ++i) {
        key = key << 8U | static_cast<unsigned char>(text[i]);
        if (static_cast<unsigned char>(text[i]) < 0x80) break;  // one ASCII character, or one of three bytes
    }
    return key;
}

template <class Take>
void each_alternative(std::string_view patterns, Take take) {
    while (!patterns.empty()) {
        auto const end = std::min(patterns.find('|'), patterns.size());
        if (end > 0) take(patterns.substr(0, end));
        patterns.remove_prefix(std::min(end + 1, patterns.size()));
    }
}

bool overlap(Match const& a, Match const& b) {
    return a.begin < b.end && b.begin < a.end;
}

}  // namespace

Matcher::Matcher(std::span<Rule const> rules) {
    for (auto const& rule : rules) {
        each_alternative(rule.patterns,
                         [&](auto words) { phrases_[head(words)].push_back({words, &rule, false}); });
        each_alternative(rule.vetoes,
                         [&](auto words) { phrases_[head(words)].push_back({words, &rule, true}); });
    }
    for (auto& [key, phrases] : phrases_) {
        std::ranges::sort(phrases, std::greater{}, [](Phrase const& p) { return p.words.size(); });
    }
}

std::vector<Match> Matcher::find(std::string_view text) const {
    std::vector<Match> matches;
    std::vector<Match> vetoes;
    for (std::size_t at = 0; at < text.size(); ++at) {
        bool const inside = (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
        if (inside) continue;
        auto const rest = text.substr(at);
        auto const found = phrases_.find(head(rest));
        if (found == phrases_.end()) continue;
        for (auto const& phrase : found->second) {
            if (!rest.starts_with(phrase.words)) continue;
            Match const match{phrase.rule, at, at + phrase.words.size()};
            bool const longer_known =
                !matches.empty() && matches.back().rule == phrase.rule && matches.back().begin == at;
            if (phrase.veto) {
                vetoes.push_back(match);
            } else if (!longer_known) {
                matches.push_back(match);
            }
        }
    }
    std::erase_if(matches, [&](Match const& match) {
        return std::ranges::any_of(
            vetoes, [&](Match const& veto) { return veto.rule == match.rule && overlap(veto, match); });
    });
    return matches;
}

}  // namespace rw::tone
