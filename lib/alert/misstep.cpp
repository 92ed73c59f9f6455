// The troubles that words make: a fan's that cannot wait, and the brand's own.
#include "alert/telling.hpp"

#include "care/corrected.hpp"
#include "care/misstep.hpp"
#include "care/words.hpp"
#include "core/mask.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <array>

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

struct Telling {
    Phrase title;
    Phrase name;  ///< of what has happened
    std::string wait{};
};

Trouble trouble_about(Waiting const& waiting, IncidentKind kind, Level level, Telling const& telling) {
    auto const language = waiting.language;
    auto trouble = trouble_of(waiting, kind, level);
    trouble.title = filled(telling.title.in(language), {{"level", care::name_in(level, language)},
                                                        {"name", telling.name.in(language)},
                                                        {"who", in_sentence(waiting.conversation, language)},
                                                        {"wait", telling.wait}});
    if (kind == IncidentKind::misstep) trouble.labels.clear();  // they are the fan's
    return trouble;
}

constexpr Phrase fan_title{"【{level}·{name}】@{who}", "[{level} · {name}] {who} has waited {wait}"};
constexpr Phrase item_title{"【{level}·{name}】@{who}", "[{level} · {name}] {who}"};
constexpr Phrase own_title{"【{level}·我方回复{name}】@{who}", "[{level} · our reply: {name}] {who}"};
constexpr Phrase waited{"已等 {span}", "waiting for {span}"};
constexpr Phrase answered{"回的是：“{words}”", "in answer to: “{words}”"};
constexpr Phrase to_do{"宜：{advice}", "Do: {advice}"};
constexpr Phrase delicate_name{"涉及敏感话题", "touches a delicate matter"};
constexpr Phrase some_name{"失当", "misstep"};
constexpr Phrase delicate_why{
    "说到政治、领土或公共悼念：请负责人先看，别再公开补话",
    "it speaks of politics, territory or public mourning: the lead looks first, add nothing in public"};
constexpr Phrase fan_turned{"粉丝看到这条回复之后更不满了", "the fan was angrier after this reply"};
constexpr Phrase critic_liked{"批评的话有 {critic} 个赞，这条回复 {ours} 个",
                              "words against us have {critic} {critic:like|likes}, this reply {ours}"};
constexpr Phrase crowd_turned{"围观的评论里有 {n} 条站在粉丝一边",
                              "{n} {n:comment|comments} of others {n:takes|take} the fan's side"};

struct RiskWords {
    std::string_view rule;
    Phrase name;
    Phrase why;
    Level level = Level::yellow;
};
struct RiskRow {
    care::Risk::What what;
    RiskWords words;
};
using What = care::Risk::What;
constexpr std::array risk_rows{
    RiskRow{What::removed,
            {"B19",
             {"粉丝评论被删", "a fan's comment removed"},
             {"粉丝在我们帖下的话不见了，他别的话还在：多半是我方删的，删评常常越删越多",
              "what the fan said under our post is gone while their other words still stand: most likely we "
              "deleted it, and deleting brings more of them"},
             Level::orange}},
    RiskRow{What::unsaid,
            {"K15",
             {"我方回复被删", "our reply removed"},
             {"公开回复被撤回，粉丝又在等；删了重发容易被截图对比",
              "a public reply was taken back and the fan waits again; posting it anew is easily compared by "
              "screenshot"},
             Level::yellow}},
    RiskRow{What::misdirected,
            {"B22",
             {"回错了人", "wrong fan answered"},
             {"这条回复点名的是另一位也在等的粉丝，两位都还没得到答复",
              "this reply names another fan who waits as well: neither has an answer yet"},
             Level::orange}},
    RiskRow{What::edited,
            {"K16",
             {"答后改话", "words changed after our answer"},
             {"我们回复之后粉丝改了原话，现在看去可能答非所问",
              "the fan changed their words after we replied: the answer may now look beside the point"},
             Level::blue}},
    RiskRow{What::repeated,
            {"B10",
             {"重复回复", "reply repeated"},
             {"对同一位粉丝又说了几乎一样的话，看起来像复制粘贴",
              "nearly the same words to the same fan again: it looks like copy and paste"},
             Level::orange}},
    RiskRow{What::late_and_cold,
            {"B28",
             {"晚且冷", "late and cold"},
             {"隔了一天以上才回，却没有为等待说一句话",
              "answered after more than a day without a word about the wait"},
             Level::yellow}},
    RiskRow{What::argue_loop,
            {"B25",
             {"公开争执", "public quarrel"},
             {"和同一位生气的粉丝公开来回三次了，宜转私信由一个人接手",
              "three public turns with the same angry fan: go on in private, with one person in charge"},
             Level::yellow}},
    RiskRow{What::restated,
            {"B19",
             {"删了重发", "deleted and posted again"},
             {"删掉的话几乎原样又发了一次，容易被截图对比",
              "what was deleted was posted again nearly word for word: easily compared by screenshot"},
             Level::yellow}},
    RiskRow{
        What::strange_client,
        {"B20",
         {"陌生客户端", "unknown client"},
         {"这条回复的来源不在账号登记的客户端里：公开的小尾巴可能露出私人手机或别家产品",
          "this reply came from a client that the account does not list: its public tail may show a private "
          "phone or a rival's product"},
         Level::orange}},
    RiskRow{What::canned,
            {"B10",
             {"套话群发", "same words to many"},
             {"一天里对十位粉丝说了几乎一样的话，拼成一张截图就很难看：至少把第一句写给他本人",
              "nearly the same words to ten fans within a day look bad in one screenshot: write at least the "
              "first sentence for the person"},
             Level::blue}},
    RiskRow{
        What::odd_hour,
        {"B21",
         {"深夜诈尸", "answered at dead of night"},
         {"隔了一天以上，在半夜下班时间回复，围观的人会拿时间做文章",
          "answered after more than a day, by night and outside of hours: others will talk about the hour"},
         Level::blue}},
    RiskRow{
        What::turned,
        {"F23",
         {"越回越气", "worse after our reply"},
         {"这条回复看着没什么，可粉丝看了之后更不满，或围观的人更认同批评的一方",
          "this reply reads well enough, yet the fan is angrier since, or onlookers side with the critics"},
         Level::yellow}},
};
constexpr RiskWords any_risk{"B", {"回复失当", "misstep"}, {}, Level::yellow};

RiskWords const& words_for(care::Risk::What what) {
    auto const found = std::ranges::find(risk_rows, what, &RiskRow::what);
    return found == risk_rows.end() ? any_risk : found->words;
}

template <class Label>
Phrase meaning_of(Label label) {
    return {tone::meaning(label, tone::Tongue::chinese), tone::meaning(label, tone::Tongue::english)};
}

template <class Label>
std::string advice_on(Label label, Language language) {
    return filled(to_do.in(language), {{"advice", tone::advice(label, tongue_of(language))}});
}

/// How the fan and those who look on took a reply (F23).
void add_effects(Trouble& trouble, Waiting const& waiting, care::Replied const& reply) {
    auto const language = waiting.language;
    if (care::effect_of(waiting.conversation, reply.id).worse())
        trouble.reasons.push_back({"F23", "", std::string{fan_turned.in(language)}});
    if (auto const applause = care::applause_of(waiting.conversation, reply.id); applause.for_the_critic())
        trouble.reasons.push_back(
            {"F23", "",
             filled(critic_liked.in(language),
                    {{"critic", std::to_string(applause.critic)}, {"ours", std::to_string(applause.ours)}})});
    auto const& crowd = waiting.conversation.crowd;
    if (crowd.critical >= turned_crowd && crowd.last_at > reply.seen_at)
        trouble.reasons.push_back(
            {"F23", shorten(crowd.text, longest_quote),
             filled(crowd_turned.in(language), {{"n", std::to_string(crowd.critical)}})});
}

/// The brand's own words, with what they answered and how the fan took it.
Trouble misstep_trouble(Waiting const& waiting, care::Replied const& reply) {
    auto const language = waiting.language;
    auto const verdict = care::verdict_of(waiting.conversation.events, reply);
    auto const level = care::level_of(verdict);
    auto const labels = verdict.labels();
    auto const name = verdict.delicate ? delicate_name
                      : labels.empty() ? some_name
                                       : meaning_of(labels.front());
    auto trouble = trouble_about(waiting, IncidentKind::misstep, level, {own_title, name});
    trouble.quote = shorten(reply.text, longest_quote);
    for (auto const label : labels)
        trouble.labels.emplace_back(to_text(label));
    if (verdict.delicate) trouble.labels.emplace_back("delicate");
    if (!reply.judged_with.none()) {
        auto const words = words_of_item(waiting.conversation, reply.judged_with);
        trouble.about = filled(answered.in(language), {{"words", shorten(words, longest_quote)}}) +
                        in_public(trouble.exposure, language);
    }
    if (!labels.empty())
        trouble.about += (trouble.about.empty() ? "" : "\n") + advice_on(labels.front(), language);
    if (verdict.delicate) trouble.reasons.push_back({"B17", "", std::string{delicate_why.in(language)}});
    add_reasons(trouble.reasons, verdict, reply.text, language);
    add_effects(trouble, waiting, reply);
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
    auto const language = waiting.language;
    auto const wait = care::in_words(now - standing.waiting_since.value_or(now), language);
    auto trouble =
        trouble_about(waiting, IncidentKind::fan_risk, level, {fan_title, meaning_of(*label), wait});
    trouble.key = fan_risk_key(waiting.conversation.id);
    trouble.quote = shorten(standing.text, longest_quote);
    trouble.about = filled(waited.in(language), {{"span", wait}}) + in_public(trouble.exposure, language) +
                    "\n" + advice_on(*label, language);
    add_reasons(trouble.reasons, standing.verdict, standing.text, language);
    return trouble;
}

std::string risk_key(WeiboId item) {
    return "risk/" + item.text();
}

Trouble risk_trouble(Waiting const& waiting, care::Risk const& risk) {
    auto const* reply = find_reply(waiting.conversation, risk.item);
    auto const& words = words_for(risk.what);
    bool const own_words = risk.what == care::Risk::What::misstep && reply != nullptr;
    auto trouble = own_words
                       ? misstep_trouble(waiting, *reply)
                       : trouble_about(waiting, IncidentKind::misstep, words.level, {item_title, words.name});
    trouble.key = risk_key(risk.item);
    if (reply != nullptr) trouble.reply = risk.item;
    if (own_words) return trouble;
    trouble.quote = shorten(words_of_item(waiting.conversation, risk.item), longest_quote);
    trouble.about = words.why.in(waiting.language);
    trouble.reasons = {{std::string{words.rule}, trouble.quote, trouble.about}};
    return trouble;
}

}  // namespace rw::alert
