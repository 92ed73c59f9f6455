#include "words.hpp"

#include "core/time.hpp"

#include <algorithm>
#include <array>

namespace rw::cli {
namespace {

struct Words {
    std::string_view name;
    std::string_view zh;
    std::string_view en;
};

constexpr std::array table{
    // What happened: the timeline's `what`.
    Words{"asked", "粉丝：“{text}”", "fan: “{text}”"},
    Words{"prodded", "粉丝催促：“{text}”", "fan asks again: “{text}”"},
    Words{"edited", "粉丝改了原话：“{text}”", "fan edited it: “{text}”"},
    Words{"replied", "{actor} 回复：“{text}”{notes}", "{actor} replied: “{text}”{notes}"},
    Words{"auto_replied", "自动回复，不算答复（{because}）：“{text}”{notes}",
          "automatic reply, no answer ({because}): “{text}”{notes}"},
    Words{"misdirected", "这条回复点名了别人，不算",
          "that reply calls somebody else by name: it does not count"},
    Words{"claimed", "{actor} 认领{until}", "{actor} claimed it{until}"},
    Words{"assigned", "{text} 指派给 {actor}{until}", "{text} assigned it to {actor}{until}"},
    Words{"released", "{actor} 放回队列", "{actor} gave it back"},
    Words{"closed", "{actor} 关闭：{text}", "{actor} closed it: {text}"},
    Words{"reopened", "{actor} 重新打开，按原来的时间继续计时", "{actor} reopened it, with its old clock"},
    Words{"paused", "{actor} 暂停{until}：{text}", "{actor} paused it{until}: {text}"},
    Words{"resumed", "{actor} 结束暂停", "{actor} ended the pause"},
    Words{"covered", "{actor} 用公开声明统一答复：{text}", "{actor} covered it by a statement: {text}"},
    Words{"moved_to_private", "{actor} 已私信答复，公开处还差一句话",
          "{actor} answered in private; the public still sees silence"},
    Words{"reclassified", "{actor} 更正判断：应为 {text}", "{actor} corrected the verdict: {text}"},
    Words{"rejudged", "{actor} 更正对回复的判断：应为 {text}",
          "{actor} corrected the verdict on a reply: {text}"},
    Words{"spread", "传开了：{text}", "it spreads: {text}"},
    Words{"warned", "提醒：快到上限", "warning: nearly late"},
    Words{"breached", "提醒：超过上限", "late: the ceiling has passed"},
    Words{"expired", "私信 48 小时窗口已过，不能再回复", "the 48 hours for a private answer are over"},
    Words{"aged", "等得太久，下一个先办他", "has waited far too long: offered before others"},
    Words{"promise_broken", "承诺的时间已过，没有下文", "a promise was broken: no word by then"},
    Words{"risk_told", "已提醒：公开处有风险", "told: the public may hold this against us"},
    Words{"settled", "", ""},  // for the books only
    Words{"withdrawn", "粉丝删除了原话", "fan deleted the message"},
    Words{"reply_withdrawn", "我方删除了回复，从原来的提问重新计时",
          "our reply was deleted: the old clock runs again"},
    Words{"removed_by_brand", "粉丝的话不见了，可能是我方删除", "fan's message vanished, likely by our hand"},
    Words{"unknown", "（这个版本不认识的事件）", "(an event of a newer version)"},
    // What goes with it.
    Words{"until", "（到 {time}）", " (until {time})"},
    Words{"note.answered", "（{by}）", " ({by})"},
    Words{"note.misdirected", "（点名了别人，不算）", " (meant for somebody else: does not count)"},
    Words{"note.probably", "（可能是答复，没有指名）", " (a probable answer: it names nobody)"},
    Words{"note.deleted", "（已删除）", " (deleted)"},
    Words{"brand", "我方 {uid}", "we ({uid})"},
    // Who answered, and how we know.
    Words{"by.claim", "按认领", "by the claim"},
    Words{"by.sign_off", "按署名", "by the sign-off"},
    Words{"by.roster", "按值班表", "by the roster"},
    Words{"by.unknown", "不知道是谁", "nobody knows who"},
    Words{"auto.marked", "写明【自动回复】", "it says 【自动回复】"},
    Words{"auto.source", "来自自动回复客户端", "from a robot's client"},
    Words{"auto.text", "是配置的自动回复文案", "one of the configured automatic texts"},
    Words{"auto.quick", "快得不像人", "too quick for a person"},
    // The head.
    Words{"head.who", "{fan}（{tier}{followers}）", "{fan} ({tier}{followers})"},
    Words{"head.followers", "，{count}粉丝", ", {count} followers"},
    Words{"head.waited", "已等 {span}", "waiting {span}"},
    Words{"head.took", "等了 {span}", "waited {span}"},
    Words{"head.left", "剩 {span}", "{span} left"},
    Words{"head.over", "超 {span}", "{span} over"},
    Words{"head.prods", "催了 {count} 次", "asked again {count}×"},
    Words{"head.held", "认领：{name}{until}", "held by {name}{until}"},
    Words{"head.assigned", "，{name} 指派", ", assigned by {name}"},
    Words{"head.free", "无人认领", "held by nobody"},
    Words{"head.paused", "{name} 暂停{until}：{reason}", "paused by {name}{until}: {reason}"},
    Words{"head.probably", "可能已经答复（没有指名），请看一眼",
          "probably answered (it names nobody): please look"},
    Words{"head.private", "已私信答复，公开处还差一句话",
          "answered in private; the public still sees silence"},
    Words{"head.edited", "粉丝在我方答复之后改了原话", "the fan edited the message after our answer"},
    Words{"head.aged", "等得太久，下一个先办他", "has waited far too long: offered first"},
    Words{"head.early", "答复早于下限", "answered under the floor"},
    Words{"head.unobserved", "期间看不见微博，可能已有答复",
          "we could not see: an answer may have been there"},
    Words{"head.answered", "答复：{name}（{by}）{time}", "answered by {name} ({by}) {time}"},
    Words{"head.somebody", "不知名的同事", "a colleague"},
    Words{"head.outcome", "结果：{outcome}", "outcome: {outcome}"},
    Words{"head.statement", "声明：{statement}", "statement: {statement}"},
    Words{"head.promise", "承诺：{time} 前再答复", "promised: another word by {time}"},
    Words{"head.broken", "承诺：{time} 前再答复（已过期，没有下文）",
          "promised: another word by {time} (broken)"},
    Words{"head.reaction", "围观：{count} 条评论", "onlookers: {count} comments"},
    Words{"head.critical", "，其中批评 {count} 条，最重的：“{text}”",
          ", {count} of them critical; the gravest: “{text}”"},
    Words{"mark.paused", "停到{time}", "paused until {time}"},
    Words{"mark.probably", "可能已答", "answered?"},
    Words{"mark.private", "已私信", "in private"},
    Words{"mark.aged", "久等", "aged"},
    Words{"mark.promise", "失约", "promise"},
    Words{"column.id", "编号", "id"},
    Words{"column.account", "账号", "account"},
    Words{"column.class", "类别", "class"},
    Words{"column.fan", "粉丝", "fan"},
    Words{"column.waited", "已等", "waiting"},
    Words{"column.due", "期限", "due"},
    Words{"column.prods", "催", "prods"},
    Words{"column.holder", "认领", "holder"},
    Words{"column.marks", "备注", "marks"},
    Words{"column.text", "原话", "words"},
    Words{"queue.empty", "没有等待回复的粉丝", "nobody waits for an answer"},
    Words{"queue.more", "（还有更多：--limit 200，或看看板）",
          "(there are more: --limit 200, or the dashboard)"},
    // What was done.
    Words{"done.claim", "已认领 {id}{until}", "claimed {id}{until}"},
    Words{"done.release", "已放回 {id}", "gave back {id}"},
    Words{"done.assign", "已指派 {id} 给 {name}{until}", "assigned {id} to {name}{until}"},
    Words{"done.close", "已关闭 {id}", "closed {id}"},
    Words{"done.reopen", "已重新打开 {id}", "reopened {id}"},
    Words{"done.pause", "已暂停 {id}{until}", "paused {id}{until}"},
    Words{"done.resume", "已结束暂停 {id}", "ended the pause of {id}"},
    Words{"done.cover", "已统一答复 {id}", "covered {id}"},
    Words{"done.private", "已记为私信答复 {id}：公开处还差一句话",
          "noted as answered in private {id}: still owed a public word"},
    Words{"done.wrong", "已更正 {id}：{label}", "corrected {id}: {label}"},
    Words{"next.nobody", "没有等待认领的粉丝", "nobody waits to be taken on"},
    Words{"next.faster", "{id} 已有人先认领：{detail}", "{id} was taken: {detail}"},
    // Values of the API.
    Words{"level.red", "红", "RED"},
    Words{"level.orange", "橙", "ORANGE"},
    Words{"level.yellow", "黄", "YELLOW"},
    Words{"level.blue", "蓝", "BLUE"},
    Words{"level.none", "·", "·"},
    Words{"state.waiting", "等待中", "waiting"},
    Words{"state.answered", "已答复", "answered"},
    Words{"state.covered", "已由声明答复", "covered"},
    Words{"state.closed", "已关闭", "closed"},
    Words{"state.withdrawn", "粉丝已删除", "withdrawn"},
    Words{"state.removed", "疑似我方删除", "removed"},
    Words{"class.safety", "安全", "safety"},
    Words{"class.legal", "法律监管", "legal"},
    Words{"class.media", "媒体曝光", "media"},
    Words{"class.vip_complaint", "大V投诉", "vip complaint"},
    Words{"class.complaint", "投诉", "complaint"},
    Words{"class.prod", "催促", "prod"},
    Words{"class.question", "提问", "question"},
    Words{"class.howto", "使用求助", "how-to"},
    Words{"class.suggestion", "建议", "suggestion"},
    Words{"class.praise", "夸赞", "praise"},
    Words{"class.chitchat", "闲聊", "chitchat"},
    Words{"tier.diamond", "钻石粉", "diamond"},
    Words{"tier.core", "核心粉", "core"},
    Words{"tier.normal", "普通粉", "normal"},
    Words{"tier.new", "新粉", "new"},
    Words{"tier.hostile-known", "敌意粉", "hostile-known"},
    Words{"said.fine", "没有不妥", "fine"},
    Words{"said.condescending", "居高临下", "condescending"},
    Words{"said.servile", "低声下气", "servile"},
    Words{"said.intimate", "过分亲昵", "too intimate"},
    Words{"said.mocking", "讥讽", "mocking"},
    Words{"said.insult_to_injury", "伤口撒盐", "insult to injury"},
    Words{"said.defensive", "一味否认", "defensive"},
    Words{"said.legal_threat", "法律威胁", "legal threat"},
    Words{"said.blame", "推卸责任", "blaming"},
    Words{"said.perfunctory", "敷衍", "perfunctory"},
    Words{"said.placeholder", "模板未填", "open placeholder"},
    Words{"said.officialese", "官腔", "officialese"},
    Words{"said.flippant", "轻浮", "flippant"},
    Words{"said.overpromise", "过度承诺", "overpromise"},
    Words{"said.absolute_claim", "绝对化宣传", "absolute claim"},
    Words{"said.pii", "泄露个人信息", "personal data shown"},
    Words{"said.cold", "冷淡", "cold"},
    Words{"said.favour", "私下许诺", "private favour"},
    Words{"said.wrong_target", "答非所问", "wrong target"},
    Words{"label.praise", "夸赞", "praise"},
    Words{"label.question", "提问", "question"},
    Words{"label.suggestion", "建议", "suggestion"},
    Words{"label.complaint", "投诉", "complaint"},
    Words{"label.prod", "催促", "prod"},
    Words{"label.safety", "安全", "safety"},
    Words{"label.legal", "法律监管", "legal"},
    Words{"label.media", "媒体", "media"},
    Words{"label.boycott", "抵制", "boycott"},
    Words{"label.abuse", "辱骂", "abuse"},
    Words{"label.sarcasm", "反讽", "sarcasm"},
    Words{"label.self_harm", "自伤", "self-harm"},
    Words{"label.threat", "威胁", "threat"},
    Words{"label.discrimination", "歧视", "discrimination"},
    Words{"label.minor", "未成年人", "minor"},
    Words{"label.pii", "个人信息", "personal data"},
    Words{"label.favour", "求关照", "favour"},
    Words{"label.spam", "垃圾信息", "spam"},
    Words{"label.chitchat", "闲聊", "chitchat"},
    Words{"label.closing", "结束语", "closing"},
    Words{"outcome.resolved", "已解决", "resolved"},
    Words{"outcome.answered", "已答复", "answered"},
    Words{"outcome.moved-to-DM", "转私信", "moved to DM"},
    Words{"outcome.pacified", "已安抚", "pacified"},
    Words{"outcome.noted-feedback", "已记录反馈", "noted feedback"},
    Words{"outcome.chitchat", "闲聊", "chitchat"},
    Words{"outcome.spam", "垃圾信息", "spam"},
    Words{"outcome.no-reply-needed", "无需回复", "no reply needed"},
    Words{"outcome.expired", "私信窗口已过", "window expired"},
};

Words const* find(std::string_view name) {
    auto const found = std::ranges::find(table, name, &Words::name);
    return found == table.end() ? nullptr : &*found;
}

/// The words with every `{name}` replaced; what is filled in is not looked into again.
std::string filled(std::string_view words, Fill const& fill) {
    std::string out;
    while (!words.empty()) {
        auto const open = words.find('{');
        out += words.substr(0, open);
        if (open == words.npos) break;
        auto const close = words.find('}', open);
        auto const name = words.substr(open + 1, close - open - 1);
        auto const found = std::ranges::find(fill, name, &Fill::value_type::first);
        if (found != fill.end()) out += found->second;
        words.remove_prefix(close + 1);
    }
    return out;
}

}  // namespace

std::string say(Language language, std::string_view name, Fill const& fill) {
    auto const* const words = find(name);
    if (words == nullptr) return std::string{name};
    return filled(language == Language::zh ? words->zh : words->en, fill);
}

std::string word(Language language, std::string_view group, std::string const& value) {
    auto const* const words = find(std::string{group} + "." + value);
    if (words == nullptr) return value;
    return std::string{language == Language::zh ? words->zh : words->en};
}

std::string wait_words(Language language, std::int64_t seconds) {
    if (language == Language::zh) return in_words(std::chrono::seconds{seconds});
    auto const unit = [](std::int64_t count, char const* name) { return std::to_string(count) + name; };
    constexpr std::int64_t minute = 60;
    constexpr std::int64_t hour = 60 * minute;
    constexpr std::int64_t day = 24 * hour;
    if (seconds < minute) return unit(seconds, "s");
    if (seconds < hour) return unit(seconds / minute, "m");
    if (seconds < day) return unit(seconds / hour, "h ") + unit(seconds % hour / minute, "m");
    return unit(seconds / day, "d ") + unit(seconds % day / hour, "h");
}

std::string count_words(Language language, std::int64_t count) {
    auto digits = std::to_string(count);
    constexpr std::int64_t wan = 10'000;
    if (language == Language::zh && count >= wan) {
        auto const tenths = count % wan / (wan / 10);
        return std::to_string(count / wan) + (tenths == 0 ? "" : "." + std::to_string(tenths)) + "万";
    }
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; language == Language::en && at > 0;
         at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

std::vector<std::string_view> names_of_words() {
    std::vector<std::string_view> names;
    names.reserve(table.size());
    for (auto const& words : table)
        names.push_back(words.name);
    return names;
}

}  // namespace rw::cli
