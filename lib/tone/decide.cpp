// From probabilities to a verdict: which labels stand, how grave it is, and which words say so.
#include "tone/judge.hpp"

#include "tone/spans.hpp"

#include <algorithm>
#include <array>

namespace rw::tone {
namespace {

constexpr float default_threshold = 0.5F;

float threshold_of(Section const& section, std::size_t head) {
    return head < section.heads().size() ? section.heads()[head].threshold : default_threshold;
}

template <class Label>
float leaning_of(std::vector<std::pair<Label, float>> const& leanings, Label label) {
    float sum = 0;
    for (auto const& [other, by] : leanings)
        sum += other == label ? by : 0;
    return sum;
}

/// The labels whose probability reaches their threshold, or of which a rule is sure.
template <class Label>
std::vector<Label> labels_over(Scored const& scored, Section const& section, std::size_t count,
                               std::vector<std::pair<Label, float>> const& leanings,
                               std::optional<Label> Rule::* of) {
    std::vector<Label> labels;
    for (std::size_t at = 0; at < count; ++at) {
        auto const label = static_cast<Label>(at);
        bool const sure = std::ranges::any_of(
            scored.reading.found, [&](Found const& one) { return one.rule->sure && one.rule->*of == label; });
        auto const limit = threshold_of(section, at) + leaning_of(leanings, label);
        if (sure || scored.probabilities[at] >= limit) labels.push_back(label);
    }
    return labels;
}

template <class Label>
Label likeliest(Scored const& scored, Section const& section, std::size_t count,
                std::vector<std::pair<Label, float>> const& leanings) {
    std::size_t best = 0;
    auto const margin = [&](std::size_t at) {
        return scored.probabilities[at] - threshold_of(section, at) -
               leaning_of(leanings, static_cast<Label>(at));
    };
    for (std::size_t at = 1; at < count; ++at) {
        if (margin(at) > margin(best)) best = at;
    }
    return static_cast<Label>(best);
}

/// Labels alone, each likely enough by itself, are a likeness when the judgement of the whole denies them: a
/// misstep of this probability is none, unless a rule is sure of it.
void drop_denied(std::vector<ReplyLabel>& labels, Scored const& scored) {
    constexpr float denied = 0.3F;
    bool const by_rule = std::ranges::any_of(scored.reading.found, [](Found const& one) {
        return one.rule->reply && (one.rule->sure || one.rule->floor > 0);
    });
    if (!by_rule && scored.probabilities[static_cast<std::size_t>(ReplyHead::misstep)] < denied)
        labels.clear();
}

/// Each label's words: those of its rules, else those that weigh most for it.
template <class Label>
std::vector<BasicReason<Label>> reasons_for(std::vector<Label> labels, Scored const& scored,
                                            Section const& section, std::string_view text,
                                            std::optional<Label> Rule::* of) {
    std::ranges::stable_sort(labels, {}, [](Label label) { return rank(label); });
    std::vector<BasicReason<Label>> reasons;
    for (auto const label : labels) {
        bool said = false;
        for (auto const& one : scored.reading.found) {
            if (one.rule->*of != label || one.weight <= 0) continue;
            reasons.push_back({label, one.rule->number, one.where.begin, one.where.end});
            said = true;
        }
        if (said) continue;
        auto const words = heaviest_words(scored, section, static_cast<std::size_t>(label), text);
        reasons.push_back({label, 0, words.begin, words.end});
    }
    return reasons;
}

std::uint8_t floor_of(Scored const& scored) {
    std::uint8_t floor = 0;
    for (auto const& one : scored.reading.found)
        floor = std::max(floor, one.rule->floor);
    return floor;
}

bool holds(std::vector<FanLabel> const& labels, FanLabel label) {
    return std::ranges::find(labels, label) != labels.end();
}

/// Names, addresses and blanks only.
bool says_nothing(Reading const& reading) {
    return std::ranges::all_of(
        reading.points, [](char32_t c) { return c == U' ' || c == a_name || c == an_address || c == U'@'; });
}

/// A talk is closed, or small, only where nothing else is said.
void tidy(std::vector<FanLabel>& labels) {
    bool const wants =
        std::ranges::any_of(labels, [](FanLabel label) { return rank(label) <= rank(FanLabel::suggestion); });
    if (wants) std::erase(labels, FanLabel::closing);
    if (labels.size() > 1) std::erase(labels, FanLabel::chitchat);
    if (holds(labels, FanLabel::sarcasm) && holds(labels, FanLabel::complaint))
        std::erase(labels, FanLabel::praise);
}

/// How grave a message can be at most by what it is about (labels.md): tone alone alarms nobody.
std::uint8_t most_risk(std::vector<FanLabel> const& labels) {
    std::uint8_t most = 0;
    for (auto const label : labels) {
        switch (label) {
            case FanLabel::safety:
            case FanLabel::legal:
            case FanLabel::media:
            case FanLabel::self_harm:
            case FanLabel::threat: return 3;
            case FanLabel::praise:
            case FanLabel::suggestion:
            case FanLabel::favour:
            case FanLabel::spam:
            case FanLabel::question: most = std::max(most, std::uint8_t{1}); break;
            case FanLabel::chitchat:
            case FanLabel::closing: break;
            default: most = std::max(most, std::uint8_t{2});
        }
    }
    return most;
}

bool is_always_grave(FanLabel label) {
    return label == FanLabel::safety || label == FanLabel::self_harm || label == FanLabel::threat;
}

/// What is always grave (labels.md) is taken for it only where the whole sounds so: two heads that look at
/// the same words from two sides have to agree, or a rule is sure.
void drop_doubtful(std::vector<FanLabel>& labels, Scored const& scored, Section const& section) {
    auto const grave = static_cast<std::size_t>(FanHead::risk_3);
    if (scored.probabilities[grave] >= threshold_of(section, grave)) return;
    std::erase_if(labels, [&](FanLabel label) {
        bool const sure = std::ranges::any_of(
            scored.reading.found, [&](Found const& one) { return one.rule->sure && one.rule->fan == label; });
        return is_always_grave(label) && !sure;
    });
}

/// Who grieves, asks or is in danger is answered (labels.md): whatever else stands beside it, but an
/// advertisement.
bool asks_for_an_answer(std::vector<FanLabel> const& labels) {
    constexpr std::array asking{
        FanLabel::safety, FanLabel::self_harm, FanLabel::threat,    FanLabel::legal,    FanLabel::media,
        FanLabel::pii,    FanLabel::minor,     FanLabel::complaint, FanLabel::question, FanLabel::prod};
    if (holds(labels, FanLabel::spam)) return false;
    return std::ranges::any_of(
        labels, [&](FanLabel label) { return std::ranges::find(asking, label) != asking.end(); });
}

/// Impatience alone is no grievance (labels.md: prod): beside it a complaint has to be likelier than not.
void drop_mere_impatience(std::vector<FanLabel>& labels, Scored const& scored) {
    constexpr float rather_not = 0.5F;
    bool const impatient = holds(labels, FanLabel::prod);
    if (impatient && scored.probabilities[static_cast<std::size_t>(FanLabel::complaint)] < rather_not)
        std::erase(labels, FanLabel::complaint);
}

/// A grievance before a large audience is graver (labels.md: risk 2).
std::uint8_t raised_by_audience(std::uint8_t risk, std::vector<FanLabel> const& labels, FanCase const& one) {
    constexpr std::int64_t large_audience = 100'000;
    bool const grieved = holds(labels, FanLabel::complaint) || holds(labels, FanLabel::sarcasm) ||
                         holds(labels, FanLabel::boycott);
    return risk == 1 && grieved && one.followers >= large_audience ? std::uint8_t{2} : risk;
}

/// Of a press account less is needed to be the press asking. Nobody answers an advertisement: that it is one
/// has to be likelier than not.
Leanings leanings_for(FanCase const& one, Section const& section, Leanings leanings) {
    constexpr float likelier_than_not = 0.5F;
    auto const spam = threshold_of(section, static_cast<std::size_t>(FanLabel::spam));
    if (spam < likelier_than_not) leanings.fan.emplace_back(FanLabel::spam, likelier_than_not - spam);
    constexpr int press = 3;  // verified_type (weibo-api 3)
    constexpr float nearer = -0.15F;
    if (one.verified_type == press) leanings.fan.emplace_back(FanLabel::media, nearer);
    return leanings;
}

/// Politics, whatever is said of it; and play in the same breath as public mourning (B17).
bool is_delicate(Reading const& reading, std::vector<ReplyLabel> const& labels) {
    if (reading.politics) return true;
    auto const& signs = reading.cells.shape.signs;
    bool const laughs =
        signs[static_cast<std::size_t>(Sign::laugh)] > 0 || signs[static_cast<std::size_t>(Sign::joy)] > 0;
    bool const plays = std::ranges::any_of(labels, [](ReplyLabel label) {
        return label == ReplyLabel::flippant || label == ReplyLabel::mocking ||
               label == ReplyLabel::insult_to_injury;
    });
    return reading.mourning && (laughs || plays);
}

}  // namespace

FanVerdict Judge::verdict_of_fan(Scored const& scored, FanCase const& one, Leanings const& leanings,
                                 bool reasons) const {
    if (says_nothing(scored.reading)) return {};
    for (auto const& found : scored.reading.found) {
        if (found.rule->alone && found.rule->fan)
            return {{{*found.rule->fan, found.rule->number, found.where.begin, found.where.end}}, 0, false};
    }
    auto const& section = model().fan();
    auto const own = leanings_for(one, section, leanings);
    auto labels = labels_over(scored, section, fan_label_count, own.fan, &Rule::fan);
    drop_doubtful(labels, scored, section);
    drop_mere_impatience(labels, scored);
    if (labels.empty() && !scored.reading.found.empty())
        labels.push_back(likeliest(scored, section, fan_label_count, own.fan));
    tidy(labels);
    FanVerdict verdict;
    auto const reaches = [&](FanHead head) {
        auto const at = static_cast<std::size_t>(head);
        return scored.probabilities[at] >= threshold_of(section, at);
    };
    if (reaches(FanHead::risk_1)) verdict.risk = 1;
    if (reaches(FanHead::risk_2)) verdict.risk = 2;
    if (reaches(FanHead::risk_3)) verdict.risk = 3;
    verdict.risk = std::max(std::min(verdict.risk, most_risk(labels)), floor_of(scored));
    if (std::ranges::any_of(labels, is_always_grave)) verdict.risk = 3;
    verdict.risk = raised_by_audience(verdict.risk, labels, one);
    verdict.needs_reply = reaches(FanHead::needs_reply) || verdict.risk == 3 || asks_for_an_answer(labels);
    if (labels == std::vector{FanLabel::chitchat}) labels.clear();  // nothing to point at
    if (reasons) {
        verdict.reasons = reasons_for(std::move(labels), scored, section, one.text, &Rule::fan);
    } else {
        for (auto const label : labels)
            verdict.reasons.push_back({label, 0, 0, 0});
    }
    return verdict;
}

ReplyVerdict Judge::verdict_of_reply(Scored const& scored, ReplyCase const& one, Leanings const& leanings,
                                     bool reasons) const {
    auto const& section = model().reply();
    auto labels = labels_over(scored, section, reply_label_count, leanings.reply, &Rule::reply);
    drop_denied(labels, scored);
    auto const reaches = [&](ReplyHead head) {
        auto const at = static_cast<std::size_t>(head);
        return scored.probabilities[at] >= threshold_of(section, at);
    };
    ReplyVerdict verdict;
    verdict.misstep = reaches(ReplyHead::misstep) || floor_of(scored) > 0 || !labels.empty();
    if (verdict.misstep && labels.empty())
        labels.push_back(likeliest(scored, section, reply_label_count, leanings.reply));
    verdict.delicate = is_delicate(scored.reading, labels);
    verdict.misstep |= verdict.delicate;
    if (!verdict.misstep) return verdict;
    verdict.severity = 1;
    if (reaches(ReplyHead::severity_2)) verdict.severity = 2;
    if (reaches(ReplyHead::severity_3)) verdict.severity = 3;
    auto const bears = [&](ReplyLabel label) { return std::ranges::find(labels, label) != labels.end(); };
    bool const grave = bears(ReplyLabel::insult_to_injury) || bears(ReplyLabel::legal_threat) ||
                       bears(ReplyLabel::pii) || bears(ReplyLabel::placeholder);
    if (grave) verdict.severity = std::max(verdict.severity, std::uint8_t{2});
    if (grave && scored.group == Group::hurt) verdict.severity = 3;
    if (bears(ReplyLabel::pii) || verdict.delicate) verdict.severity = 3;
    verdict.severity = std::max(verdict.severity, floor_of(scored));
    if (reasons) {
        verdict.reasons = reasons_for(std::move(labels), scored, section, one.text, &Rule::reply);
    } else {
        for (auto const label : labels)
            verdict.reasons.push_back({label, 0, 0, 0});
    }
    return verdict;
}

}  // namespace rw::tone
