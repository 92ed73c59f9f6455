#include "notify/bulletin.hpp"

#include "core/text.hpp"
#include "notify/labels.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace rw::notify {
namespace {

using alert::Incident;
using alert::News;

// First lines.
constexpr Phrase together{"【合并提醒】{mark}{n} 条：{tally}",
                          "[TOGETHER] {mark}{n} {n:incident|incidents}: {tally}"};
constexpr Phrase piled_up{"【合并提醒】积压 {n} 条：{tally}",
                          "[DIGEST] {n} {n:incident has|incidents have} piled up: {tally}"};
constexpr Phrase read_late{"【补读】看不见期间到期的 {n} 条，可能有的已经回复：{tally}",
                           "[BACKLOG] {n} {n:incident|incidents} fell due while we could not see, perhaps "
                           "answered since: {tally}"};
constexpr Phrase of_a_level{"{level} {n} 条", "{n} {level}"};
constexpr Phrase comma{"，", ", "};

// What stands below them.
constexpr Phrase quoted{"原话：", "Words: "};
constexpr Phrase because{"为什么提醒：", "Why: "};
constexpr Phrase do_first{"建议先做：", "Do first: "};
constexpr Phrase reason_words{"{why}“{words}”", "{why} “{words}”"};
constexpr Phrase claim{"认领：replywatch claim {id}　", "Claim: replywatch claim {id}  "};
constexpr Phrase ack_by_command{"确认：replywatch ack {id}", "Acknowledge: replywatch ack {id}"};
constexpr Phrase ack_by_link{"确认：{link}", "Acknowledge: {link}"};
constexpr Phrase labelled{"{label}：", "{label}: "};
constexpr Phrase perhaps_again{"（可能重复：上次发送没有得到答复）",
                               "(This may be a repetition: the last one was not confirmed.)"};
constexpr Phrase in_few_words{"：“{words}”", ": “{words}”"};
constexpr Phrase before_ack{"　", "  "};
constexpr Phrase the_rest{"另有 {n} 条，见看板", "and {n} more, see the dashboard"};

Phrase mark_of(News news) {
    switch (news) {
        case News::escalated: return {"【升级】", "[ESCALATED] "};
        case News::repeated: return {"【仍未处理】", "[STILL OPEN] "};
        case News::updated: return {"【更新】", "[UPDATED] "};
        case News::acknowledged: return {"【已认领】", "[TAKEN ON] "};
        case News::resolved: return {"【已解决】", "[RESOLVED] "};
        default: return {};
    }
}

/// Levels and how often each occurs, the gravest first: `红色 1 条，橙色 3 条`, `1 red, 3 orange`.
std::string tally(std::vector<Incident> const& incidents, Language language) {
    std::map<care::Level, int, std::greater<>> counts;
    for (auto const& incident : incidents)
        ++counts[incident.level];
    std::string out;
    for (auto const& [level, count] : counts) {
        bool const in_chinese = language == Language::chinese;
        if (!out.empty()) out += comma.in(language);
        out += filled(of_a_level.in(language),
                      {{"level", in_chinese ? care::in_chinese(level) : care::to_text(level)},
                       {"n", std::to_string(count)}});
    }
    return out;
}

std::string line_of(std::string_view label, std::string_view text, Dress const& dress) {
    if (text.empty()) return {};
    return (dress.markdown ? "\n\n> " : "\n") + std::string{label} + plain(text);
}

std::string label_of(Phrase const& name, Language language) {
    return filled(labelled.in(language), {{"label", name.in(language)}});
}

std::string why(Incident const& incident, Language language) {
    std::string out = incident.about;
    for (auto const& reason : incident.reasons) {
        bool const said_already = reason.words.empty() || reason.why == incident.about;
        if (said_already) continue;
        if (!out.empty()) out += " · ";
        out += filled(reason_words.in(language), {{"why", reason.why}, {"words", reason.words}});
    }
    return out;
}

/// How somebody says that he has taken it on: by the link, else by the command.
std::string how_to_ack(Bulletin const& bulletin, std::size_t which, Dress const& dress) {
    auto const language = bulletin.language;
    auto const link = ack_link(bulletin, which);
    if (link.empty())
        return filled(ack_by_command.in(language), {{"id", bulletin.incidents[which].id.text()}});
    if (dress.markdown) return "[" + std::string{take_it_on.in(language)} + "](" + link + ")";
    return filled(ack_by_link.in(language), {{"link", link}});
}

std::string handles(Bulletin const& bulletin, Dress const& dress) {
    auto const& incident = bulletin.incidents.front();
    std::string out;
    if (!incident.conversations.empty())
        out += filled(claim.in(bulletin.language), {{"id", incident.conversations.front().text()}});
    return out + how_to_ack(bulletin, 0, dress);
}

/// Everything about one incident below its first line.
std::string details(Bulletin const& bulletin, Dress const& dress) {
    auto const& incident = bulletin.incidents.front();
    auto const news = bulletin.notices.front().news;
    auto const language = bulletin.language;
    auto const post = line_of(label_of(the_post, language), incident.url, dress);
    if (news == News::resolved) return post;
    std::string out;
    if (dress.quotes && !incident.quote.empty())
        out += line_of(quoted.in(language), "“" + incident.quote + "”", dress);
    out += line_of(because.in(language), why(incident, language), dress);
    out += line_of(do_first.in(language), incident.advice, dress);
    out += line_of("", handles(bulletin, dress), dress);
    return out + post;
}

std::string footer(Bulletin const& bulletin, Dress const& dress) {
    std::string out;
    auto const repeated = [](alert::Notice const& notice) { return notice.possibly_repeated; };
    if (std::ranges::any_of(bulletin.notices, repeated))
        out += line_of("", perhaps_again.in(bulletin.language), dress);
    return out + line_of(label_of(the_dashboard, bulletin.language), bulletin.public_url, dress);
}

std::string one(Bulletin const& bulletin, Dress const& dress, bool with_details) {
    auto out = (dress.markdown ? "#### " : "") + headline(bulletin);
    if (with_details) out += details(bulletin, dress);
    return out + footer(bulletin, dress);
}

/// What was said, where a title tells its kind only.
std::string few_words(Incident const& incident, Dress const& dress, Language language) {
    constexpr std::size_t few = 20;
    using alert::IncidentKind;
    bool const of_words = incident.kind == IncidentKind::misstep || incident.kind == IncidentKind::fan_risk;
    if (!of_words || !dress.quotes || incident.quote.empty()) return {};
    return filled(in_few_words.in(language), {{"words", plain(shorten(incident.quote, few))}});
}

/// A list of first lines, as many as fit; the rest is counted, so that nobody thinks that was all.
std::string many(Bulletin const& bulletin, Dress const& dress) {
    auto const language = bulletin.language;
    auto out = (dress.markdown ? "#### " : "") + headline(bulletin);
    auto const end = footer(bulletin, dress);
    std::vector<std::size_t> order(bulletin.incidents.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater{},
                             [&](std::size_t which) { return bulletin.incidents[which].level; });
    std::size_t told = 0;
    for (auto const which : order) {
        auto const& incident = bulletin.incidents[which];
        auto const line = (dress.markdown ? "\n\n- " : "\n· ") + plain(incident.title) +
                          few_words(incident, dress, language) + std::string{before_ack.in(language)} +
                          how_to_ack(bulletin, which, dress);
        constexpr std::size_t room_for_rest = 64;
        if (out.size() + line.size() + end.size() + room_for_rest > dress.limit) break;
        out += line;
        ++told;
    }
    if (told < order.size())
        out += "\n" + filled(the_rest.in(language), {{"n", std::to_string(order.size() - told)}});
    return out + end;
}

}  // namespace

care::Level worst_of(Bulletin const& bulletin) {
    return std::ranges::max(bulletin.incidents, {}, &Incident::level).level;
}

std::string ack_link(Bulletin const& bulletin, std::size_t which) {
    return which < bulletin.ack_links.size() ? bulletin.ack_links[which] : std::string{};
}

std::string plain(std::string_view text) {
    std::string out;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        out.push_back(byte < 0x20 || byte == 0x7F ? ' ' : c);
    }
    return out;
}

std::string headline(Bulletin const& bulletin) {
    auto const news = bulletin.notices.front().news;
    auto const language = bulletin.language;
    auto const mark = mark_of(news).in(language);
    if (bulletin.incidents.size() == 1) return std::string{mark} + plain(bulletin.incidents.front().title);
    bool const unseen = std::ranges::none_of(bulletin.incidents, &Incident::observed);
    bool const backlog = unseen && !bulletin.digest && news == News::opened;
    auto const& title = backlog ? read_late : bulletin.digest ? piled_up : together;
    return filled(title.in(language), {{"mark", mark},
                                       {"n", std::to_string(bulletin.incidents.size())},
                                       {"tally", tally(bulletin.incidents, language)}});
}

std::string words(Bulletin const& bulletin, Dress const& dress) {
    if (bulletin.incidents.size() > 1) return std::string{clip_bytes(many(bulletin, dress), dress.limit)};
    for (bool const with_details : {true, false}) {
        auto text = one(bulletin, dress, with_details);
        if (text.size() <= dress.limit) return text;
    }
    return std::string{clip_bytes(one(bulletin, dress, false), dress.limit)};
}

}  // namespace rw::notify
