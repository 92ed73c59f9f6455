// The stand-ins are as strict as what they stand for; what is tested against them is only worth as much.
#include "post_office.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::test;

namespace {

TimePoint const noon{std::chrono::sys_days{std::chrono::year{2026} / 10 / 12} + 4h};

net::Request saying(std::string const& text, std::string const& query = "") {
    net::Request request{
        "POST", DingTalkStandIn::target("t") + query, {{"Content-Type", "application/json"}}, "", ""};
    request.body = R"({"msgtype":"text","text":{"content":")" + text + "\"}}";
    return request;
}

std::string code_of(std::optional<net::Response> const& response) {
    auto const at = response->body.find("\"errcode\":");
    return response->body.substr(at + 10, response->body.find(',', at) - at - 10);
}

}  // namespace

TEST_CASE("the stand-ins sign as the published vectors do", "[notify][live]") {
    CHECK(hmac_base64("SEC0123456789abcdef", "1700000000000\nSEC0123456789abcdef") ==
          "TSZbRFUuvaSQaRKUpF970OPCb2/LcQAP3wOvwZIzBZk=");
}

TEST_CASE("a robot speaks twenty times a minute, then not for ten", "[notify][live]") {
    DingTalkStandIn dingtalk;
    dingtalk.add("t", {});
    for (int i = 0; i < 20; ++i)
        CHECK(code_of(dingtalk.answer(saying("好"), noon + i * 1s)) == "0");
    CHECK(code_of(dingtalk.answer(saying("好"), noon + 59s)) == "130101");
    CHECK(code_of(dingtalk.answer(saying("好"), noon + 59s + 599s)) == "130101");
    CHECK(code_of(dingtalk.answer(saying("好"), noon + 59s + 600s)) == "0");
    CHECK(dingtalk.shown("t").size() == 21);
    CHECK(dingtalk.knocks("t") == 1);
}

TEST_CASE("the minute slides: an old message gives its place to a new one", "[notify][live]") {
    DingTalkStandIn dingtalk;
    dingtalk.add("t", {});
    for (int i = 0; i < 60; ++i)
        CHECK(code_of(dingtalk.answer(saying("好"), noon + i * 3s)) == "0");
}

TEST_CASE("a robot checks who speaks and what is said", "[notify][live]") {
    DingTalkStandIn dingtalk;
    dingtalk.add("t", {"", "告警", "违禁"});
    CHECK(code_of(dingtalk.answer(saying("告警：好"), noon)) == "0");
    CHECK(code_of(dingtalk.answer(saying("好"), noon)) == "310000");
    CHECK(code_of(dingtalk.answer(saying("告警：违禁"), noon)) == "430102");
    CHECK(code_of(dingtalk.answer(saying(std::string(20'000, 'x')), noon)) == "460101");
    auto form = saying("告警");
    form.headers = {{"Content-Type", "text/plain"}};
    CHECK(code_of(dingtalk.answer(form, noon)) == "43004");
    auto stranger = saying("告警");
    stranger.target = DingTalkStandIn::target("another");
    CHECK(code_of(dingtalk.answer(stranger, noon)) == "400101");
}

TEST_CASE("a signature holds for an hour either way", "[notify][live]") {
    struct Case {
        Span age;
        std::string code;
    };
    auto const at = GENERATE(Case{0s, "0"}, Case{60min, "0"}, Case{-60min, "0"}, Case{61min, "310000"},
                             Case{-61min, "310000"});
    DingTalkStandIn dingtalk;
    dingtalk.add("t", {"SEC1"});
    auto const millis = std::to_string(to_millis(noon - at.age));
    auto const sign = net::percent_encode(hmac_base64("SEC1", millis + "\nSEC1"));
    CHECK(code_of(dingtalk.answer(saying("好", "&timestamp=" + millis + "&sign=" + sign), noon)) == at.code);
    CHECK(code_of(dingtalk.answer(saying("好", "&timestamp=" + millis + "&sign=x"), noon)) == "310000");
    CHECK(code_of(dingtalk.answer(saying("好"), noon)) == "310000");
}

TEST_CASE("a receiver knows a forged delivery and a repeated one", "[notify][live]") {
    std::string const id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    std::string const key =
        "\x31\xf2\x90\xf6\xbf\x06\x29\x8a\xab\x4f\x08\xd4"
        "\x3c\x3f\x08\x2c\xf6\x48\xa3\x62\xda\x2d\xa4\xb0";
    net::Request request{"POST", "/hook", {}, R"({"test": 2432232314})", ""};
    request.headers = {{"webhook-id", id},
                       {"webhook-timestamp", "1614265330"},
                       {"webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="}};
    auto const now = from_millis(1614265330000);
    WebhookStandIn webhook{key};
    CHECK(webhook.answer(request, now + 4min)->status == 204);
    CHECK(webhook.answer(request, now)->status == 204);
    CHECK_FALSE(webhook.deliveries()[0].known);
    CHECK(webhook.deliveries()[1].known);
    CHECK(webhook.answer(request, now + 6min)->status == 401);
    request.body += " ";
    CHECK(webhook.answer(request, now)->status == 401);
    CHECK(webhook.forged() == 2);
}
