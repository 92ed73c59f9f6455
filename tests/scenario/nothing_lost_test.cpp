// A week of twenty brands under faults of every kind, short pages, late visibility, bursts of two thousand
// and daemons that take over from each other: nothing is lost, nothing is kept twice, and no call too many is
// made.
#include "support/intake.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::test;

namespace {

constexpr int brands = 20;
constexpr int week = 7;

std::string twenty_brands() {
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

}  // namespace

TEST_CASE("nothing is lost in a week of trouble, and the quota is never overdrawn", "[scenario][intake]") {
    Intake::Settings settings;
    settings.scenario = twenty_brands();
    settings.look_most = 5min;
    settings.min_interval = 5min;
    Intake intake{std::move(settings)};
    auto const began = intake.clock.now();
    for (int hour = 0; hour < (week + 1) * 24; hour += 13) {
        intake.advance(13h);
        intake.take_over();
    }

    std::size_t visible = 0;
    std::size_t lost = 0;
    std::size_t twice = 0;
    for (auto const& brand : intake.brands()) {
        auto const& seen = intake.ledger.seen(brand.account);
        std::map<WeiboId, int> kept;
        for (auto const& [name, talk] : intake.ledger.conversations_of(brand.account)) {
            for (auto const& event : talk.value.events) {
                if (auto const* asked = std::get_if<care::Asked>(&event.what)) ++kept[asked->id];
                if (auto const* reply = std::get_if<care::Replied>(&event.what)) ++kept[reply->id];
            }
        }
        for (auto const& [id, times] : kept)
            twice += times > 1 ? 1 : 0;
        for (auto const& shown : intake.dialer.api().exposed(brand.uid)) {
            bool const read = shown.list == "mentions" || shown.list == "comment_mentions" ||
                              shown.list == "to_me" || shown.list == "by_me";
            if (!read || shown.visible_at > began + week * 24h) continue;  // the eighth day is for reading up
            ++visible;
            if (seen.contains(WeiboId{shown.id})) continue;
            ++lost;
            UNSCOPED_INFO(brand.account.text() << " lost " << shown.id << " of " << shown.list);
        }
    }
    CHECK(visible > 12'000);
    CHECK(lost == 0);
    CHECK(twice == 0);

    auto const& census = intake.dialer.api().census();
    CHECK(census.writes.empty());
    CHECK(census.faults.size() == 15);
    for (int const code : {10022, 10023, 10024})
        CHECK(census.refused.count(code) == 0);
    for (auto const& [text, token] : intake.play.tokens().all()) {
        INFO(text << " used " << token.day.most);
        CHECK(token.day.most <= 90);  // a tenth is kept back for people
        CHECK(token.day.most > 60);
    }
}
