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
        {"blind", blind_trouble(to, "comments_to_me", how), {"看不见了", "收到的评论", "18分钟"}},
        {"coverage",
         closed_trouble(to, "mentions", "10014 Insufficient permissions"),
         {"没有权限", "@我的微博"}},
        {"coverage_endpoint",
         closed_trouble(to, "show_batch", not_read_again(language)),
         {"没有权限", "评论是否还在"}},
    };
}

std::vector<Scene> tokens(Language language) {
    auto const to = audience(language);
    return {
        {"token",
         dead_token_trouble(to, "yunzhi/1", "21327 expired_token", false),
         {"令牌失效", "@yunzhi", "yunzhi/1"}},
        {"token_last",
         dead_token_trouble(to, "yunzhi/1", "21327 expired_token", true),
         {"令牌失效", "yunzhi/1"}},
        {"token_ends", ending_token_trouble(to, "yunzhi/1", 6 * 24h + 5h), {"令牌快到期", "yunzhi/1", "6天"}},
        {"token_ends_soon",
         ending_token_trouble(to, "yunzhi/1", 50min),
         {"令牌快到期", "yunzhi/1", "50分钟"}},
        {"quota", spent_token_trouble(to, "yunzhi/1", told_at + 48min), {"额度用完", "yunzhi/1"}},
        {"quota_address", address_trouble(to), {"暂停读取", "@yunzhi"}},
    };
}

std::vector<Scene> house(Language language) {
    auto const to = audience(language);
    auto const risks = redis_risks({"maxmemory-policy is allkeys-lru", "appendfsync is no"}, language);
    return {
        {"delivery",
         undelivered_trouble(to, ChannelId{"ops-group"}, "310000 keywords not in content"),
         {"通知发不出去", "ops-group"}},
        {"daemon", daemon_trouble(to, "daemon/redis", risks), {"系统", "Redis"}},
        {"daemon_auditor",
         daemon_trouble(to, "daemon/auditor", steps_were_late(1, language)),
         {"系统", "1 条"}},
    };
}

std::vector<Scene> findings(Language language) {
    auto const to = audience(language);
    auto held = care::found(care::Trouble::concentration, care::Level::yellow, "li", "2026-11-26");
    held.evidence = {{"held", 12}, {"share", 0.6}, {"times", 3}};
    auto lost = care::found(care::Trouble::fans_ignored, care::Level::blue, "", "2026-W48");
    lost.evidence = {{"fans", 1}};
    care::Gap const year{2027, true, "2027: no file of holidays covers this year"};
    alert::DutyGap const night{"desk", told_at, told_at + 8h, "nobody is on duty"};
    return {
        {"load", finding_trouble(to, held), {"黄色", "负荷", "li", "12 件"}},
        {"coverage_finding", finding_trouble(to, lost), {"蓝色", "覆盖", "1 位粉丝"}},
        {"coverage_holidays", holidays_trouble(to, year), {"节假日", "2027"}},
        {"coverage_roster",
         roster_trouble(to, night, Zone{"Asia/Shanghai", 8h}),
         {"排班", "desk", "2026-11-26"}},
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
