#include "care/audit_rows.hpp"

#include <array>

namespace rw::care {
namespace {

Measured needs_tone(Scope const& /*scope*/) {
    return not_measured(WhyNot::needs_tone);
}
Measured elsewhere(Scope const& /*scope*/) {
    return not_measured(WhyNot::elsewhere);
}
/// Filled in when the other points are known.
Measured self_test(Scope const& /*scope*/) {
    return {};
}

constexpr std::array all_points{
    Point{"A1", "看结果，不看聊了多少", "Outcome counts, not the number of replies", outcomes_said},
    Point{"A2", "带着目的聊，不是闲聊", "Talk has a purpose", purpose},
    Point{"A3", "再忙每周也抽时间了解用户", "Time for listening every week", weekly_habit},
    Point{"A4", "每种坑都有应对的一句话", "A line of what to do for every kind of trouble", elsewhere},
    Point{"A5", "控制沟通时间", "Time is controlled", time_control},
    Point{"A6", "识别套好处的人，不许私下的好处", "Favour-seekers are known, no private favours", needs_tone},
    Point{"A7", "聊天不跑偏、不被套住", "Talks do not drift", no_drift},
    Point{"A8", "粉丝说的私事不外露", "What fans confide stays private", elsewhere},
    Point{"A9", "沟通不挤占一天和私人时间", "Talk does not eat the day or the evening", within_budget},
    Point{"A10", "用户不压在一个人手里", "Fans are not in one hand", many_hands},
    Point{"A11", "和一位粉丝聊多久有个数", "A budget for each talk", fan_budgets},
    Point{"A12", "对新手有耐心", "Patience with novices", needs_tone},
    Point{"A13", "每次沟通都解决事情", "Every answer solves something", needs_tone},
    Point{"A14", "钻石用户花时间，普通用户不饿着", "Time for diamonds, and nobody starves", tiers},
    Point{"A15", "每天总时间有上限", "A cap on the day's total", daily_cap},
    Point{"A16", "身份一致", "One persona", needs_tone},
    Point{"A17", "摆正位置，平等说话", "Equal footing", needs_tone},
    Point{"A18", "不高高在上", "Not from above", needs_tone},
    Point{"A19", "不低声下气", "Not servile", needs_tone},
    Point{"A20", "不过于亲密", "Not too intimate", needs_tone},
    Point{"A21", "说话态度不伤反馈", "Tone does not spoil the feedback", needs_tone},
    Point{"A22", "明星和普通粉丝一视同仁", "Stars and ordinary fans alike", equal_treatment},
    Point{"B1", "大小品牌都用得上", "Any size", elsewhere},
    Point{"B2", "经营好对你感兴趣的人", "Those who are interested are cared for", fans_served},
    Point{"B3", "有温度，不冷淡", "Warm, not cold", needs_tone},
    Point{"B4", "不忽冷忽热", "Not hot and cold", steady},
    Point{"B5", "不施舍", "No alms", needs_tone},
    Point{"B6", "拿这几点测一测", "The self-test", self_test},
    Point{"B7", "不伤粉丝的面子", "No loss of face", needs_tone},
    Point{"B8", "粉丝来互动是看得起你，要回", "A touch is a gift: it is answered", answered_share},
    Point{"B9", "粉丝没有被晾走", "Nobody was lost to silence", nobody_lost},
    Point{"B10", "别让我等太久", "Nobody waits too long", in_time},
    Point{"B11", "非关键词也有真人回", "A person answers, not a keyword", human_answer},
    Point{"B12", "声量大的麻烦先处理", "Trouble that many see is met in time", heard_in_time},
    Point{"B13", "每条公开回复都看过", "Every public reply is looked at", needs_tone},
    Point{"B14", "失言及时发现", "Missteps are found at once", needs_tone},
    Point{"B15", "不落井下石", "No insult to injury", needs_tone},
    Point{"B16", "不端架子", "No airs", needs_tone},
    Point{"B17", "说人话", "Human language", needs_tone},
    Point{"B18", "转发和@也回", "Reposts and mentions are answered too", reposts_too},
    Point{"B19", "高管也亲自回", "Executives answer too", executives},
};

}  // namespace

std::span<Point const> points() {
    return all_points;
}

}  // namespace rw::care
