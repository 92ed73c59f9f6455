#include "notify/channels.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::notify;
using How = alert::Taken::How;

namespace {

TimePoint const noon = TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 10 / 21}} + 7h + 27min;

net::Response answer(int status, std::string body, net::Headers headers = {}) {
    return {status, std::move(headers), std::move(body)};
}

}  // namespace

TEST_CASE("DingTalk's signature", "[notify][delivery 4.1]") {
    auto const sign = dingtalk_sign("SEC0123456789abcdef", 1'700'000'000'000);
    CHECK(sign == "TSZbRFUuvaSQaRKUpF970OPCb2/LcQAP3wOvwZIzBZk=");
    CHECK(net::percent_encode(sign) == "TSZbRFUuvaSQaRKUpF970OPCb2%2FLcQAP3wOvwZIzBZk%3D");
}

TEST_CASE("the signature of Standard Webhooks", "[notify][delivery 4.7]") {
    auto const secret = from_base64("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    REQUIRE(secret);
    CHECK(webhook_signature(*secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1'614'265'330,
                            R"({"test": 2432232314})") == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST_CASE("DingTalk is understood by its code, and HTTP 200 alone is nothing", "[notify][delivery 4.1]") {
    struct Row {
        int status;
        std::string_view body;
        How how;
    };
    static constexpr Row rows[] = {
        {200, R"({"errcode":0,"errmsg":"ok"})", How::accepted},
        {200, R"({"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"})",
         How::rate_limited},
        {200, R"({"status":1111,"wait":5,"source":"x5","punish":"deny","errcode":130101,"errmsg":"x"})",
         How::rate_limited},
        {200, R"({"errcode":310000,"errmsg":"keywords not in content"})", How::misconfigured},
        {200, R"({"errcode":310000,"errmsg":"sign not match"})", How::misconfigured},
        {200, R"({"errcode":460101,"errmsg":"message too long"})", How::too_long},
        {200, R"({"errcode":101002,"errmsg":"message is too long"})", How::too_long},
        {200, R"({"errcode":-1,"errmsg":"busy"})", How::retry},
        {200, R"({"errcode":88,"errmsg":"x"})", How::rate_limited},
        {200, R"({"errcode":40035,"errmsg":"x"})", How::refused},
        {200, R"({"errcode":400102,"errmsg":"x"})", How::misconfigured},
        {200, R"({"errcode":400106,"errmsg":"x"})", How::misconfigured},
        {200, R"({"errcode":430104,"errmsg":"unsuitable content"})", How::too_long},
        {200, R"({"errcode":999999,"errmsg":"new"})", How::retry},
        {200, "ok", How::retry},
        {200, "{}", How::retry},
        {200, "", How::retry},
        {302, "", How::retry},
        {502, "<html>", How::retry},
    };
    for (auto const& row : rows) {
        CAPTURE(row.status, row.body);
        CHECK(read_dingtalk(answer(row.status, std::string{row.body}), noon).how == row.how);
    }
    CHECK(read_dingtalk(answer(200, R"({"errcode":130101,"errmsg":"x"})"), noon).wait == Span{10min});
}

TEST_CASE("every status of a webhook has its meaning", "[notify][delivery 4.7]") {
    for (int status = 200; status < 600; ++status) {
        CAPTURE(status);
        auto const how = read_webhook(answer(status, ""), noon).how;
        auto wanted = How::refused;
        if (status < 300)
            wanted = How::accepted;
        else if (status < 400 || status == 401 || status == 403 || status == 404 || status == 410)
            wanted = How::misconfigured;
        else if (status == 408 || status == 429 || status >= 500)
            wanted = How::retry;
        CHECK(how == wanted);
    }
}

TEST_CASE("Retry-After in seconds or as a date, within a day", "[notify]") {
    struct Row {
        std::string value;
        std::optional<Span> wait;
    };
    Row const rows[] = {
        {"120", Span{120s}},
        {"0", Span{0}},
        {"Wed, 21 Oct 2026 07:28:00 GMT", Span{1min}},
        {"Wed, 21 Oct 2020 07:28:00 GMT", Span{0}},
        {"999999999", Span{24h}},
        {"soon", {}},
        {"", {}},
        {"-5", Span{0}},
    };
    for (auto const& row : rows) {
        CAPTURE(row.value);
        CHECK(retry_after(answer(503, "", {{"retry-after", row.value}}), noon) == row.wait);
    }
    CHECK_FALSE(retry_after(answer(503, ""), noon));
}

TEST_CASE("an answer that was lost may have arrived; what was never sent did not", "[notify]") {
    CHECK(taken_of({Fault::unknown_outcome, "x"}).how == How::ambiguous);
    CHECK(taken_of({Fault::unreachable, "x"}).how == How::retry);
    CHECK(taken_of({Fault::refused, "certificate"}).how == How::retry);
}
