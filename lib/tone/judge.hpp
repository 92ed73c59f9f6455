// Judges what fans say and what a brand answers, by rules and a linear model in one sum.
#pragma once

#include "core/result.hpp"
#include "tone/matcher.hpp"
#include "tone/model.hpp"
#include "tone/rules.hpp"
#include "tone/verdict.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw::tone {

/// Of the model's decisions those that are no label, after the labels in the list of heads.
enum class FanHead : std::uint8_t { needs_reply = fan_label_count, risk_1, risk_2, risk_3 };
inline constexpr std::size_t fan_heads = fan_label_count + 4;
enum class ReplyHead : std::uint8_t { misstep = reply_label_count, severity_2, severity_3 };
inline constexpr std::size_t reply_heads = reply_label_count + 3;

/// How an account talks: a playful one may play with players.
enum class Style : std::uint8_t { plain, playful };

struct FanCase {
    std::string_view text;
    std::int64_t followers = -1;  ///< -1: not known
    int verified_type = -1;
};
struct ReplyCase {
    std::string_view to;  ///< the message that it answers
    std::string_view text;
    Style style = Style::plain;
};

/// A rule found in a text.
struct Found {
    Rule const* rule = nullptr;
    Range where;       ///< of the original
    float weight = 0;  ///< what it counts for here, after degree and contrast
};

/// What a complaint is about, in the rough: which things, and what went wrong with them, a bit each.
struct Topic {
    std::uint64_t subjects = 0;
    std::uint64_t failures = 0;
    bool same_as(Topic const& other) const {
        return (subjects & other.subjects) != 0 && (failures & other.failures) != 0;
    }
};

/// Everything that is known of a text before it is weighed.
struct Reading {
    Cells cells;
    std::vector<Found> found;
    std::vector<std::uint32_t> concepts;  ///< by key, each once
    std::uint64_t about = 0;              ///< subjects (concepts `about.…`), a bit each
    std::uint64_t failures = 0;           ///< what went wrong, a bit each
    std::uint64_t personal = 0;           ///< kinds of personal data, a bit each
    bool politics = false;                ///< territory, leaders, wars, parties (concept `delicate.politics`)
    bool mourning = false;                ///< public mourning (concept `delicate.mourning`)
    std::u32string points;
};

/// Probabilities by head, and where the rules were found.
struct Scored {
    Reading reading;
    Group group = Group::light;  ///< of a reply: what kind of message it answers; of a fan's: what kind it is
    std::vector<Feature> features;
    std::vector<float> rules;  ///< what rules add to each head
    std::vector<float> logits;
    std::vector<float> probabilities;
};

/// Moves thresholds: added to the model's own of a label, in probability. For each account.
struct Leanings {
    std::vector<std::pair<FanLabel, float>> fan;
    std::vector<std::pair<ReplyLabel, float>> reply;
    friend bool operator==(Leanings const&, Leanings const&) = default;
};

/// One part of a logit: words of the judged text, a rule, or what has no place there.
struct Part {
    Range where;
    std::uint16_t rule = 0;
    float weight = 0;
};
/// Adds up to the logit: bias, parts, and `other`.
struct Explanation {
    float bias = 0;
    float other = 0;          ///< the message that is answered, counts and combinations
    std::vector<Part> parts;  ///< the heaviest first
    float logit = 0;
};

class Judge {
public:
    struct Data {
        RuleSet rules;
        std::string_view model;  ///< must outlive the judge; empty: rules alone
        std::shared_ptr<void const> keep =
            nullptr;  ///< what the model lies in, when it is not the program itself
    };
    /// Every fault of the rules' patterns, or what is wrong with the model.
    static Result<std::shared_ptr<Judge const>> make(Data data);
    /// By what is shipped with the program.
    static Judge const& shipped();
    static std::shared_ptr<Judge const> const& shipped_shared();

    Topic topic_of(std::string_view text) const;
    FanVerdict fan(FanCase const& one) const;
    ReplyVerdict reply(ReplyCase const& one) const;
    FanVerdict fan(FanCase const& one, Leanings const& leanings) const;
    ReplyVerdict reply(ReplyCase const& one, Leanings const& leanings) const;

    /// Everything that was weighed; for training, measuring and explanations.
    Scored score_fan(FanCase const& one) const;
    Scored score_reply(ReplyCase const& one) const;
    FanVerdict verdict_of_fan(Scored const& scored, FanCase const& one, Leanings const& leanings,
                              bool reasons = true) const;
    ReplyVerdict verdict_of_reply(Scored const& scored, ReplyCase const& one, Leanings const& leanings,
                                  bool reasons = true) const;
    Explanation explain_fan(Scored const& scored, std::size_t head) const;
    Explanation explain_reply(Scored const& scored, std::size_t head) const;

    Rule const* find_rule(std::uint16_t number) const;
    RuleSet const& rules() const;
    Model const& model() const;
    /// Rules whose own examples they do not find, or find what they should leave alone.
    std::vector<RuleFault> try_examples() const;

    ~Judge();
    Judge(Judge const&) = delete;
    Judge& operator=(Judge const&) = delete;

private:
    struct Parts;
    explicit Judge(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace rw::tone
