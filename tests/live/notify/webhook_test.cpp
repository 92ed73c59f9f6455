// A program of the team's own hears of incidents over real HTTP: signed, once per id, and as often as it asks
// for.
#include "post_office.hpp"

#include <catch2/catch.hpp>

#include <rapidjson/document.h>

using namespace rw;
using namespace rw::test;

TEST_CASE("a receiver gets a signed event with the whole incident", "[notify][live]") {
    PostOffice office;
    auto const id = office.put(receiver, 1, care::Level::red);
    office.advance(1s);
    CHECK(office.webhook.forged() == 0);
    REQUIRE(office.webhook.deliveries().size() == 1);
    auto const& delivery = office.webhook.deliveries().front();
    CHECK(delivery.id == id.text());
    rapidjson::Document body;
    body.Parse(delivery.body.c_str());
    REQUIRE(body.IsObject());
    CHECK(body["version"].GetInt() == 1);
    CHECK(body["event"].GetString() == std::string{"incident.opened"});
    CHECK(body["notification"]["id"].GetString() == id.text());
    CHECK(body["notification"]["attempt"].GetInt() == 1);
    CHECK(body["incident"]["id"].GetString() == std::string{"INCIDENT001"});
    CHECK(body["incident"]["level"].GetString() == std::string{"red"});
    CHECK(body["incident"]["state"].GetString() == std::string{"open"});
    CHECK_FALSE(body.HasMember("incidents"));
}

TEST_CASE("incidents of one group arrive as one event that holds them all", "[notify][live]") {
    PostOffice office;
    for (int number = 1; number <= 5; ++number) {
        auto const id = office.put(receiver, number);
        auto notice = office.outbox.notice(id);
        notice.group = "/yunzhi/late";
        office.outbox.put(std::move(notice), office.outbox.incident(id));
    }
    office.advance(1s);
    REQUIRE(office.webhook.deliveries().size() == 1);
    rapidjson::Document body;
    body.Parse(office.webhook.deliveries().front().body.c_str());
    REQUIRE(body.IsObject());
    CHECK(body["event"].GetString() == std::string{"digest"});
    CHECK(body["incidents"].Size() == 5);
}

TEST_CASE("a receiver's answer decides when it hears again", "[notify][live]") {
    struct Case {
        int status;
        std::string retry_after;
        Span earliest;
        Span latest;
    };
    auto const at =
        GENERATE(Case{429, "30", 30s, 31s}, Case{503, "30", 30s, 31s}, Case{502, "", 1600ms, 2900ms},
                 Case{504, "Mon, 12 Oct 2026 02:00:45 GMT", 44s, 46s}, Case{500, "", 1600ms, 2900ms},
                 Case{503, "soon", 1600ms, 2900ms});
    INFO(at.status << " Retry-After: " << at.retry_after);
    PostOffice office;
    net::Response refusal{at.status, {}, ""};
    if (!at.retry_after.empty()) refusal.headers.emplace_back("Retry-After", at.retry_after);
    office.webhook.order(std::move(refusal));
    auto const id = office.put(receiver, 1);
    office.advance(2min);
    auto const& deliveries = office.webhook.deliveries();
    REQUIRE(deliveries.size() == 2);
    CHECK(deliveries[1].id == deliveries[0].id);
    CHECK(deliveries[1].at - deliveries[0].at >= at.earliest);
    CHECK(deliveries[1].at - deliveries[0].at <= at.latest);
    CHECK(office.state(id) == "sent");
}

TEST_CASE("a receiver that refuses for good is not asked again", "[notify][live]") {
    struct Case {
        int status;
        bool channel_is_broken;
    };
    auto const at =
        GENERATE(Case{400, false}, Case{422, false}, Case{410, true}, Case{302, true}, Case{404, true});
    INFO(at.status);
    PostOffice office;
    office.webhook.order({at.status, {{"Location", "https://example.com/"}}, ""});
    auto const id = office.put(receiver, 1);
    office.advance(10min);
    CHECK(office.webhook.deliveries().size() == 1);
    CHECK(office.state(id) == "dead");
    CHECK(office.dispatcher->take_misconfigured().contains(receiver) == at.channel_is_broken);
}

TEST_CASE("a lost answer means the same id again, which the receiver knows", "[notify][live]") {
    PostOffice office;
    for (int i = 0; i < 2; ++i)
        office.webhook.order({0, {}, ""});
    auto const id = office.put(receiver, 1);
    office.advance(2min);
    auto const& deliveries = office.webhook.deliveries();
    REQUIRE(deliveries.size() == 3);
    CHECK_FALSE(deliveries[0].known);
    CHECK(deliveries[1].known);
    CHECK(deliveries[2].known);
    CHECK(office.state(id) == "sent");
}
