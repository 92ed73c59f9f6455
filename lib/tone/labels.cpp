// Every label once: its name, what it says, and what to do about it.
#include "tone/verdict.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace rw::tone {
namespace {

struct Line {
    std::string_view name;
    std::size_t rank;  ///< 0: gravest
    std::string_view says_zh;
    std::string_view says_en;
    std::string_view do_zh;
    std::string_view do_en;
};

constexpr std::array<Line, fan_label_count> fan_lines{{
    {"praise", 16, "夸赞", "praises", "真诚地谢一句，提到他说的那一点",
     "Thank them, and take up what they liked."},
    {"question", 13, "在提问", "asks", "先给事实，再给办法；不知道就说几点前答复",
     "Give the fact; if you do not know it, say by when you will."},
    {"suggestion", 14, "提建议", "suggests", "说清会不会考虑、谁来看",
     "Say whether it will be looked at, and by whom."},
    {"complaint", 10, "在投诉", "complains", "公开回一句并给出时间，再私信要订单号；别用模板",
     "One public word with a time, then the order number in private; no template."},
    {"prod", 11, "在催回复", "asks for the answer that has not come", "先为等待道歉，再直接回答",
     "Say sorry for the wait, then answer."},
    {"safety", 1, "提到受伤、健康或安全问题", "somebody is hurt or in danger",
     "先问人怎么样、先就医，停用并留证，立刻转负责人",
     "Ask after the person first; stop use, keep evidence, get the lead."},
    {"legal", 3, "提到监管或法律", "speaks of regulators or law", "只答事实和进度，转法务，不争对错",
     "Facts and progress only; hand to legal; do not argue."},
    {"media", 4, "提到媒体或曝光", "speaks of press or exposure", "转公关，约定答复时间，不私下谈条件",
     "Hand to PR with a time; no private deals."},
    {"boycott", 5, "要离开或劝人别买", "leaves, or calls others to", "问清哪件事伤了他，先办那件事",
     "Find what hurt them, and mend that first."},
    {"abuse", 6, "辱骂", "insults", "不回骂、不说教，只答其中的事",
     "Do not answer in kind; answer the matter in it."},
    {"sarcasm", 9, "说反话", "says the opposite of what is meant", "当投诉看：别道谢，直接答事实",
     "Treat it as a complaint: no thanks, the fact."},
    {"self_harm", 0, "有轻生的话", "speaks of ending their life",
     "由真人立刻私信陪伴，给出12356，不用模板、不玩梗",
     "A person writes in private now, with the helpline 12356; no template."},
    {"threat", 2, "暴力威胁", "threatens violence", "保存证据，通知安保与负责人，回复平静",
     "Keep evidence, tell security and the lead, stay calm."},
    {"discrimination", 7, "涉及歧视", "discrimination is at issue", "承认感受，说明核查，转负责人",
     "Take it seriously, say what is checked, tell the lead."},
    {"minor", 8, "涉及未成年人", "a child is concerned", "请监护人私信，走未成年人流程",
     "Ask the guardian into private; follow the procedure for minors."},
    {"pii", 12, "有个人信息", "shows personal data", "请他删掉公开的信息，转私信",
     "Ask to delete it in public; go on in private."},
    {"favour", 15, "求特权", "asks for a privilege", "说清公开的规则，对谁都一样",
     "Say the rule that holds for all."},
    {"spam", 17, "广告", "advertises", "不用回，可举报", "No answer; report it."},
    {"chitchat", 19, "闲聊", "small talk", "轻松接一句就好", "A light word is enough."},
    {"closing", 18, "礼貌结束", "closes politely", "不必再回", "Nothing more is needed."},
}};

constexpr std::array<Line, reply_label_count> reply_lines{{
    {"condescending", 4, "居高临下、说教", "speaks down", "去掉教训的话，把答案直接给他",
     "Leave out the lesson; give the answer."},
    {"servile", 13, "过于卑微", "kneels", "道歉一次就够，接着说怎么办",
     "One apology is enough; then say what happens."},
    {"intimate", 6, "过于亲密", "too intimate", "去掉昵称和对外貌的话，别私加微信",
     "No pet names, no remarks on looks, no private contact."},
    {"mocking", 3, "嘲讽", "mocks", "删掉反话，当面把事情答了", "Delete the irony; answer the matter."},
    {"insult_to_injury", 0, "对受伤的人落井下石", "jokes, blames or sells to someone hurt",
     "立刻删改并公开道歉，先问人怎么样", "Take it back now, apologise in public, ask after the person."},
    {"defensive", 8, "急于否认", "denies without looking", "先说去查，再拿证据说话",
     "Say that you will look; deny only with proof."},
    {"legal_threat", 2, "用法律吓人", "threatens with law", "删掉律师和取证，讲事实和流程",
     "No lawyers; facts and procedure."},
    {"blame", 7, "甩锅", "puts the blame on others", "说清原因之后把事情接过来",
     "Name the cause, then take the task on."},
    {"perfunctory", 12, "敷衍，没有答到", "does not answer what was asked",
     "补上事实、步骤、时间或要什么信息中的一样", "Add a fact, a step, a time or what you need."},
    {"placeholder", 5, "模板没填", "a template was left open", "马上改掉，换成真名真事",
     "Correct it at once with the real name and matter."},
    {"officialese", 14, "官腔", "press-release language", "用对朋友说话的话再说一遍",
     "Say it as you would to a person."},
    {"flippant", 10, "在别人着急时卖萌打趣", "cute or joking in answer to a grievance",
     "去掉玩笑和表情，先办事", "No jokes, no emoji; do the task first."},
    {"overpromise", 11, "把话说满", "promises what nobody can hold", "加上条件和时间，做不到的别说",
     "Add the condition and the time."},
    {"absolute_claim", 9, "绝对化用语", "claims to be the best or to heal",
     "删掉最、第一、保证疗效这类话（广告法第九条）",
     "No superlatives, no medical effect (advertising law, article 9)."},
    {"pii", 1, "公开了个人信息", "shows the fan's personal data", "立刻删除并私信致歉，报负责人",
     "Delete at once, apologise in private, tell the lead."},
    {"cold", 15, "冷淡", "cold", "多说一句：看到了什么、接下来怎么办",
     "One sentence more: what you saw, what comes next."},
    {"favour", 16, "公开许诺私下的好处", "promises a private deal", "改成对谁都一样的规则",
     "Give the rule that holds for all."},
    {"wrong_target", 17, "答错了人或事", "answers another person or matter", "重看他的话，删掉这条再答",
     "Read it again, delete this, answer anew."},
}};

template <class Label, std::size_t n>
std::optional<Label> parse(std::array<Line, n> const& lines, std::string_view text) {
    auto const found = std::ranges::find(lines, text, &Line::name);
    if (found == lines.end()) return std::nullopt;
    return static_cast<Label>(found - lines.begin());
}

Line const& line_of(FanLabel label) {
    return fan_lines[static_cast<std::size_t>(label) % fan_lines.size()];
}
Line const& line_of(ReplyLabel label) {
    return reply_lines[static_cast<std::size_t>(label) % reply_lines.size()];
}

}  // namespace

template <>
std::optional<FanLabel> parse_label<FanLabel>(std::string_view text) {
    return parse<FanLabel>(fan_lines, text);
}
template <>
std::optional<ReplyLabel> parse_label<ReplyLabel>(std::string_view text) {
    return parse<ReplyLabel>(reply_lines, text);
}

std::string_view to_text(FanLabel label) {
    return line_of(label).name;
}
std::string_view to_text(ReplyLabel label) {
    return line_of(label).name;
}
std::size_t rank(FanLabel label) {
    return line_of(label).rank;
}
std::size_t rank(ReplyLabel label) {
    return line_of(label).rank;
}
std::string_view meaning(FanLabel label, Tongue tongue) {
    return tongue == Tongue::chinese ? line_of(label).says_zh : line_of(label).says_en;
}
std::string_view meaning(ReplyLabel label, Tongue tongue) {
    return tongue == Tongue::chinese ? line_of(label).says_zh : line_of(label).says_en;
}
std::string_view advice(FanLabel label, Tongue tongue) {
    return tongue == Tongue::chinese ? line_of(label).do_zh : line_of(label).do_en;
}
std::string_view advice(ReplyLabel label, Tongue tongue) {
    return tongue == Tongue::chinese ? line_of(label).do_zh : line_of(label).do_en;
}

bool FanVerdict::has(FanLabel label) const {
    return std::ranges::any_of(reasons, [&](Reason const& reason) { return reason.label == label; });
}

std::vector<FanLabel> FanVerdict::labels() const {
    std::vector<FanLabel> all;
    for (auto const& reason : reasons) {
        if (std::ranges::find(all, reason.label) == all.end()) all.push_back(reason.label);
    }
    if (all.empty()) all.push_back(FanLabel::chitchat);
    return all;
}

bool ReplyVerdict::has(ReplyLabel label) const {
    return std::ranges::any_of(reasons, [&](ReplyReason const& reason) { return reason.label == label; });
}

std::vector<ReplyLabel> ReplyVerdict::labels() const {
    std::vector<ReplyLabel> all;
    for (auto const& reason : reasons) {
        if (std::ranges::find(all, reason.label) == all.end()) all.push_back(reason.label);
    }
    return all;
}

std::string words_between(std::string_view text, std::uint16_t start, std::uint16_t end) {
    std::size_t index = 0;
    auto from = text.size();
    auto to = text.size();
    for (std::size_t at = 0; at < text.size(); ++at) {
        if ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) continue;
        if (index == start) from = at;
        if (index++ == end) {
            to = at;
            break;
        }
    }
    return from < to ? std::string{text.substr(from, to - from)} : std::string{};
}

}  // namespace rw::tone
