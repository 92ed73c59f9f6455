// What a text says, and the words that say it. A verdict rests on labels, never on polarity alone.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rw::tone {

/// Labels of a fan's message, as tone/labels.md defines them. The order is stored: append only.
enum class FanLabel : std::uint8_t {
    praise,
    question,
    suggestion,
    complaint,
    prod,
    safety,
    legal,
    media,
    boycott,
    abuse,
    sarcasm,
    self_harm,
    threat,
    discrimination,
    minor,
    pii,
    favour,
    spam,
    chitchat,
    closing,
};
std::string_view to_text(FanLabel label);

/// Why a label was set: the rule and its words, located in the text in Unicode code points.
struct Reason {
    FanLabel label;
    std::uint16_t rule = 0;  ///< number of the rule in the lexicon; stable, so that it can be stored
    std::uint16_t start = 0;
    std::uint16_t end = 0;

    friend bool operator==(Reason const&, Reason const&) = default;
};

struct FanVerdict {
    std::vector<Reason> reasons;  ///< at least one for each label but `chitchat`, most serious label first
    std::uint8_t risk = 0;        ///< 0 nothing, 1 watch, 2 within the hour, 3 now
    bool needs_reply = false;

    bool has(FanLabel label) const;
    std::vector<FanLabel> labels()
        const;  ///< each once, in order of `reasons`; `{chitchat}` when nothing was found
    friend bool operator==(FanVerdict const&, FanVerdict const&) = default;
};

/// Judges one message of a fan. The text before a `回复@name:` prefix and after the first `//@` is not the
/// fan's own.
FanVerdict judge_fan(std::string_view text);

/// The words a reason points at, cut out of the text it was given for.
std::string words_of(Reason const& reason, std::string_view text);
/// Why in Chinese, for people: `提到受伤或健康问题`.
std::string_view why(Reason const& reason);

}  // namespace rw::tone
