// The troubles that words make: a fan's that cannot wait, and the brand's own.
#include "alert/waiting.hpp"

#include "care/corrected.hpp"
#include "care/misstep.hpp"
#include "core/mask.hpp"
#include "core/text.hpp"

#include <algorithm>

namespace rw::alert {
namespace {

using care::Level;
using tone::FanLabel;

constexpr std::size_t longest_quote = 120;  // characters; the whole text is in the dashboard
constexpr std::int64_t many_followers = 100'000;
constexpr int grave = 3;
constexpr std::uint32_t turned_crowd = 3;  // critical voices of others since our reply (F23)

care::Replied const* find_reply(care::Conversation const& talk, WeiboId id) {
    for (auto const& event : talk.events) {
        auto const* said = std::get_if<care::Replied>(&event.what);
        if (said && said->id == id) return said;
    }
    return nullptr;
}

/// The words an item had when it was last read.
std::string words_of_item(care::Conversation const& talk, WeiboId item) {
    std::string words;
    for (auto const& event : talk.events) {
        auto const* asked = std::get_if<care::Asked>(&event.what);
        auto const* edited = std::get_if<care::Edited>(&event.what);
        auto const* reply = std::get_if<care::Replied>(&event.what);
        if (asked && asked->id == item) words = asked->text;
        if (edited && edited->id == item) words = edited->text;
        if (reply && reply->id == item) words = reply->text;
    }
    return words;
}

/// How much is made of it in public (domain 5.3): red where many see it, or a life is at stake.
Level risk_level(care::Conversation const& talk, tone::FanVerdict const& verdict) {
    if (verdict.has(FanLabel::self_harm) || verdict.has(FanLabel::threat)) return Level::red;
    constexpr std::int64_t loud_crowd = 5;
    bool const exposed = talk.fan.followers > many_followers ||
                         (talk.fan.verified_type >= 0 && talk.fan.verified_type <= 7) ||
                         talk.crowd.critical >= loud_crowd;
    bool const heavy = verdict.has(FanLabel::safety) || verdict.has(FanLabel::media);
    return exposed && heavy ? Level::red : Level::orange;
}

/// What nobody may wait with; nothing when it is grave by tone alone: that pages nobody.
std::optional<FanLabel> gravest_of(tone::FanVerdict const& verdict) {
    for (auto const label :
         {FanLabel::self_harm, FanLabel::safety, FanLabel::threat, FanLabel::legal, FanLabel::media}) {
        if (verdict.has(label)) return label;
    }
    return std::nullopt;
}

Trouble trouble_about(Waiting const& waiting, IncidentKind kind, Level level, std::string_view name) {
    auto trouble = trouble_of(waiting, kind, level);
    trouble.title =
        "【" + std::string{care::in_chinese(level)} + "·" + std::string{name} + "】@" + trouble.subject;
    if (kind == IncidentKind::misstep) trouble.labels.clear();  // they are the fan's
    return trouble;
}

template <class Verdict>
void add_reasons(Trouble& trouble, Verdict const& verdict, std::string const& text) {
    for (auto const& reason : verdict.reasons) {
        trouble.reasons.push_back({std::string{tone::to_text(reason.label)}, tone::words_of(reason, text),
                                   std::string{tone::why(reason)}});
    }
}

struct RiskWords {
    std::string_view rule;
    std::string_view name;
    std::string_view why;
    Level level = Level::yellow;
};
RiskWords words_for(care::Risk::What what) {
    using What = care::Risk::What;
    switch (what) {
        case What::removed:
            return {"B19", "粉丝评论被删",
                    "粉丝在我们帖下的话不见了，他别的话还在：多半是我方删的，删评常常越删越多",
                    Level::orange};
        case What::unsaid:
            return {"K15", "我方回复被删", "公开回复被撤回，粉丝又在等；删了重发容易被截图对比",
                    Level::yellow};
        case What::misdirected:
            return {"B22", "回错了人", "这条回复点名的是另一位也在等的粉丝，两位都还没得到答复",
                    Level::orange};
        case What::edited:
            return {"K16", "答后改话", "我们回复之后粉丝改了原话，现在看去可能答非所问", Level::blue};
        case What::repeated:
            return {"B10", "重复回复", "对同一位粉丝又说了几乎一样的话，看起来像复制粘贴", Level::orange};
        case What::late_and_cold:
            return {"B28", "晚且冷", "隔了一天以上才回，却没有为等待说一句话", Level::yellow};
        case What::argue_loop:
            return {"B25", "公开争执", "和同一位生气的粉丝公开来回三次了，宜转私信由一个人接手",
                    Level::yellow};
        case What::restated:
            return {"B19", "删了重发", "删掉的话几乎原样又发了一次，容易被截图对比", Level::yellow};
        case What::strange_client:
            return {"B20", "陌生客户端",
                    "这条回复的来源不在账号登记的客户端里：公开的小尾巴可能露出私人手机或别家产品",
                    Level::orange};
        case What::canned:
            return {"B10", "套话群发",
                    "一天里对十位粉丝说了几乎一样的话，拼成一张截图就很难看：至少把第一句写给他本人",
                    Level::blue};
        case What::odd_hour:
            return {"B21", "深夜诈尸", "隔了一天以上，在半夜下班时间回复，围观的人会拿时间做文章",
                    Level::blue};
        case What::turned:
            return {"F23", "越回越气", "这条回复看着没什么，可粉丝看了之后更不满，或围观的人更认同批评的一方",
                    Level::yellow};
        case What::misstep: break;
    }
    return {"B", "回复失当", "", Level::yellow};
}

/// The brand's own words, with what they answered and how the fan took it.
Trouble misstep_trouble(Waiting const& waiting, care::Replied const& reply) {
    auto const verdict = care::verdict_of(waiting.conversation.events, reply);
    auto const level = care::level_of(verdict);
    auto const labels = verdict.labels();
    auto const name = verdict.delicate ? std::string_view{"涉及敏感话题"}
                      : labels.empty() ? std::string_view{"失当"}
                                       : tone::meaning(labels.front());
    auto trouble = trouble_about(waiting, IncidentKind::misstep, level, "我方回复" + std::string{name});
    trouble.quote = shorten(reply.text, longest_quote);
    for (auto const label : labels)
        trouble.labels.emplace_back(to_text(label));
    if (verdict.delicate) trouble.labels.emplace_back("delicate");
    if (!reply.judged_with.none())
        trouble.about = "回的是：“" +
                        shorten(words_of_item(waiting.conversation, reply.judged_with), longest_quote) + "”";
    if (!labels.empty())
        trouble.about += (trouble.about.empty() ? "" : "\n") + std::string{"宜："} +
                         std::string{tone::advice(labels.front())};
    if (verdict.delicate)
        trouble.reasons.push_back({"B17", "", "说到政治、领土或公共悼念：请负责人先看，别再公开补话"});
    add_reasons(trouble, verdict, reply.text);
    if (care::effect_of(waiting.conversation, reply.id).worse())
        trouble.reasons.push_back({"F23", "", "粉丝看到这条回复之后更不满了"});
    if (auto const applause = care::applause_of(waiting.conversation, reply.id); applause.for_the_critic())
        trouble.reasons.push_back({"F23", "",
                                   "批评的话有 " + std::to_string(applause.critic) + " 个赞，这条回复 " +
                                       std::to_string(applause.ours) + " 个"});
    auto const& crowd = waiting.conversation.crowd;
    if (crowd.critical >= turned_crowd && crowd.last_at > reply.seen_at)
        trouble.reasons.push_back({"F23", shorten(crowd.text, longest_quote),
                                   "围观的评论里有 " + std::to_string(crowd.critical) + " 条站在粉丝一边"});
    return trouble;
}

}  // namespace

std::string fan_risk_key(ConversationId const& conversation) {
    return "fan_risk/" + conversation.text();
}

std::optional<Trouble> fan_risk_trouble(Waiting const& waiting, TimePoint now) {
    auto const& standing = waiting.standing;
    bool const waits = standing.state == care::State::waiting && standing.verdict.risk >= grave;
    auto const label = waits ? gravest_of(standing.verdict) : std::nullopt;
    if (!label) return std::nullopt;
    auto const level = risk_level(waiting.conversation, standing.verdict);
    auto trouble = trouble_about(waiting, IncidentKind::fan_risk, level, tone::meaning(*label));
    trouble.key = fan_risk_key(waiting.conversation.id);
    trouble.quote = shorten(standing.text, longest_quote);
    trouble.about = "已等 " + in_words(now - standing.waiting_since.value_or(now)) + "\n宜：" +
                    std::string{tone::advice(*label)};
    add_reasons(trouble, standing.verdict, standing.text);
    return trouble;
}

std::string risk_key(WeiboId item) {
    return "risk/" + item.text();
}

Trouble risk_trouble(Waiting const& waiting, care::Risk const& risk) {
    auto const* reply = find_reply(waiting.conversation, risk.item);
    auto const words = words_for(risk.what);
    bool const own_words = risk.what == care::Risk::What::misstep && reply != nullptr;
    auto trouble = own_words ? misstep_trouble(waiting, *reply)
                             : trouble_about(waiting, IncidentKind::misstep, words.level, words.name);
    trouble.key = risk_key(risk.item);
    if (own_words) return trouble;
    trouble.quote = shorten(words_of_item(waiting.conversation, risk.item), longest_quote);
    trouble.about = words.why;
    trouble.reasons = {{std::string{words.rule}, trouble.quote, std::string{words.why}}};
    return trouble;
}

}  // namespace rw::alert
