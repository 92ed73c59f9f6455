// A week of twenty brands, in memory and in Redis, under faults of every kind, short pages, late visibility,
// bursts of two thousand and daemons that take over from each other: nothing is lost, nothing is kept twice,
// and no call too many is made.
#include "support/intake.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <string_view>

using namespace rw;
using namespace rw::test;

namespace {

std::string brands_of(int brands) {
    std::string text = R"([sim]
seed = 20261125
drop_share = 0.2
skew_share = 0.24
[faults]
share = 0.05
kinds = ["http500", "http502html", "http503", "hang", "reset", "empty", "login_html", "auth_text", "garbage",
         "truncate", "slow", "bad_gzip", "array", "wrong_types", "error200"]
[crowd]
count = 3000
heads = ["今天", "爱吃", "退休", "早起", "晚睡", "快乐", "佛系", "暴躁", "云端", "楼下", "周五", "隔壁"]
tails = ["小猫", "西瓜", "番茄", "老张", "闲人", "打工人", "少年", "同学", "土豆", "馒头", "阿姨", "大叔"]
[life]
backfill = "1h"
cycle = "typical"
post_every = "12h"
late_share = 0.3
late_most = "120s"
fan_delete_share = 0.0
brand_delete_share = 0.0
[life.mix]
question = 1
[life.kinds]
comment = 5
mention = 2
comment_mention = 2
[[text]]
class = "question"
texts = ["{product}什么时候补货呀", "{product}和上一代有什么区别"]
[[reply]]
class = "question"
tone = "good"
texts = ["您好，{product}周五上午10点补货。"]
)";
    for (int at = 0; at < brands; ++at) {
        auto const number = std::to_string(at + 10);
        text += "[[brand]]\nkey = \"b" + number + "\"\nname = \"牌子" + number + "\"\nuid = \"10" + number +
                "\"\nper_hour = 1.5\nposts = [\"新品上架\"]\nproducts = [\"云朵沙发\"]\n" +
                "tokens = [{ token = \"t" + number + "\", quota_day = 100, expires_in = \"60d\" }]\n";
        // Two thousand messages within ten minutes, at a time of day of its own.
        if (at % 4 == 0) {
            text += "[[burst]]\nat = \"" + std::to_string(20 + at * 5) + "h\"\nbrand = \"b" + number +
                    "\"\ncount = 2000\nover = \"10m\"\nof = \"question\"\n";
        }
    }
    return text;
}

/// What the API has shown in the first `days` days, against what is kept a day later.
struct Balance {
    std::size_t visible = 0;
    std::size_t lost = 0;
    std::size_t twice = 0;
};

Balance balance_of(Intake& intake, TimePoint until) {
    Balance balance;
    for (auto const& brand : intake.brands()) {
        std::map<WeiboId, int> kept;
        for (auto const& talk : intake.conversations(brand.account)) {
            for (auto const& event : talk.events) {
                if (auto const* asked = std::get_if<care::Asked>(&event.what)) ++kept[asked->id];
                if (auto const* reply = std::get_if<care::Replied>(&event.what)) ++kept[reply->id];
            }
        }
        for (auto const& [id, times] : kept)
            balance.twice += times > 1 ? 1 : 0;
        for (auto const& shown : intake.dialer.api().exposed(brand.uid)) {
            bool const read = shown.list == "mentions" || shown.list == "comment_mentions" ||
                              shown.list == "to_me" || shown.list == "by_me";
            if (!read || shown.visible_at > until) continue;  // the last day is for reading up
            ++balance.visible;
            if (intake.was_seen(brand.account, WeiboId{shown.id})) continue;
            ++balance.lost;
            UNSCOPED_INFO(brand.account.text() << " lost " << shown.id << " of " << shown.list);
        }
    }
    return balance;
}

void check_calls(Intake& intake) {
    auto const& census = intake.dialer.api().census();
    CHECK(census.writes.empty());
    for (int const code : {10022, 10023, 10024})
        CHECK(census.refused.count(code) == 0);
    for (auto const& [text, token] : intake.play.tokens().all()) {
        INFO(text << " used " << token.day.most);
        CHECK(token.day.most <= 90);  // a tenth is kept back for people
        CHECK(token.day.most > 60);
    }
}

void live_through(Intake& intake, int days) {
    for (int hour = 0; hour < (days + 1) * 24; hour += 13) {
        intake.advance(13h);
        intake.take_over();
    }
}

Intake::Settings settings_for(int brands) {
    Intake::Settings settings;
    settings.scenario = brands_of(brands);
    settings.look_most = 5min;
    settings.min_interval = 5min;
    return settings;
}

/// `RW_WEEK=whole` runs the week in Redis at its full size too.
bool whole_week() {
    auto const* const wanted = std::getenv("RW_WEEK");
    return wanted != nullptr && std::string_view{wanted} == "whole";
}

}  // namespace

TEST_CASE("nothing is lost in a week of trouble, and the quota is never overdrawn", "[scenario][intake]") {
    Intake intake{settings_for(20)};
    auto const began = intake.clock.now();
    live_through(intake, 7);
    auto const balance = balance_of(intake, began + 7 * 24h);
    CHECK(balance.visible > 12'000);
    CHECK(balance.lost == 0);
    CHECK(balance.twice == 0);
    check_calls(intake);
    CHECK(intake.dialer.api().census().faults.size() == 15);
}

TEST_CASE("nothing is lost in Redis either", "[scenario][intake][redis]") {
    auto const brands = whole_week() ? 20 : 5;
    auto const days = whole_week() ? 7 : 2;
    RedisServer const server;
    auto settings = settings_for(brands);
    settings.redis = &server;
    Intake intake{std::move(settings)};
    auto const began = intake.clock.now();
    live_through(intake, days);
    auto const balance = balance_of(intake, began + days * 24h);
    CHECK(balance.visible > (whole_week() ? 12'000 : 4'000));
    CHECK(balance.lost == 0);
    CHECK(balance.twice == 0);
    check_calls(intake);
}
