// The simulator over real connections on loopback: keep-alive, gzip, and trouble on the wire.
#include "net/http_client.hpp"
#include "net/loop.hpp"
#include "weibo-sim/server.hpp"

#include <catch2/catch.hpp>

using namespace rw;

namespace {

constexpr std::string_view scenario = R"(
[[brand]]
key = "a"
name = "甲牌"
uid = "1001"
tokens = [{ token = "t" }]
[[fan]]
name = "小李"
[[say]]
at = "-1m"
act = "mention"
by = "小李"
brand = "a"
text = "在吗"
)";

struct House {
    std::unique_ptr<net::Clock> clock = net::make_real_clock();
    sim::Play play{sim::read_scenario(scenario, "f").value(), clock->now()};
    std::unique_ptr<net::Dialer> dialer = net::make_dialer({}).value();
    std::unique_ptr<net::HttpClient> client = std::make_unique<net::HttpClient>(*dialer, *clock);
    net::Loop loop;
    sim::FastClock platform{*clock, 1};
    sim::Server server{loop, *clock, platform, play};
    net::Url origin;

    House() {
        server.listen("127.0.0.1:0").value();
        origin = net::parse_url("http://" + server.address()).value();
        loop.spawn("server", server.run());
    }
    ~House() {
        client.reset();  // the connections it keeps belong to the loop
        server.stop();
        loop.clear();
    }
    House(House const&) = delete;
    House& operator=(House const&) = delete;

    Result<net::Response> get(std::string target) {
        net::Request request{"GET", std::move(target), {{"Authorization", "OAuth2 t"}}, "", ""};
        return loop.run_until_done(client->send(origin, std::move(request)));
    }
    void order(std::string kind) {
        net::Request request{
            "POST", "/_sim/fault", {{"Content-Type", "application/json"}}, R"({"kind":")" + kind + "\"}", ""};
        REQUIRE(loop.run_until_done(client->send(origin, std::move(request))).value().status == 200);
    }
};

}  // namespace

TEST_CASE("the simulator answers over HTTP, packed and on one connection", "[weibo_sim][live]") {
    House house;
    for (int turn = 0; turn < 3; ++turn) {
        auto const answer = house.get("/2/statuses/mentions.json");
        REQUIRE(answer.has_value());
        CHECK(answer->status == 200);
        CHECK(answer->body.find("@甲牌 在吗") != std::string::npos);
        CHECK(net::find_header(answer->headers, "Server") == "nginx");
    }
    CHECK(house.get("/2/none.json")->status == 404);
}

TEST_CASE("trouble on the wire reaches the caller as trouble, and passes", "[weibo_sim][live]") {
    House house;
    for (auto const* kind : {"reset", "truncate"}) {
        house.order(kind);
        house.order(kind);  // a kept connection that dies is tried once more
        CHECK_FALSE(house.get("/2/statuses/mentions.json").has_value());
        house.get("/2/statuses/mentions.json");
        CHECK(house.get("/2/statuses/mentions.json")->status == 200);
    }
    house.order("http502html");
    CHECK(house.get("/2/statuses/mentions.json")->status == 502);
}

TEST_CASE("an address that is taken is refused with words", "[weibo_sim][live]") {
    House house;
    sim::Server second{house.loop, *house.clock, house.platform, house.play};
    auto const bound = second.listen(house.server.address());
    REQUIRE_FALSE(bound.has_value());
    CHECK(bound.error().doing.starts_with("listen on 127.0.0.1:"));
}
