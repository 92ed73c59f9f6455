// What a text says, and the words that say it. A verdict rests on labels, never on polarity alone.
#pragma once

#include <cstdint>
#include <optional>
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
inline constexpr std::size_t fan_label_count = 20;

/// Labels of a brand's reply, judged with the message that it answers. The order is stored: append only.
enum class ReplyLabel : std::uint8_t {
    condescending,
    servile,
    intimate,
    mocking,
    insult_to_injury,
    defensive,
    legal_threat,
    blame,
    perfunctory,
    placeholder,
    officialese,
    flippant,
    overpromise,
    absolute_claim,
    pii,
    cold,
    favour,
    wrong_target,
};
inline constexpr std::size_t reply_label_count = 18;

std::string_view to_text(FanLabel label);
std::string_view to_text(ReplyLabel label);
template <class Label>
std::optional<Label> parse_label(std::string_view text);
template <>
std::optional<FanLabel> parse_label<FanLabel>(std::string_view text);
template <>
std::optional<ReplyLabel> parse_label<ReplyLabel>(std::string_view text);

enum class Tongue : std::uint8_t { chinese, english };
/// What a label says of a text, for people: `提到受伤、健康或安全问题`.
std::string_view meaning(FanLabel label, Tongue tongue = Tongue::chinese);
std::string_view meaning(ReplyLabel label, Tongue tongue = Tongue::chinese);
/// One sentence on what to do: about a fan's message that bears the label, or to mend a reply that does.
std::string_view advice(FanLabel label, Tongue tongue = Tongue::chinese);
std::string_view advice(ReplyLabel label, Tongue tongue = Tongue::chinese);

/// Why a label was set: the rule and its words, located in the text in Unicode code points.
template <class Label>
struct BasicReason {
    Label label{};
    std::uint16_t rule = 0;  ///< its number, stable, so that it can be stored; 0: the model, by these words
    std::uint16_t start = 0;
    std::uint16_t end = 0;

    friend bool operator==(BasicReason const&, BasicReason const&) = default;
};
using Reason = BasicReason<FanLabel>;
using ReplyReason = BasicReason<ReplyLabel>;

struct FanVerdict {
    std::vector<Reason> reasons;  ///< at least one for each label but `chitchat`, most serious label first
    std::uint8_t risk = 0;        ///< 0 nothing, 1 watch, 2 within the hour, 3 now
    bool needs_reply = false;

    bool has(FanLabel label) const;
    /// Each once, in order of `reasons`; `{chitchat}` when nothing was found.
    std::vector<FanLabel> labels() const;
    friend bool operator==(FanVerdict const&, FanVerdict const&) = default;
};

struct ReplyVerdict {
    std::vector<ReplyReason> reasons;  ///< at least one for each label, most serious label first
    std::uint8_t severity = 0;         ///< 0 fine, 1 coach later, 2 mend within the hour, 3 page somebody now
    bool misstep = false;              ///< a careful lead would want to be told
    bool delicate = false;  ///< politics, or play where the public mourns (B17): a misstep without any label

    bool has(ReplyLabel label) const;
    std::vector<ReplyLabel> labels() const;
    friend bool operator==(ReplyVerdict const&, ReplyVerdict const&) = default;
};

/// How grave a label is beside others: 0 is the gravest.
std::size_t rank(FanLabel label);
std::size_t rank(ReplyLabel label);

/// Judges one message of a fan by the rules and the model that are shipped, of an author of whom nothing is
/// known.
FanVerdict judge_fan(std::string_view text);

/// The words between two code points of a text.
std::string words_between(std::string_view text, std::uint16_t start, std::uint16_t end);
template <class Label>
std::string words_of(BasicReason<Label> const& reason, std::string_view text) {
    return words_between(text, reason.start, reason.end);
}
/// Why in Chinese, for people: the meaning of its label.
template <class Label>
std::string_view why(BasicReason<Label> const& reason) {
    return meaning(reason.label);
}

}  // namespace rw::tone
