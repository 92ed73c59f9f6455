// A week of twenty brands in one process: the cost of a simulated life, and that nothing in it gets lost.
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

/// Reads one list as a watcher does: what is new since the last look, two minutes of overlap included.
std::size_t read_list(Api& api, std::string const& token, std::string const& list, TimePoint now) {
    auto const since = first_id_of(now - 12min);
    net::Request request;
    request.target = "/2/" + list + ".json?count=50&since_id=" + std::to_string(since);
    request.headers = {{"Authorization", "OAuth2 " + token}};
    request.peer = "::1";
    auto const answer = api.answer(request, now);
    return answer.status == 200 ? answer.body.size() : 0;
}

}  // namespace

TEST_CASE("a week of twenty brands passes in seconds", "[weibo_sim]") {
    auto const start = from_rfc3339("2026-11-23T00:00:00Z").value();
    Play play{read_scenario(twenty_brands(), "week").value(), start};
    Api api{play.world(), play.tokens(), play.manners()};
    std::size_t calls = 0;
    for (auto now = start; now < start + 24h * 7; now += 10min) {
        play.advance(now);
        for (int at = 0; at < 20; ++at) {
            auto const* list = calls % 2 == 0 ? "comments/to_me" : "statuses/mentions";
            REQUIRE(read_list(api, "t" + std::to_string(at + 10), list, now) > 0);
            ++calls;
        }
    }
    CHECK(calls == 20'160);
    CHECK(play.world().items().size() > 50'000);
    CHECK(play.take_troubles().empty());
    CHECK(api.census().refused.empty());
}
