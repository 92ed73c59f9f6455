// A week of twenty brands in one process: the cost of a simulated life, and that all of it is served.
#include "net/http_client.hpp"
#include "support/manual_clock.hpp"
#include "support/sim_dialer.hpp"
#include "weibo-sim/calendar.hpp"
#include "weibo-sim/play.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::sim;

namespace {

std::string twenty_brands() {
    std::string text = R"([sim]
seed = 3
[crowd]
count = 2000
heads = ["今天", "爱吃", "退休", "早起", "晚睡", "快乐", "佛系", "暴躁", "云端", "楼下"]
tails = ["小猫", "西瓜", "番茄", "老张", "闲人", "打工人", "少年", "同学", "土豆", "馒头"]
[life]
backfill = "1h"
cycle = "typical"
post_every = "8h"
bursts_per_day = 0.5
[life.mix]
question = 1
[life.kinds]
comment = 6
mention = 2
comment_mention = 1
repost = 1
[[text]]
class = "question"
texts = ["{product}什么时候补货呀", "{product}和上一代有什么区别，值得换吗", "客服电话一直打不通，麻烦看一下单号{order}"]
[[reply]]
class = "question"
tone = "good"
texts = ["您好，{product}周五上午10点补货，页面点“到货提醒”会短信通知您。"]
)";
    for (int at = 0; at < 20; ++at) {
        auto const number = std::to_string(at + 10);
        text += "[[brand]]\nkey = \"b" + number + "\"\nname = \"牌子" + number + "\"\nuid = \"10" + number +
                "\"\nper_hour = 9\nposts = [\"新品上架\"]\nproducts = [\"云朵沙发\"]\n" +
                "tokens = [{ token = \"t" + number + "\", expires_in = \"60d\" }]\n";
    }
    return text;
}

struct House {
    TimePoint const start = from_rfc3339("2026-11-23T00:00:00Z").value();
    test::ManualClock clock{start};
    Play play{read_scenario(twenty_brands(), "week").value(), start};
    test::SimDialer dialer{play, clock};
    net::HttpClient client{dialer, clock};
    std::size_t answered = 0;
    net::Loop loop;

    /// Reads one list every ten minutes as a watcher does: what is new since the last look, two minutes of
    /// overlap included.
    static net::Task<void> watch(House& house, std::string token, std::string list) {
        auto const origin = *net::parse_url("https://api.weibo.com");
        Span const pause = 20min;
        for (;;) {
            net::Request request;
            auto const since = first_id_of(house.clock.now() - 22min);
            request.target = "/2/" + list + ".json?count=50&since_id=" + std::to_string(since);
            request.headers = {{"Authorization", "OAuth2 " + token}};
            auto const answer = co_await house.client.send(origin, std::move(request));
            house.answered += answer && answer->status == 200 ? 1U : 0U;
            co_await house.clock.sleep(pause);
        }
    }
};

}  // namespace

TEST_CASE("a week of twenty brands passes in seconds", "[weibo_sim]") {
    House house;
    for (int at = 10; at < 30; ++at) {
        for (auto const* list : {"comments/to_me", "statuses/mentions"})
            house.loop.spawn("watch", House::watch(house, "t" + std::to_string(at), list));
    }
    house.clock.advance(house.loop, 24h * 7 - 1s);
    CHECK(house.answered == 20'160);
    CHECK(house.play.world().items().size() > 50'000);
    CHECK(house.play.take_troubles().empty());
    CHECK(house.dialer.api().census().refused.empty());

    // What was read at a steady pace was all that there was.
    std::int64_t shown = 0;
    for (int at = 10; at < 30; ++at) {
        for (auto const& one : house.dialer.api().exposed(Uid{1000 + at}))
            shown += one.list == "to_me" || one.list == "mentions" ? 1 : 0;
    }
    std::int64_t served = 0;
    for (auto const& [key, count] : house.dialer.api().census().served)
        served += count.items;
    CHECK(shown > 20'000);
    CHECK(served > shown);  // once or twice each: the looks overlap
}
