#include "care/finding.hpp"

#include "care/bands.hpp"
#include "care/words.hpp"

#include <algorithm>
#include <array>

namespace rw::care {
namespace {

using Kind = Finding::Kind;

/// One row a trouble, in the order of the enumeration. In the texts `{name}` is a figure, `{name%}` a share,
/// `{name~}` a time, `{name:one|many}` the word that goes with a figure; `{who}` and `{when}` are the
/// finding's own; what stands in `[…]` is left out when a figure in it is missing.
struct Row {
    std::string_view name;
    std::string_view rule;
    Kind kind;
    Phrase words;
};
constexpr std::array<Row, trouble_count> rows{{
    {"chitchat_share",
     "A2",
     Kind::load,
     {"{who}今天 {sample} 条回复里有 {chitchat} 条是闲聊，占 {share%}（上限 {limit%}）",
      "{chitchat} of {who}'s {sample} replies today {chitchat:is|are} chitchat: {share%} (limit {limit%})"}},
    {"weekly_habit_missed",
     "A3",
     Kind::coverage,
     {"{when} 这一周只正经聊了 {talked} 位粉丝，目标 {wanted} 位，差 {missing} 位",
      "{when}: purposeful talks with {talked} {talked:fan|fans}, {wanted} wanted, {missing} missing"}},
    {"drift",
     "A7",
     Kind::load,
     {"{who}的这段闲聊已有 {turns} 句，约用 {minutes~}（估算），还没有结果",
      "{who}: this chat has {turns} {turns:message|messages} and took about {minutes~} (estimated), without "
      "an outcome"}},
    {"budget_near",
     "A9",
     Kind::load,
     {"{who}今天沟通约用了 {minutes~}（估算），是一天 {budget~} 的 {share%}",
      "{who} has talked for about {minutes~} today (estimated), {share%} of the day's {budget~}"}},
    {"off_hours",
     "A9",
     Kind::load,
     {"{who}今天有 {off_hours} 条回复在班次之外，占 {share%}",
      "{off_hours} of {who}'s replies today {off_hours:was|were} sent outside the roster: {share%}"}},
    {"concentration",
     "A10",
     Kind::load,
     {"{who}手里有 {held} 件，占 {share%}[，是中位数的 {times} 倍]",
      "{who} holds {held} open {held:item|items}, {share%} of all[, {times} times the median]"}},
    {"sole_hand",
     "A10",
     Kind::load,
     {"有 {fans} 位常来的粉丝只有{who}回过，占 {share%}",
      "{fans} regular {fans:fan was|fans were} only ever answered by {who}: {share%}"}},
    {"fan_budget",
     "A11",
     Kind::load,
     {"{who}今天和同一位粉丝聊了约 {minutes~}（估算），超过 {budget~}",
      "{who} talked with one fan for about {minutes~} today (estimated), more than {budget~}"}},
    {"day_cap",
     "A15",
     Kind::load,
     {"{who}今天沟通约用了 {minutes~}（估算），到了一天的上限 {budget~}",
      "{who} has talked for about {minutes~} today (estimated), the day's cap is {budget~}"}},
    {"team_cap",
     "A15",
     Kind::load,
     {"全组今天沟通约用了 {minutes~}（估算），到了一天的上限 {budget~}",
      "The team has talked for about {minutes~} today (estimated), the day's cap is {budget~}"}},
    {"queue_too_long",
     "A15",
     Kind::load,
     {"照今天的速度（每小时来 {arriving} 件，处理 {handled} 件），队里的 {queue} 件下班前做不完，会剩约 "
      "{left} 件",
      "At today's pace ({arriving} {arriving:comes|come}, {handled} {handled:is|are} handled an hour) the "
      "queue of {queue} will not be empty at closing: about {left} left"}},
    {"unequal_treatment",
     "A22",
     Kind::coverage,
     {"同是{class}，普通粉丝中位等 {ordinary~}，大V中位等 {heard~}，差 {times} 倍",
      "{class}: ordinary fans wait {ordinary~} (median), those with many followers {heard~}: {times} times "
      "as long"}},
    {"fell_silent",
     "B4",
     Kind::coverage,
     {"{when} 起回复明显变少：{asked} 位要回，回了 {answered} 位（{share%}），平时 {usual%}，来的人并没有少",
      "Since {when}: {answered} of {asked} answered ({share%}), usually {usual%}, though no fewer came"}},
    {"fans_ignored",
     "B4",
     Kind::coverage,
     {"有 {fans} 位粉丝以前连着三次都回了，最近三次都没回",
      "{fans} {fans:fan was|fans were} answered three times in a row and then ignored three times"}},
    {"skipped_neighbour",
     "B8",
     Kind::coverage,
     {"同一条微博下回了后来的 {others} 位，先来的 {skipped} 位等了一天以上没人理",
      "Under one post {others} who came later {others:was|were} answered, {skipped} who came earlier "
      "{skipped:has|have} waited for more than a day"}},
    {"lost_after_silence",
     "B9",
     Kind::coverage,
     {"有 {fans} 位常来的粉丝，一次没人回之后三周没再来",
      "{fans} frequent {fans:fan has|fans have} not come back for three weeks after nobody answered them"}},
}};

Row const& row_of(Trouble trouble) {
    return rows[std::min(static_cast<std::size_t>(trouble), rows.size() - 1)];
}

/// The finding's own words, which are no figures.
std::optional<std::string> own_words(std::string_view name, Finding const& finding, Language language) {
    bool const chinese = language == Language::chinese;
    if (name == "when") return finding.when;
    if (name == "sample") return std::to_string(finding.sample);
    if (name == "who" && finding.who.empty()) return std::string{chinese ? "（未知）" : "somebody"};
    auto const kind = name == "class" && chinese ? parse_class(finding.who) : std::nullopt;
    if (kind) return std::string{in_chinese(*kind)};
    if (name == "who" || name == "class") return finding.who;
    return std::nullopt;
}

/// The words for one `{name}`; nothing when the finding has no such figure.
std::optional<std::string> words_for(std::string_view name, Finding const& finding, Language language) {
    if (auto const colon = name.find(':'); colon != name.npos) {
        auto const number = words_for(name.substr(0, colon), finding, language);
        auto const slot = "{n" + std::string{name.substr(colon)} + "}";
        return number ? std::optional{rw::filled(slot, {{"n", *number}})} : std::nullopt;
    }
    if (auto own = own_words(name, finding, language)) return own;
    auto const form = name.back();
    if (form == '%' || form == '~') name.remove_suffix(1);
    auto const value = finding.figure(name);
    if (!value) return std::nullopt;
    if (form == '%') return in_percent(*value);
    if (form == '~') return in_words(Span{static_cast<std::int64_t>(*value * 1000)}, language);
    return in_digits(*value);
}

std::string filled(std::string_view text, Finding const& finding, Language language) {
    std::string out;
    std::optional<std::size_t> optional_from;  // where the part in brackets began
    bool missing = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '[') {
            optional_from = out.size();
            missing = false;
        } else if (text[at] == ']' && optional_from) {
            if (missing) out.resize(*optional_from);
            optional_from.reset();
        } else if (text[at] == '{') {
            auto const end = text.find('}', at);
            auto const words = words_for(text.substr(at + 1, end - at - 1), finding, language);
            missing = missing || !words;
            out += words.value_or("?");
            at = end;
        } else {
            out += text[at];
        }
    }
    return out;
}

}  // namespace

std::string_view to_text(Trouble trouble) {
    return row_of(trouble).name;
}
std::string_view rule_of(Trouble trouble) {
    return row_of(trouble).rule;
}

std::optional<double> Finding::figure(std::string_view name) const {
    auto const at = std::ranges::find(evidence, name, &Figure::name);
    if (at == evidence.end()) return std::nullopt;
    return at->value;
}

Finding found(Trouble trouble, Level level, std::string who, std::string when) {
    auto const& row = row_of(trouble);
    Finding finding;
    finding.trouble = trouble;
    finding.rule = row.rule;
    finding.kind = row.kind;
    finding.level = level;
    finding.key = std::string{row.rule} + "/" + std::string{row.name};
    for (auto const& part : {who, when}) {
        if (!part.empty()) finding.key += "/" + part;
    }
    finding.who = std::move(who);
    finding.when = std::move(when);
    return finding;
}

std::string in_words(Finding const& finding, Language language) {
    return filled(row_of(finding.trouble).words.in(language), finding, language);
}
std::string in_chinese(Finding const& finding) {
    return in_words(finding, Language::chinese);
}
std::string in_english(Finding const& finding) {
    return in_words(finding, Language::english);
}

}  // namespace rw::care
