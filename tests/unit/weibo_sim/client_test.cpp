// The watcher's own client can read what the simulator says, whatever the year, and knows its troubles.
#include "weibo/client.hpp"
#include "support/manual_clock.hpp"
#include "support/sim_dialer.hpp"

#include <catch2/catch.hpp>

using namespace rw;

namespace {

std::string scenario(std::string const& sim) {
    return "[sim]\n" + sim + R"(
[[brand]]
key = "a"
name = "甲牌"
uid = "1001"
tokens = [{ token = "t", quota_hour = 1000 }]
[[fan]]
name = "小李"
[[say]]
at = "-5m"
act = "post"
by = "a"
text = "答疑"
[[say]]
at = "-4m"
act = "comment"
by = "小李"
text = "坏了\"\\[泪]"
key = "broken"
[[say]]
at = "-3m"
act = "reply"
by = "a"
to = "broken"
text = "请私信"
[[say]]
at = "-2m"
act = "mention"
by = "小李"
text = "在吗"
)";
}

struct House {
    test::ManualClock clock;
    sim::Play play;
    test::SimDialer dialer{play, clock};
    net::HttpClient http{dialer, clock};
    weibo::Client client{http,
                         clock,
                         {*net::parse_url("http://api.example"), *net::parse_url("http://rm.example"),
                          *net::parse_url("http://c.example")}};
    Secret const token{"t"};
    weibo::Access const access{token, false};
    net::Loop loop;

    explicit House(std::string const& sim)
        : play{sim::read_scenario(scenario(sim), "f").value(), clock.now()} {}

    template <class T>
    weibo::Answer<T> now(net::Task<weibo::Answer<T>> task) {
        std::optional<weibo::Answer<T>> answer;
        loop.spawn("ask", keep(std::move(task), answer));
        clock.advance(loop, 1min);
        REQUIRE(answer);
        return *std::move(answer);
    }
    template <class T>
    static net::Task<void> keep(net::Task<weibo::Answer<T>> task, std::optional<weibo::Answer<T>>& into) {
        auto answer = co_await std::move(task);
        into.emplace(std::move(answer));
    }
};

}  // namespace

TEST_CASE("the client reads the lists of every year", "[weibo_sim]") {
    for (std::string const year : {"2012", "2014", "2018"}) {
        DYNAMIC_SECTION(year) {
            House house{"profile = " + year};
            auto const received = house.now(house.client.list(weibo::List::comments_to_me, house.access, {}));
            REQUIRE(received.has_value());
            REQUIRE(received->items.size() == 1);
            CHECK(received->skipped.empty());
            CHECK(received->items[0].text == "坏了\"\\[泪]");
            CHECK(received->items[0].author.name == "小李");
            auto const written = house.now(house.client.list(weibo::List::by_me, house.access, {}));
            REQUIRE(written->items.size() == 1);
            CHECK(written->items[0].parent == received->items[0].id);
            CHECK(written->items[0].root == received->items[0].root);
            CHECK(house.now(house.client.list(weibo::List::mentions, house.access, {}))->items.size() == 1);
            CHECK(house.now(house.client.own_posts(house.access))->size() == 1);
            CHECK(house.now(house.client.unread_counts(house.token, Uid{1001})).has_value());
            CHECK(house.now(house.client.rate_limits(house.token)).has_value());
        }
    }
}

TEST_CASE("no fault makes the client believe in an empty list", "[weibo_sim]") {
    House house{"seed = 1"};
    for (auto const* kind :
         {"http500", "http502html", "http503", "hang", "reset", "truncate", "error200", "garbage", "empty",
          "login_html", "wrong_types", "auth_text", "bad_gzip", "array"}) {
        INFO(kind);
        // A kept connection that dies is tried once more.
        house.dialer.api().faults().order(*sim::parse_fault(kind), 2, "/2/");
        CHECK_FALSE(house.now(house.client.list(weibo::List::mentions, house.access, {})).has_value());
        house.dialer.api().faults().clear();
        auto const after = house.now(house.client.list(weibo::List::mentions, house.access, {}));
        REQUIRE(after.has_value());
        CHECK(after->items.size() == 1);
    }
}
