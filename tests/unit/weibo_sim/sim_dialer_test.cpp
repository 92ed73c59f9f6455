// The simulator inside the test's own process, under a clock moved by hand.
#include "support/sim_dialer.hpp"

#include "net/http_client.hpp"
#include "support/manual_clock.hpp"

#include <rapidjson/document.h>
#include <catch2/catch.hpp>

using namespace rw;

namespace {

constexpr std::string_view scenario = R"(
[[brand]]
key = "a"
name = "甲牌"
uid = "1001"
tokens = [{ token = "t", quota_hour = 1000 }]
[[fan]]
name = "小李"
[[say]]
at = "-1m"
act = "mention"
by = "小李"
text = "在吗"
[[say]]
at = "10m"
act = "mention"
by = "小李"
text = "还在吗"
)";

struct House {
    test::ManualClock clock;
    sim::Play play;
    test::SimDialer dialer{play, clock};
    net::HttpClient client{dialer, clock};
    net::Loop loop;

    explicit House(std::string_view text = scenario)
        : play{sim::read_scenario(text, "f").value(), clock.now()} {}

    /// Lets up to a minute pass; nothing when no answer came.
    std::optional<Result<net::Response>> get(std::string target, std::string host = "api.weibo.com") {
        std::optional<Result<net::Response>> got;
        net::Request request{"GET", std::move(target), {{"Authorization", "OAuth2 t"}}, "", ""};
        auto const task = [](House& house, std::string where, net::Request asked,
                             std::optional<Result<net::Response>>& into) -> net::Task<void> {
            auto const origin = *net::parse_url("https://" + where);
            auto answer = co_await house.client.send(origin, std::move(asked));
            into.emplace(std::move(answer));
        };
        loop.spawn("get", task(*this, std::move(host), std::move(request), got));
        clock.advance(loop, 1min);
        return got;
    }
};

int mentions_in(net::Response const& response) {
    rapidjson::Document json;
    json.Parse(response.body.c_str());
    return json.HasParseError() ? -1 : static_cast<int>(json["statuses"].Size());
}

}  // namespace

TEST_CASE("one world answers for every host, packed, as time is moved by hand", "[weibo_sim]") {
    House house;
    for (auto const* host : {"api.weibo.com", "rm.api.weibo.com", "c.api.weibo.com"}) {
        auto const got = house.get("/2/statuses/mentions.json", host);
        REQUIRE(got);
        REQUIRE(got->has_value());
        CHECK(mentions_in(**got) == 1);
    }
    house.clock.advance(house.loop, 10min);
    CHECK(mentions_in(**house.get("/2/statuses/mentions.json")) == 2);
    CHECK((*house.get("/_sim/stats"))->body.find(R"("calls_total":4)") != std::string::npos);
}

TEST_CASE("each fault reaches the caller as the trouble it is", "[weibo_sim]") {
    struct Row {
        std::string kind;
        bool answered;
        bool readable;  ///< JSON with a list
        int cost;       ///< calls off the token's quota
    };
    for (auto const& row : std::vector<Row>{{"http500", true, false, 0},
                                            {"http502html", true, false, 0},
                                            {"http503", true, false, 0},
                                            {"hang", false, false, 0},
                                            {"reset", false, false, 0},
                                            {"truncate", false, false, 1},
                                            {"error200", true, false, 1},
                                            {"garbage", true, false, 0},
                                            {"slow", true, true, 1},
                                            {"empty", true, false, 0},
                                            {"login_html", true, false, 0},
                                            {"array", true, false, 1},
                                            {"wrong_types", true, false, 1},
                                            {"auth_text", true, false, 0},
                                            {"bad_gzip", false, false, 1}}) {
        DYNAMIC_SECTION(row.kind) {
            House house;
            house.dialer.api().faults().order(*sim::parse_fault(row.kind), 1, "/2/");
            auto const got = house.get("/2/statuses/mentions.json");
            REQUIRE(got);
            CHECK(got->has_value() == row.answered);
            rapidjson::Document json;
            if (row.answered) json.Parse((*got)->body.c_str());
            bool const list = row.answered && !json.HasParseError() && json.IsObject() &&
                              json.HasMember("statuses") && json["statuses"].IsArray();
            CHECK(list == row.readable);
            CHECK(house.play.tokens().find("t")->day.used == row.cost);
            CHECK((*house.get("/2/statuses/mentions.json")).value().status == 200);
        }
    }
}

TEST_CASE("a slow answer comes when it is due and not before", "[weibo_sim]") {
    House house;
    house.dialer.api().faults().order(sim::FaultKind::slow, 1, "/2/");
    std::optional<Result<net::Response>> got;
    auto const task = [](House& where, std::optional<Result<net::Response>>& into) -> net::Task<void> {
        auto const origin = *net::parse_url("https://api.weibo.com");
        net::Request request{"GET", "/2/account/get_uid.json", {{"Authorization", "OAuth2 t"}}, "", ""};
        auto answer = co_await where.client.send(origin, std::move(request));
        into.emplace(std::move(answer));
    };
    house.loop.spawn("get", task(house, got));
    house.clock.advance(house.loop, 2999ms);
    CHECK_FALSE(got);
    house.clock.advance(house.loop, 1ms);
    REQUIRE(got);
    CHECK((*got)->status == 200);
}

TEST_CASE("a house that is shut refuses, and opens again", "[weibo_sim]") {
    House house;
    house.dialer.shut(true);
    CHECK_FALSE(house.get("/2/statuses/mentions.json")->has_value());
    house.dialer.shut(false);
    CHECK(house.get("/2/statuses/mentions.json")->has_value());
    house.dialer.shut(true);
    CHECK_FALSE(house.get("/2/statuses/mentions.json")->has_value());
}

TEST_CASE("answers in chunks and without gzip are whole all the same", "[weibo_sim]") {
    auto const text = "[sim]\nchunked = true\ngzip = false\n" + std::string{scenario};
    House house{text};
    auto const got = house.get("/2/statuses/mentions.json");
    REQUIRE(got->has_value());
    CHECK(mentions_in(**got) == 1);
    CHECK(net::find_header((*got)->headers, "Transfer-Encoding") == "chunked");
    CHECK_FALSE(net::find_header((*got)->headers, "Content-Encoding"));
}
