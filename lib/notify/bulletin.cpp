#include "notify/bulletin.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace rw::notify {
namespace {

using alert::Incident;
using alert::News;

std::string_view mark_of(News news) {
    switch (news) {
        case News::escalated: return "【升级】";
        case News::repeated: return "【仍未处理】";
        case News::updated: return "【更新】";
        case News::acknowledged: return "【已认领】";
        case News::resolved: return "【已解决】";
        default: return "";
    }
}

/// Levels and how often each occurs, the gravest first: `红色 1 条，橙色 3 条`.
std::string tally(std::vector<Incident> const& incidents) {
    std::map<care::Level, int, std::greater<>> counts;
    for (auto const& incident : incidents)
        ++counts[incident.level];
    std::string out;
    for (auto const& [level, count] : counts) {
        out += (out.empty() ? "" : "，") + std::string{care::in_chinese(level)} + " " +
               std::to_string(count) + " 条";
    }
    return out;
}

std::string line_of(std::string_view label, std::string_view text, Dress const& dress) {
    if (text.empty()) return {};
    return (dress.markdown ? "\n\n> " : "\n") + std::string{label} + plain(text);
}

std::string why(Incident const& incident) {
    std::string out = incident.about;
    for (auto const& reason : incident.reasons) {
        if (reason.words.empty()) continue;
        out += (out.empty() ? "" : " · ") + reason.why + "“" + reason.words + "”";
    }
    return out;
}

/// How somebody says that he has taken it on: by the link, else by the command.
std::string how_to_ack(Bulletin const& bulletin, std::size_t which, Dress const& dress) {
    auto const link = ack_link(bulletin, which);
    if (link.empty()) return "确认：replywatch ack " + bulletin.incidents[which].id.text();
    return dress.markdown ? "[我来处理](" + link + ")" : "确认：" + link;
}

std::string handles(Bulletin const& bulletin, Dress const& dress) {
    auto const& incident = bulletin.incidents.front();
    std::string out;
    if (!incident.conversations.empty())
        out += "认领：replywatch claim " + incident.conversations.front().text() + "　";
    return out + how_to_ack(bulletin, 0, dress);
}

/// Everything about one incident below its first line.
std::string details(Bulletin const& bulletin, Dress const& dress) {
    auto const& incident = bulletin.incidents.front();
    auto const news = bulletin.notices.front().news;
    if (news == News::resolved) return line_of("原帖：", incident.url, dress);
    std::string out;
    if (dress.quotes && !incident.quote.empty()) out += line_of("原话：", "“" + incident.quote + "”", dress);
    out += line_of("为什么提醒：", why(incident), dress);
    out += line_of("建议先做：", incident.advice, dress);
    out += line_of("", handles(bulletin, dress), dress);
    return out + line_of("原帖：", incident.url, dress);
}

std::string footer(Bulletin const& bulletin, Dress const& dress) {
    std::string out;
    auto const repeated = [](alert::Notice const& notice) { return notice.possibly_repeated; };
    if (std::ranges::any_of(bulletin.notices, repeated))
        out += line_of("", "（可能重复：上次发送没有得到答复）", dress);
    return out + line_of("看板：", bulletin.public_url, dress);
}

std::string one(Bulletin const& bulletin, Dress const& dress, bool with_details) {
    auto out = (dress.markdown ? "#### " : "") + headline(bulletin);
    if (with_details) out += details(bulletin, dress);
    return out + footer(bulletin, dress);
}

/// What was said, where a title tells its kind only.
std::string few_words(Incident const& incident, Dress const& dress) {
    constexpr std::size_t few = 20;
    using alert::IncidentKind;
    bool const of_words = incident.kind == IncidentKind::misstep || incident.kind == IncidentKind::fan_risk;
    if (!of_words || !dress.quotes || incident.quote.empty()) return {};
    return "：“" + plain(shorten(incident.quote, few)) + "”";
}

/// A list of first lines, as many as fit; the rest is counted, so that nobody thinks that was all.
std::string many(Bulletin const& bulletin, Dress const& dress) {
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
                          few_words(incident, dress) + "　" + how_to_ack(bulletin, which, dress);
        constexpr std::size_t room_for_rest = 64;
        if (out.size() + line.size() + end.size() + room_for_rest > dress.limit) break;
        out += line;
        ++told;
    }
    if (told < order.size()) out += "\n另有 " + std::to_string(order.size() - told) + " 条，见看板";
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
    if (bulletin.incidents.size() == 1)
        return std::string{mark_of(news)} + plain(bulletin.incidents.front().title);
    auto const count = std::to_string(bulletin.incidents.size());
    bool const unseen = std::ranges::none_of(bulletin.incidents, &Incident::observed);
    if (unseen && !bulletin.digest && news == News::opened)
        return "【补读】看不见期间到期的 " + count + " 条，可能有的已经回复：" + tally(bulletin.incidents);
    auto const title = bulletin.digest ? "【合并提醒】积压 " + count + " 条"
                                       : "【合并提醒】" + std::string{mark_of(news)} + count + " 条";
    return title + "：" + tally(bulletin.incidents);
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
