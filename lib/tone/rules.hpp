// Rules: patterns that a person can read and extend, with what they say when they are found. Data, read from
// files such as config/tone/fan.toml.
#pragma once

#include "core/result.hpp"
#include "tone/verdict.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw::tone {

/// What a reply answers, in the rough: it decides what may be said.
enum class Group : std::uint8_t { light, question, grievance, hurt };
inline constexpr std::size_t group_count = 4;
std::string_view to_text(Group group);

struct Rule {
    std::uint16_t number = 0;  ///< stored with verdicts: never given to another rule
    std::string id;            ///< `safety.injury`
    std::optional<FanLabel> fan;
    std::optional<ReplyLabel> reply;
    float weight = 0;        ///< added to the label's logit where it is found
    std::uint8_t floor = 0;  ///< the risk or severity is at least this: safety nets only
    bool sure = false;       ///< sets the label whatever else is said
    bool alone = false;  ///< where it is found, it decides alone: nothing else is said, and nothing is grave
    bool negatable = true;              ///< not counted after 没, 不, 别 and the like in the same clause
    bool quotable = false;              ///< counted within quotation marks too
    bool plain_only = false;            ///< not held against a playful account
    std::vector<Group> to;              ///< of replies: only in answer to these; empty: to all
    std::vector<std::string> patterns;  ///< regular expressions over the normalised text
    std::uint64_t personal = 0;         ///< kinds of personal data in place of patterns, a bit each
    std::vector<std::string> vetoes;    ///< what, overlapping a match, takes it back
    std::string why_zh;
    std::string why_en;
    std::vector<std::string> fires_on;
    std::vector<std::string> silent_on;
    std::string example_to;  ///< of replies: what the examples answer
    int line = 0;            ///< in its file
};

/// A kind of thing that texts speak of; the model weighs it, alone and beside others.
struct Concept {
    std::string id;
    std::vector<std::string> patterns;
    int line = 0;
};

struct RuleSet {
    std::vector<Rule> fan;
    std::vector<Rule> reply;
    std::vector<Concept> concepts;
};

/// One thing that is wrong with a rule file.
struct RuleFault {
    std::string file;
    int line = 0;
    std::string what;  ///< what is wrong and what was expected
};
std::string to_text(RuleFault const& fault);

/// Reads `text`, the contents of the file called `name`, into `out`. Gives every fault of it; with any,
/// nothing of the file is to be used. Examples are not tried: `Matcher::faults` does that.
std::vector<RuleFault> read_fan_rules(std::string_view text, std::string const& name, RuleSet& out);
std::vector<RuleFault> read_reply_rules(std::string_view text, std::string const& name, RuleSet& out);
std::vector<RuleFault> read_concepts(std::string_view text, std::string const& name, RuleSet& out);

}  // namespace rw::tone
