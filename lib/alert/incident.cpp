#include "alert/incident.hpp"

#include "core/hash.hpp"

#include <algorithm>
#include <array>

namespace rw::alert {
namespace {

constexpr std::array<std::string_view, 13> kinds{"late",  "prebreach", "fan_risk", "misstep",  "surge",
                                                 "blind", "token",     "quota",    "delivery", "coverage",
                                                 "load",  "promise",   "daemon"};
constexpr std::array<std::string_view, 3> states{"open", "acked", "resolved"};

struct Advice {
    std::string_view key;  ///< a class, a kind, or what is lacking in the house
    Phrase text;
};
constexpr std::array advices{
    Advice{"safety",
           {"先公开问候并问清伤情，同时电话联系；通知负责人和质检；不要辩解，不要用模板",
            "Ask in public how they are and what happened, and call them; tell the lead and quality; do not "
            "argue, no template"}},
    Advice{"legal",
           {"先报法务和负责人；公开回一句“已收到，正在核实”，给出时间；不要承诺赔偿",
            "Tell legal and the lead first; one public line: “received, we are checking”, with a time; "
            "promise no compensation"}},
    Advice{"media",
           {"先报公关；一小时内给出第一句话：已看到、正在核实、几点前答复",
            "Tell PR first; first words within the hour: seen, being checked, answer by when"}},
    Advice{"vip_complaint",
           {"负责人亲自看；公开回一句并给出时间，再私信要订单号；别用模板",
            "The lead looks at it in person; one public line with a time, then ask for the order number in "
            "private; no template"}},
    Advice{"complaint",
           {"公开回一句并给出时间，再私信要订单号；别用模板",
            "One public line with a time, then ask for the order number in private; no template"}},
    Advice{"prod",
           {"先为久等道歉，直接说进展和下一步时间；别再让对方重复问题",
            "Say sorry for the wait, then how it stands and when the next step comes; do not make them "
            "repeat the question"}},
    Advice{"question",
           {"直接回答问的那一点；答不了就说几点前答复",
            "Answer exactly what was asked; if you cannot, say by when you will"}},
    Advice{"howto",
           {"一步一步说清楚，或给出带步骤的链接；别说“自己看公告”",
            "Explain it step by step, or link to the steps; never “see the notice”"}},
    Advice{"suggestion",
           {"说明已记录给谁、什么时候会看；别只说“感谢支持”",
            "Say who has it now and when it will be looked at; not just “thanks for your support”"}},
    Advice{"praise",
           {"像熟人一样回一句，提到对方说的细节",
            "Answer as you would a friend, and take up the detail that they mention"}},
    Advice{"chitchat", {"轻松回一句就好，不必长聊", "A light word is enough; no long chat is needed"}},
    Advice{"late", {"先认领，再公开回一句并给出时间", "Claim it, then one public line with a time"}},
    Advice{"prebreach", {"还来得及：认领并先回一句", "There is still time: claim it and say a first word"}},
    Advice{"fan_risk",
           {"先看原帖和主页，再决定谁来回；不要争辩",
            "Look at the post and the profile, then decide who answers; do not argue"}},
    Advice{"misstep",
           {"不要只删回复；先公开致歉、说明，报负责人",
            "Do not just delete the reply; apologise and explain in public first, and tell the lead"}},
    Advice{"surge",
           {"先确认是不是同一件事；发一条置顶说明，再逐条回",
            "Make sure that it is one and the same matter; pin a statement, then answer one by one"}},
    Advice{"blind",
           {"请人工打开微博看一眼评论和@；检查令牌、网络和额度",
            "Open Weibo and look at comments and mentions by hand; check token, network and quota"}},
    Advice{"token",
           {"请账号管理员重新授权：replywatch login 账号名",
            "The account's administrator signs in again: replywatch login ACCOUNT"}},
    Advice{"quota",
           {"调用额度不够：拉长间隔，或为账号增加一个员工令牌",
            "There are too few calls: read less often, or add a staff token to the account"}},
    Advice{"delivery",
           {"通知发不出去：检查机器人地址、签名和关键词；先改用别的渠道通知值班人",
            "Notices do not get out: check the robot's address, signature and keyword; tell those on duty "
            "another way"}},
    Advice{
        "coverage",
        {"有消息接口看不到：检查应用权限，请人工补看",
         "The interface does not show some messages: check the application's permissions, and look by hand"}},
    Advice{"load",
           {"请组长重新分配，别让一个人扛着",
            "The team lead shares the work out anew; nobody should carry it alone"}},
    Advice{"holidays",
           {"按国务院办公厅的通知补上这一年的节假日文件，再运行 replywatch calendar check",
            "Put the announced holidays of that year into its file, then run replywatch calendar check"}},
    Advice{
        "roster",
        {"给这段时间排上人，或让替班的人有通知渠道，再运行 check-config",
         "Put somebody on duty for that time, or give whoever stands in a channel, then run check-config"}},
    Advice{"chitchat_share",
           {"闲聊点到为止：先回有事的人", "Keep small talk short: first those who need something"}},
    Advice{"weekly_habit_missed",
           {"这周挑几位粉丝认真聊：问一个问题，记下结果",
            "Pick some fans this week for a talk with a purpose: ask one thing, note the outcome"}},
    Advice{
        "drift",
        {"礼貌收尾，或说出这段对话要办成的事", "Close it politely, or say what this talk is to bring about"}},
    Advice{"budget_near",
           {"把剩下的时间留给投诉和求助，别的请同事接手",
            "Keep what is left of the day for complaints and help; hand the rest over"}},
    Advice{"off_hours",
           {"把班次外的回复交给值班的人，或调整班次",
            "Leave what comes off hours to those on duty, or move the shifts"}},
    Advice{"sole_hand",
           {"让第二位同事也认识这些粉丝，免得一人离开就断线",
            "Let a second colleague meet these fans, so that nothing hangs on one person"}},
    Advice{"fan_budget",
           {"今天和这位粉丝到此为止：说清下一步和时间，别的粉丝也在等",
            "Enough with this fan for today: say the next step and when; others wait too"}},
    Advice{"day_cap",
           {"今天别再接新的对话，由组长分给别人", "Take no new talks today; the lead gives them to others"}},
    Advice{"team_cap",
           {"组长定先后：只回投诉和求助，其余明天一早回",
            "The lead sets the order: complaints and help only, the rest tomorrow morning"}},
    Advice{"queue_too_long",
           {"加人或延班，先回最重的；等不到的发一条公开说明",
            "Add people or hours, the gravest first; post a public word for those who must wait"}},
    Advice{"unequal_treatment",
           {"按先来后到回，别让普通粉丝总排在后面",
            "Answer in the order of coming; ordinary fans do not always come last"}},
    Advice{"fell_silent",
           {"查一查是缺人还是没看见，先把漏掉的补回来",
            "See whether people or sight are lacking, and answer those left out first"}},
    Advice{"fans_ignored",
           {"今天就回这几位，为前几次没回道一声歉",
            "Answer these fans today, with a word on the times nobody did"}},
    Advice{"skipped_neighbour",
           {"先回那条微博下等得最久的人", "Under that post answer first who has waited longest"}},
    Advice{
        "lost_after_silence",
        {"主动去问候一句，提到对方上次说的事", "Write to them first, and take up what they last spoke of"}},
    Advice{"promise",
           {"答应过的时间快到了：先给粉丝一句进展",
            "The time that was promised is here: first tell the fan how it stands"}},
    Advice{"daemon",
           {"看守程序自己有问题：请运维看日志和 Redis",
            "The watching program has a problem of its own: operations look at its log and at Redis"}},
};

Phrase find_advice(std::string_view key) {
    auto const found = std::ranges::find(advices, key, &Advice::key);
    return found == advices.end() ? Phrase{} : found->text;
}

}  // namespace

std::string_view to_text(IncidentKind kind) {
    return kinds[static_cast<std::size_t>(kind) % kinds.size()];
}

std::optional<IncidentKind> parse_incident_kind(std::string_view text) {
    auto const found = std::ranges::find(kinds, text);
    if (found == kinds.end()) return std::nullopt;
    return static_cast<IncidentKind>(found - kinds.begin());
}

bool is_about_people(IncidentKind kind) {
    switch (kind) {
        case IncidentKind::late:
        case IncidentKind::prebreach:
        case IncidentKind::fan_risk:
        case IncidentKind::misstep:
        case IncidentKind::surge:
        case IncidentKind::promise: return true;
        default: return false;
    }
}

std::string_view to_text(IncidentState state) {
    return states[static_cast<std::size_t>(state) % states.size()];
}

IncidentId incident_id(AccountId const& account, std::string_view key, TimePoint opened_at) {
    auto const name = account.text() + "\n" + std::string{key} + "\n" + std::to_string(to_millis(opened_at));
    return IncidentId{base32(fnv1a(name))};
}

std::string_view advice(IncidentKind kind, std::string_view topic, Language language) {
    bool const waits = kind == IncidentKind::late || kind == IncidentKind::prebreach;
    bool const of_the_house = kind == IncidentKind::coverage || kind == IncidentKind::load;
    auto const by_topic = waits || of_the_house ? find_advice(topic) : Phrase{};
    return (by_topic == Phrase{} ? find_advice(to_text(kind)) : by_topic).in(language);
}

}  // namespace rw::alert
