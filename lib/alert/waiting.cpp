#include "alert/waiting.hpp"

#include "core/mask.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <cstdio>

namespace rw::alert {
namespace {

constexpr std::size_t longest_quote = 120;  // characters; the whole text is in the dashboard

/// `3.2万`, `850`.
std::string in_wan(std::int64_t count) {
    if (count < 10'000) return std::to_string(count);
    char out[32];
    auto const size = std::snprintf(out, sizeof out, "%.1f万", static_cast<double>(count) / 10'000);
    return {out, static_cast<std::size_t>(size)};
}

std::string headline(Waiting const& waiting, care::Level level, TimePoint now) {
    auto const& standing = waiting.standing;
    auto line = "【" + std::string{care::in_chinese(level)} + "·" +
                std::string{care::in_chinese(standing.kind)} + (standing.late ? "超时" : "即将超时") + "】@" +
                called(waiting.conversation, waiting.language) + " 等了 " +
                in_words(now - standing.waiting_since.value_or(now)) + "（上限" +
                in_words(waiting.bands.of(standing.kind, standing.tier).ceiling) + "）";
    if (standing.prods > 0) line += "，催了" + std::to_string(standing.prods) + "次";
    return line;
}

std::string situation(Waiting const& waiting, TimePoint now) {
    auto const& standing = waiting.standing;
    auto line =
        std::string{care::in_chinese(standing.kind)} + " · 共" + std::to_string(standing.messages) + "条";
    if (standing.prods > 0) line += " · 第" + std::to_string(standing.prods) + "次催";
    if (waiting.conversation.fan.followers >= 0)
        line += " · 粉丝 " + in_wan(waiting.conversation.fan.followers);
    if (!standing.late && standing.deadlines.due_at > now) {
        line += " · 还剩 " + in_words(standing.deadlines.due_at - now);
    }
    auto const lag = standing.seen_at - standing.waiting_since.value_or(standing.seen_at);
    if (lag >= 1min) line += " · 数据比微博晚 " + in_words(lag);
    return line;
}

std::vector<Reason> reasons(Waiting const& waiting) {
    auto const& standing = waiting.standing;
    auto const words = in_words(waiting.bands.of(standing.kind, standing.tier).ceiling);
    std::vector<Reason> all{
        {"K1", words, standing.late ? "超过回复上限仍无人回复" : "接近回复上限仍无人回复"}};
    for (auto const& reason : standing.verdict.reasons) {
        all.push_back({std::string{tone::to_text(reason.label)}, tone::words_of(reason, standing.text),
                       std::string{tone::why(reason)}});
    }
    if (!standing.observed) all.push_back({"K30", "数据晚到", "期限过去时我们还看不见，可能已经有人回复"});
    if (standing.probably_answered)
        all.push_back({"K9", "可能已答", "有一条没有指明对象的公开回复像是在答他，请人确认"});
    if (standing.moved_to_private)
        all.push_back({"K10", "已转私信", "私信里答了，公开处还没有一句话，旁人看到的是沉默"});
    if (standing.prods > 0) all.push_back({"K4", std::to_string(standing.prods), "粉丝已经催过"});
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
    auto const& talk = waiting.conversation;
    trouble.exposure = {talk.fan.followers, talk.fan.verified_type, static_cast<int>(talk.crowd.comments),
                        static_cast<int>(talk.crowd.critical)};
    trouble.conversations = {waiting.conversation.id};
    return trouble;
}

std::string called(care::Conversation const& talk, [[maybe_unused]] Language language) {
    if (!talk.fan.name.empty()) return mask_name(talk.fan.name);
    return talk.kind == Kind::message ? "私信粉丝" : "一位粉丝";
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
    trouble.title = "【橙色·承诺过期】答应 @" + called(waiting.conversation, waiting.language) +
                    " 的时间过了 " + in_words(now - broken->due_at) + "，还没有下文";
    trouble.quote = shorten(words_of(waiting.conversation, broken->reply), longest_quote);
    trouble.about = "我方公开说过的话，到 " + beijing_clock(broken->due_at) + " 为止";
    trouble.reasons = {{"B14", shorten(words_of(waiting.conversation, broken->reply), longest_quote),
                        "公开承诺了时间，到时没有新的回复"}};
    return trouble;
}

}  // namespace rw::alert
