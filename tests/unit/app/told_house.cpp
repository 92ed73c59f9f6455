// What the house says of itself.
#include "app/system_words.hpp"
#include "told.hpp"

namespace rw::test {
namespace {

using namespace app;

/// Names of the team and of its accounts are no secrets.
Audience audience(Language language) {
    return {AccountId{"yunzhi"}, language};
}

std::vector<Scene> sight(Language language) {
    auto const to = audience(language);
    Blindness const how{told_at - 18min, told_at, "21327 expired_token"};
    return {
        {"blind", blind_trouble(to, "comments_to_me", how),
         parts(language, {"看不见了", "收到的评论", "18分钟"},
               {"ORANGE", "cannot see", "comments received", "@yunzhi", "18 min"})},
        {"coverage", closed_trouble(to, "mentions", "10014 Insufficient permissions"),
         parts(language, {"没有权限", "@我的微博"}, {"YELLOW", "no permission", "mentions", "@yunzhi"})},
        {"coverage_endpoint", closed_trouble(to, "show_batch", not_read_again(language)),
         parts(language, {"没有权限", "评论是否还在"},
               {"YELLOW", "no permission", "comment check", "@yunzhi"})},
    };
}

std::vector<Scene> tokens(Language language) {
    auto const to = audience(language);
    return {
        {"token", dead_token_trouble(to, "yunzhi/1", "21327 expired_token", false),
         parts(language, {"令牌失效", "@yunzhi", "yunzhi/1"},
               {"ORANGE", "token invalid", "yunzhi/1", "@yunzhi"})},
        {"token_last", dead_token_trouble(to, "yunzhi/1", "21327 expired_token", true),
         parts(language, {"令牌失效", "yunzhi/1"}, {"RED", "token invalid", "yunzhi/1", "@yunzhi"})},
        {"token_ends", ending_token_trouble(to, "yunzhi/1", 6 * 24h + 5h),
         parts(language, {"令牌快到期", "yunzhi/1", "6天"},
               {"YELLOW", "token ends soon", "yunzhi/1", "6 days"})},
        {"token_ends_soon", ending_token_trouble(to, "yunzhi/1", 50min),
         parts(language, {"令牌快到期", "yunzhi/1", "50分钟"},
               {"RED", "token ends soon", "yunzhi/1", "50 min"})},
        {"quota", spent_token_trouble(to, "yunzhi/1", told_at + 48min),
         parts(language, {"额度用完", "yunzhi/1"}, {"YELLOW", "quota used up", "yunzhi/1", "full hour"})},
        {"quota_address", address_trouble(to),
         parts(language, {"暂停读取", "@yunzhi"}, {"ORANGE", "reading paused", "@yunzhi", "full hour"})},
    };
}

std::vector<Scene> house(Language language) {
    auto const to = audience(language);
    auto const risks = redis_risks({"maxmemory-policy is allkeys-lru", "appendfsync is no"}, language);
    return {
        {"delivery", undelivered_trouble(to, ChannelId{"ops-group"}, "310000 keywords not in content"),
         parts(language, {"通知发不出去", "ops-group"}, {"ORANGE", "notices not delivered", "ops-group"})},
        {"daemon", daemon_trouble(to, "daemon/redis", risks),
         parts(language, {"系统", "Redis"}, {"ORANGE", "system", "Redis"})},
        {"daemon_auditor", daemon_trouble(to, "daemon/auditor", steps_were_late(1, language)),
         parts(language, {"系统", "1 条"}, {"ORANGE", "system", "1 incident was", "a minute"})},
    };
}

std::vector<Scene> findings(Language language) {
    auto const to = audience(language);
    auto held = care::found(care::Trouble::concentration, care::Level::yellow, "li", "2026-11-26");
    held.evidence = {{"held", 12}, {"share", 0.6}, {"times", 3}};
    held.sample = 12;
    held.minimum = 5;
    auto lost = care::found(care::Trouble::fans_ignored, care::Level::blue, "", "2026-W48");
    lost.evidence = {{"fans", 1}};
    care::Gap const year{2027, true, "2027: no file of holidays covers this year"};
    alert::DutyGap const night{"desk", told_at, told_at + 8h, ""};
    return {
        {"load", finding_trouble(to, held),
         parts(language, {"黄色", "负荷", "li", "12 件"},
               {"YELLOW", "load", "li holds 12 open items", "60%"})},
        {"coverage_finding", finding_trouble(to, lost),
         parts(language, {"蓝色", "覆盖", "1 位粉丝"}, {"BLUE", "coverage", "1 fan was"})},
        {"coverage_holidays", holidays_trouble(to, year),
         parts(language, {"节假日", "2027"}, {"YELLOW", "holidays", "2027"})},
        {"coverage_roster", roster_trouble(to, night, Zone{"Asia/Shanghai", 8h}),
         parts(language, {"排班", "desk", "2026-11-26"}, {"YELLOW", "roster", "desk", "2026-11-26"})},
    };
}

}  // namespace

std::vector<Scene> scenes_of_the_house(Language language) {
    std::vector<Scene> all;
    for (auto* const some : {sight, tokens, house, findings}) {
        for (auto& scene : some(language))
            all.push_back(std::move(scene));
    }
    return all;
}

}  // namespace rw::test
