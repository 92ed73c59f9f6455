#include "alert/waiting.hpp"

#include "alert/telling.hpp"
#include "care/misstep.hpp"
#include "care/words.hpp"
#include "core/mask.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <cstdio>

namespace rw::alert {
namespace {

constexpr std::size_t longest_quote = 120;  // characters; the whole text is in the dashboard

// First lines.
constexpr Phrase late_title{"【{level}·{class}超时】@{who} 等了 {wait}（上限{limit}）",
                            "[{level} · {class} late] {who} has waited {wait} (limit {limit})"};
constexpr Phrase near_title{"【{level}·{class}即将超时】@{who} 等了 {wait}（上限{limit}）",
                            "[{level} · {class} nearly late] {who} has waited {wait} (limit {limit})"};
constexpr Phrase promise_title{"【{level}·承诺过期】答应 @{who} 的时间过了 {span}，还没有下文",
                               "[{level} · promise broken] {who} was promised a word that is {span} overdue"};
constexpr Phrase prods_in_title{"，催了{n}次", ", asked again {times}"};

// How it stands, piece by piece.
constexpr Phrase begin{"{class} · 共{n}条", "{class} · {n} {n:message|messages}"};
constexpr Phrase prods{" · 第{n}次催", " · asked again {times}"};
constexpr Phrase time_left{" · 还剩 {span}", " · {span} left"};
constexpr Phrase lagging{" · 数据比微博晚 {span}", " · read {span} after it was written"};
constexpr Phrase promised_until{"我方公开说过的话，到 {clock} 为止",
                                "what we said in public, due by {clock}"};

// Who sees it.
constexpr Phrase followers{" · 粉丝 {n}", " · {n} {n:follower|followers}"};
constexpr Phrase likes{" · {n} 个赞", " · {n} {n:like|likes}"};
constexpr Phrase reposts{" · {n} 次转发", " · {n} {n:repost|reposts}"};

/// A reason's words and why.
struct ReasonWords {
    Phrase words;
    Phrase why;
};
constexpr Phrase over_limit{"超过回复上限仍无人回复", "nobody has replied within the limit"};
constexpr Phrase near_limit{"接近回复上限仍无人回复", "nobody has replied, and the limit is near"};
constexpr Phrase has_prodded{"粉丝已经催过", "the fan has asked again"};
constexpr Phrase promise_broken{"公开承诺了时间，到时没有新的回复",
                                "a time was promised in public, and no new reply had come by then"};
constexpr ReasonWords unseen{{"数据晚到", "data came late"},
                             {"期限过去时我们还看不见，可能已经有人回复",
                              "we could not see when the deadline passed, and somebody may have replied"}};
constexpr ReasonWords perhaps_answered{
    {"可能已答", "perhaps answered"},
    {"有一条没有指明对象的公开回复像是在答他，请人确认",
     "a public reply that names nobody seems to be meant for this fan: please "
     "check"}};
constexpr ReasonWords gone_private{{"已转私信", "moved to private"},
                                   {"私信里答了，公开处还没有一句话，旁人看到的是沉默",
                                    "answered in private without a word in public: others see silence"}};
constexpr Phrase private_fan{"私信粉丝", "A fan in private"};
constexpr Phrase some_fan{"一位粉丝", "A fan"};

/// `3.2万`, `850`; `32,150`.
std::string many(std::int64_t count, Language language) {
    if (language == Language::english || count < 10'000) return in_figures(count, language);
    char out[32];
    auto const size = std::snprintf(out, sizeof out, "%.1f万", static_cast<double>(count) / 10'000);
    return {out, static_cast<std::size_t>(size)};
}

std::string times_prodded(Phrase const& phrase, int count, Language language) {
    if (count <= 0) return {};
    return filled(phrase.in(language), {{"n", std::to_string(count)}, {"times", in_times(count, language)}});
}

std::string headline(Waiting const& waiting, care::Level level, TimePoint now) {
    auto const& standing = waiting.standing;
    auto const language = waiting.language;
    auto const limit = waiting.bands.of(standing.kind, standing.tier).ceiling;
    auto const line = filled((standing.late ? late_title : near_title).in(language),
                             {{"level", care::name_in(level, language)},
                              {"class", care::name_in(standing.kind, language)},
                              {"who", in_sentence(waiting.conversation, language)},
                              {"wait", care::in_words(now - standing.waiting_since.value_or(now), language)},
                              {"limit", care::in_words(limit, language)}});
    return line + times_prodded(prods_in_title, standing.prods, language);
}

Exposure exposure_of(care::Conversation const& talk) {
    Exposure exposure;
    exposure.followers = talk.fan.followers;
    exposure.verified_type = talk.fan.verified_type;
    exposure.voices = static_cast<int>(talk.crowd.comments);
    exposure.critical = static_cast<int>(talk.crowd.critical);
    exposure.likes = care::likes_against(talk);
    exposure.reposts = care::most_reposts(talk);
    return exposure;
}

std::string situation(Waiting const& waiting, TimePoint now) {
    auto const& standing = waiting.standing;
    auto const language = waiting.language;
    auto const spanned = [&](Phrase const& phrase, Span span) {
        return filled(phrase.in(language), {{"span", care::in_words(span, language)}});
    };
    auto line = filled(begin.in(language), {{"class", care::name_in(standing.kind, language)},
                                            {"n", std::to_string(standing.messages)}});
    line += times_prodded(prods, standing.prods, language);
    line += in_public(exposure_of(waiting.conversation), language);
    if (!standing.late && standing.deadlines.due_at > now)
        line += spanned(time_left, standing.deadlines.due_at - now);
    auto const lag = standing.seen_at - standing.waiting_since.value_or(standing.seen_at);
    if (lag >= 1min) line += spanned(lagging, lag);
    return line;
}

std::vector<Reason> reasons(Waiting const& waiting) {
    auto const& standing = waiting.standing;
    auto const language = waiting.language;
    auto const say = [&](Phrase const& phrase) { return std::string{phrase.in(language)}; };
    auto const limit = waiting.bands.of(standing.kind, standing.tier).ceiling;
    std::vector<Reason> all{
        {"K1", care::in_words(limit, language), say(standing.late ? over_limit : near_limit)}};
    add_reasons(all, standing.verdict, standing.text, language);
    if (!standing.observed) all.push_back({"K30", say(unseen.words), say(unseen.why)});
    if (standing.probably_answered)
        all.push_back({"K9", say(perhaps_answered.words), say(perhaps_answered.why)});
    if (standing.moved_to_private) all.push_back({"K10", say(gone_private.words), say(gone_private.why)});
    if (standing.prods > 0) all.push_back({"K4", in_times(standing.prods, language), say(has_prodded)});
    return all;
}

/// The list through which what waits has been read; pushes are no list.
std::string_view list_of(care::Conversation const& talk, WeiboId item) {
    for (auto const& event : talk.events) {
        auto const* asked = std::get_if<care::Asked>(&event.what);
        if (!asked || asked->id != item) continue;
        switch (asked->kind) {
            case Kind::comment: return "comments_to_me";
            case Kind::mention: return "mentions";
            case Kind::comment_mention: return "comment_mentions";
            case Kind::repost: return "reposts";
            case Kind::message: return "";
        }
    }
    return "";
}

}  // namespace

Trouble trouble_of(Waiting const& waiting, IncidentKind kind, care::Level level) {
    auto const& standing = waiting.standing;
    Trouble trouble;
    trouble.account = waiting.account;
    trouble.kind = kind;
    trouble.level = level;
    trouble.subject = called(waiting.conversation, waiting.language);
    trouble.url = waiting.url;
    trouble.class_name = care::to_text(standing.kind);
    trouble.tier = care::to_text(standing.tier);
    trouble.list = list_of(waiting.conversation, standing.waiting_for);
    for (auto const label : standing.verdict.labels())
        trouble.labels.emplace_back(tone::to_text(label));
    trouble.exposure = exposure_of(waiting.conversation);
    trouble.conversations = {waiting.conversation.id};
    return trouble;
}

std::string in_public(Exposure const& exposure, Language language) {
    std::string line;
    auto const add = [&](Phrase const& phrase, std::int64_t count) {
        line += filled(phrase.in(language), {{"n", many(count, language)}});
    };
    if (exposure.followers >= 0) add(followers, exposure.followers);
    if (exposure.likes > 0) add(likes, exposure.likes);
    if (exposure.reposts > 0) add(reposts, exposure.reposts);
    return line;
}

std::string called(care::Conversation const& talk, Language language) {
    if (!talk.fan.name.empty()) return mask_name(talk.fan.name);
    return std::string{(talk.kind == Kind::message ? private_fan : some_fan).in(language)};
}

std::string in_sentence(care::Conversation const& talk, Language language) {
    bool const by_name = language == Language::english && !talk.fan.name.empty();
    return (by_name ? "@" : "") + called(talk, language);
}

std::string waiting_key(ConversationId const& conversation) {
    return "late/" + conversation.text();
}

std::optional<Trouble> waiting_trouble(Waiting const& waiting, TimePoint now) {
    auto const level = care::level_of(waiting.standing);
    if (level == care::Level::none) return std::nullopt;
    auto const kind = waiting.standing.late ? IncidentKind::late : IncidentKind::prebreach;
    auto trouble = trouble_of(waiting, kind, level);
    trouble.key = waiting_key(waiting.conversation.id);
    trouble.title = headline(waiting, level, now);
    trouble.quote = shorten(waiting.standing.text, longest_quote);
    trouble.about = situation(waiting, now);
    trouble.reasons = reasons(waiting);
    trouble.observed = waiting.standing.observed;
    return trouble;
}

namespace {

/// The words of the reply that promised.
std::string words_of(care::Conversation const& talk, WeiboId reply) {
    for (auto const& event : talk.events) {
        auto const* said = std::get_if<care::Replied>(&event.what);
        if (said && said->id == reply) return said->text;
    }
    return {};
}

}  // namespace

std::string promise_key(ConversationId const& conversation) {
    return "promise/" + conversation.text();
}

std::optional<Trouble> promise_trouble(Waiting const& waiting, TimePoint now) {
    auto const& promises = waiting.standing.promises;
    auto const broken = std::ranges::find_if(promises, &care::Promise::said);
    if (broken == promises.end()) return std::nullopt;
    auto trouble = trouble_of(waiting, IncidentKind::promise, care::Level::orange);
    trouble.key = promise_key(waiting.conversation.id);
    auto const language = waiting.language;
    trouble.title =
        filled(promise_title.in(language), {{"level", care::name_in(trouble.level, language)},
                                            {"who", in_sentence(waiting.conversation, language)},
                                            {"span", care::in_words(now - broken->due_at, language)}});
    trouble.quote = shorten(words_of(waiting.conversation, broken->reply), longest_quote);
    trouble.about = filled(promised_until.in(language), {{"clock", beijing_clock(broken->due_at)}});
    trouble.reasons = {{"B14", trouble.quote, std::string{promise_broken.in(language)}}};
    return trouble;
}

}  // namespace rw::alert
