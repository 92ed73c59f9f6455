#include "tone/verdict.hpp"

#include "core/text.hpp"
#include "tone/lexicon.hpp"
#include "tone/matcher.hpp"
#include "tone/normalise.hpp"

#include <algorithm>
#include <array>

namespace rw::tone {
namespace {

struct Name {
    std::string_view english;
    std::string_view why;
};
constexpr std::array names{
    Name{"praise", "夸赞"},
    Name{"question", "在提问"},
    Name{"suggestion", "提建议"},
    Name{"complaint", "在投诉"},
    Name{"prod", "在催回复"},
    Name{"safety", "提到受伤、健康或安全问题"},
    Name{"legal", "提到监管或法律"},
    Name{"media", "提到媒体或曝光"},
    Name{"boycott", "要离开或劝人别买"},
    Name{"abuse", "辱骂"},
    Name{"sarcasm", "说反话"},
    Name{"self_harm", "有轻生的话"},
    Name{"threat", "暴力威胁"},
    Name{"discrimination", "歧视"},
    Name{"minor", "涉及未成年人"},
    Name{"pii", "有个人信息"},
    Name{"favour", "求特权"},
    Name{"spam", "广告"},
    Name{"chitchat", "闲聊"},
    Name{"closing", "礼貌结束"},
};

/// Most serious first.
constexpr std::array gravity{
    FanLabel::self_harm, FanLabel::safety,   FanLabel::threat,     FanLabel::legal,
    FanLabel::media,     FanLabel::boycott,  FanLabel::abuse,      FanLabel::discrimination,
    FanLabel::minor,     FanLabel::sarcasm,  FanLabel::complaint,  FanLabel::prod,
    FanLabel::pii,       FanLabel::question, FanLabel::suggestion, FanLabel::favour,
    FanLabel::praise,    FanLabel::spam,     FanLabel::closing,    FanLabel::chitchat};

std::size_t rank(FanLabel label) {
    return static_cast<std::size_t>(std::ranges::find(gravity, label) - gravity.begin());
}

bool wants_answer(FanLabel label) {
    return rank(label) <= rank(FanLabel::suggestion);
}

constexpr std::size_t longest_closing = 14;  // characters: thanks that go on say something else

/// Thanks end a talk only when they are short and nothing but praise stands beside them (K5).
bool is_closing(std::vector<Reason> const& reasons, std::string_view text) {
    bool const only_thanks = std::ranges::all_of(reasons, [](Reason const& reason) {
        return reason.label == FanLabel::closing || reason.label == FanLabel::praise;
    });
    return only_thanks && code_points(text) <= longest_closing;
}

/// A smile after nothing bad is a smile: these rules need another reason for trouble beside them.
bool needs_company(Reason const& reason) {
    return reason.rule == 151;
}

bool is_trouble(FanLabel label) {
    return rank(label) <= rank(FanLabel::prod) && label != FanLabel::sarcasm;
}

void drop_lonely(std::vector<Reason>& reasons) {
    bool const trouble =
        std::ranges::any_of(reasons, [](Reason const& reason) { return is_trouble(reason.label); });
    if (!trouble) std::erase_if(reasons, needs_company);
}

Matcher const& matcher() {
    static Matcher const the_matcher{lexicon()};
    return the_matcher;
}

std::vector<Reason> reasons_in(Normal const& normal) {
    std::vector<Reason> reasons;
    for (auto const& match : matcher().find(normal.text)) {
        Reason const reason{match.rule->label, match.rule->number, normal.origin[match.begin],
                            static_cast<std::uint16_t>(normal.origin[match.end - 1] + 1)};
        bool const said =
            std::ranges::any_of(reasons, [&](Reason const& known) { return known.rule == reason.rule; });
        if (!said) reasons.push_back(reason);
    }
    return reasons;
}

}  // namespace

std::string_view to_text(FanLabel label) {
    return names[static_cast<std::size_t>(label) % names.size()].english;
}

std::string_view why(Reason const& reason) {
    return names[static_cast<std::size_t>(reason.label) % names.size()].why;
}

bool FanVerdict::has(FanLabel label) const {
    return std::ranges::any_of(reasons, [&](Reason const& reason) { return reason.label == label; });
}

std::vector<FanLabel> FanVerdict::labels() const {
    std::vector<FanLabel> labels;
    for (auto const& reason : reasons) {
        if (std::ranges::find(labels, reason.label) == labels.end()) labels.push_back(reason.label);
    }
    if (labels.empty()) labels.push_back(FanLabel::chitchat);
    return labels;
}

FanVerdict judge_fan(std::string_view text) {
    auto const normal = normalise(text);
    FanVerdict verdict;
    verdict.reasons = reasons_in(normal);
    drop_lonely(verdict.reasons);
    if (!is_closing(verdict.reasons, normal.text)) {
        std::erase_if(verdict.reasons,
                      [](Reason const& reason) { return reason.label == FanLabel::closing; });
    }
    std::ranges::stable_sort(verdict.reasons, {}, [](Reason const& reason) { return rank(reason.label); });
    for (auto const& reason : verdict.reasons) {
        auto const* rule = find_rule(reason.rule);
        verdict.risk = std::max(verdict.risk, rule ? rule->risk : std::uint8_t{0});
        verdict.needs_reply = verdict.needs_reply || wants_answer(reason.label);
    }
    return verdict;
}

std::string words_of(Reason const& reason, std::string_view text) {
    std::size_t index = 0;
    std::size_t begin = text.size();
    std::size_t end = text.size();
    for (std::size_t at = 0; at < text.size(); ++at) {
        if ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) continue;
        if (index == reason.start) begin = at;
        if (index++ == reason.end) {
            end = at;
            break;
        }
    }
    return begin < end ? std::string{text.substr(begin, end - begin)} : std::string{};
}

}  // namespace rw::tone
