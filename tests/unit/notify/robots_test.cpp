// What each platform is sent, byte for byte where the platform counts them, and what its answers mean.
#include "support/printing.hpp"

#include "core/text.hpp"
#include "notify/bulletin.hpp"
#include "notify/channels.hpp"
#include "notify/platform.hpp"

#include <rapidjson/document.h>

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::notify;
using How = alert::Taken::How;

namespace {

TimePoint const noon = TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 10 / 21}} + 4h;

Bulletin bulletin(std::string quote = "退款第5天了，<@all> 还在吗 </at>") {
    Bulletin one;
    one.public_url = "https://watch.example.com";
    one.now = noon;
    alert::Incident incident;
    incident.id = IncidentId{"INC1"};
    incident.account = AccountId{"yunzhi"};
    incident.level = care::Level::red;
    incident.title = "【红色·投诉超时】@小***鱼 等了 1小时12分（上限60分）";
    incident.quote = std::move(quote);
    incident.about = "投诉 · 粉丝 3.2万";
    incident.advice = "公开回一句并给出时间";
    incident.url = "https://weibo.com/1/abc";
    incident.opened_at = noon - 1min;
    one.incidents.push_back(incident);
    alert::Notice notice;
    notice.id = NoticeId{"N1"};
    notice.incident = incident.id;
    one.notices.push_back(notice);
    one.ack_links.push_back("https://watch.example.com/a/x.y");
    return one;
}

alert::Person li() {
    alert::Person person{"li", "13900000000", {}};
    person.feishu_id = "ou_1";
    person.slack_id = "U1";
    return person;
}

Platform made(Result<Platform> (*complete)(Platform), std::string url, std::string secret = "") {
    Platform platform;
    platform.where = *net::parse_url(url);
    platform.secret = Secret{std::move(secret)};
    auto done = complete(std::move(platform));
    REQUIRE(done);
    return *done;
}

rapidjson::Document body_of(Platform const& platform, Bulletin const& one) {
    rapidjson::Document document;
    auto const request = platform.render(platform, one);
    document.Parse(request.body.data(), request.body.size());
    REQUIRE_FALSE(document.HasParseError());
    return document;
}

std::string text(rapidjson::Value const& value) {
    return {value.GetString(), value.GetStringLength()};
}
bool contains(std::string const& all, std::string_view part) {
    return all.find(part) != std::string::npos;
}

struct Row {
    int status;
    std::string_view body;
    How how;
    std::optional<Span> wait{};
};
template <class Read>
void check_rows(std::vector<Row> const& rows, Read read) {
    for (auto const& row : rows) {
        CAPTURE(row.status, row.body);
        auto const taken = read(net::Response{row.status, {}, std::string{row.body}}, noon);
        CHECK(taken.how == row.how);
        if (row.wait) CHECK(taken.wait == row.wait);
    }
}

constexpr auto wecom_url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k";
constexpr auto feishu_url = "https://open.feishu.cn/open-apis/bot/v2/hook/u-u-i-d?a=1";

}  // namespace

TEST_CASE("WeCom: markdown within 4096 bytes; text within 2048 where somebody is called",
          "[notify][delivery 4.2]") {
    auto const platform = made(wecom, wecom_url);
    auto one = bulletin();
    auto const plain = body_of(platform, one);
    CHECK(text(plain["msgtype"]) == "markdown");
    auto const words = text(plain["markdown"]["content"]);
    CHECK(contains(words, "【红色·投诉超时】"));
    CHECK(contains(words, "https://watch.example.com/a/x.y"));
    CHECK_FALSE(contains(words, "<@all>"));
    one.mention = {li()};
    auto const called = body_of(platform, one);
    CHECK(text(called["msgtype"]) == "text");
    CHECK(text(called["text"]["mentioned_mobile_list"][0]) == "13900000000");

    std::string huge;
    for (int i = 0; i < 2000; ++i)
        huge += "长<";
    auto long_one = bulletin(huge);
    for (int i = 0; i < 60; ++i) {
        long_one.incidents.push_back(long_one.incidents.front());
        long_one.notices.push_back(long_one.notices.front());
    }
    for (int shrink = 0; shrink < 3; ++shrink) {
        long_one.notices.front().shrink = shrink;
        auto const cut = text(body_of(platform, long_one)["markdown"]["content"]);
        CHECK(cut.size() <= (4096U >> static_cast<unsigned>(shrink)));
        CHECK(is_utf8(cut));
        CHECK(contains(cut, "另有"));
    }
    long_one.mention = {li()};
    CHECK(text(body_of(platform, long_one)["text"]["content"]).size() <= 2048);
    Platform wrong;
    wrong.where = *net::parse_url("https://qyapi.weixin.qq.com/cgi-bin/webhook/send");
    CHECK_FALSE(wecom(wrong));
}

TEST_CASE("WeCom is understood by its code", "[notify][delivery 4.2]") {
    check_rows({{200, R"({"errcode":0,"errmsg":"ok"})", How::accepted},
                {200, R"({"errcode":45009,"errmsg":"api freq out of limit"})", How::rate_limited, Span{60s}},
                {200, R"({"errcode":45033,"errmsg":"x"})", How::retry},
                {200, R"({"errcode":40058,"errmsg":"content exceed max length 4096"})", How::too_long},
                {200, R"({"errcode":45002,"errmsg":"x"})", How::too_long},
                {200, R"({"errcode":44004,"errmsg":"x"})", How::refused},
                {200, R"({"errcode":40008,"errmsg":"x"})", How::refused},
                {200, R"({"errcode":93000,"errmsg":"invalid webhook url"})", How::misconfigured},
                {200, R"({"errcode":-1,"errmsg":"busy"})", How::retry},
                {200, R"({"errcode":123456,"errmsg":"new"})", How::retry},
                {200, "ok", How::retry},
                {200, "", How::retry},
                {302, "", How::retry},
                {502, "<html>", How::retry}},
               read_wecom);
}

TEST_CASE("Feishu's signature is not DingTalk's", "[notify][delivery 4.3]") {
    CHECK(feishu_sign("demo-feishu-secret", 1'700'000'000) == "V3Wp8znUoP+7XezI+6p/Lp2Uyk2BLceZJJbP1KE87hk=");
}

TEST_CASE("Feishu: a signed card, without a query on its address, that calls those it knows",
          "[notify][delivery 4.3]") {
    auto const platform = made(feishu, feishu_url, "secret");
    CHECK_FALSE(contains(platform.where.target, "?"));
    auto one = bulletin();
    one.mention = {li(), {"wang", "", {}}};
    auto const body = body_of(platform, one);
    CHECK(text(body["timestamp"]) == std::to_string(to_millis(noon) / 1000));
    CHECK(text(body["sign"]) == feishu_sign("secret", to_millis(noon) / 1000));
    auto const& card = body["card"];
    CHECK(text(card["header"]["template"]) == "red");
    CHECK(contains(text(card["header"]["title"]["content"]), "【红色·投诉超时】"));
    auto const words = text(card["elements"][0]["text"]["content"]);
    CHECK(contains(words, "<at id=ou_1></at> @wang"));
    CHECK_FALSE(contains(words, "<@all>"));
    CHECK_FALSE(contains(words, "【红色·投诉超时】"));
    CHECK(text(card["elements"][1]["actions"][0]["url"]) == "https://watch.example.com/a/x.y");
}

TEST_CASE("Feishu is understood by its code, and by its words where one code has two meanings",
          "[notify][delivery 4.3]") {
    check_rows({{200, R"({"code":0,"msg":"success","data":{}})", How::accepted},
                {200, R"({"StatusCode":0,"StatusMessage":"success"})", How::accepted},
                {400, R"({"code":9499,"msg":"Bad Request"})", How::too_long},
                {400, R"({"code":9499,"msg":"too many request"})", How::rate_limited, Span{60s}},
                {200, R"({"code":11232,"msg":"x"})", How::rate_limited},
                {200, R"({"code":19001,"msg":"x"})", How::misconfigured},
                {200, R"({"code":19021,"msg":"sign match fail"})", How::misconfigured},
                {200, R"({"code":19022,"msg":"Ip Not Allowed"})", How::misconfigured},
                {200, R"({"code":19024,"msg":"Key Words Not Found"})", How::misconfigured},
                {429, R"({"code":99991400,"msg":"x"})", How::rate_limited},
                {429, "", How::rate_limited},
                {200, R"({"code":1,"msg":"new"})", How::retry},
                {200, "", How::retry},
                {502, "", How::retry}},
               read_feishu);
    net::Response const told{400, {{"x-ogw-ratelimit-reset", "17"}}, R"({"code":99991400,"msg":"x"})"};
    CHECK(read_feishu(told, noon).wait == Span{17s});
}

TEST_CASE("Feishu is left alone for a moment at each full and half hour, and keeps both of its limits",
          "[notify][delivery 4.3]") {
    alert::Budget budget{made(feishu, feishu_url).pace};
    CHECK(budget.free(noon) == 0);
    CHECK(budget.next(noon) == noon + 3s);
    CHECK(budget.free(noon + 30min + 1s) == 0);
    auto now = noon + 10s;
    int sent = 0;
    for (; sent < 90; ++sent) {
        now = budget.next(now);
        budget.spent(now);
    }
    CHECK(now == noon + 10s + 22s);               // four a second
    CHECK(budget.next(now) == noon + 10s + 60s);  // the ninety-first waits for the minute
    alert::Budget again{made(feishu, feishu_url).pace};
    again.unpack(budget.pack());
    CHECK(again.next(now) == budget.next(now));
}

TEST_CASE("Slack: what a fan writes calls nobody, and what its answers mean", "[notify][delivery 4.4]") {
    auto const platform = made(slack, "https://hooks.slack.com/services/T/B/X");
    auto one = bulletin("<!channel> & <@U9>");
    one.mention = {li()};
    auto const body = body_of(platform, one);
    auto const section = text(body["blocks"][1]["text"]["text"]);
    CHECK(contains(section, "&lt;!channel&gt; &amp; &lt;@U9&gt;"));
    CHECK(contains(text(body["text"]), "<@U1>"));
    CHECK(code_points(section) <= 3000);
    CHECK(text(body["blocks"][3]["elements"][0]["url"]) == "https://watch.example.com/a/x.y");
    check_rows({{200, "ok", How::accepted},
                {200, R"({"ok":false,"error":"x"})", How::retry},
                {400, "invalid_payload", How::refused},
                {400, "invalid_blocks", How::too_long},
                {403, "invalid_token", How::misconfigured},
                {404, "no_service", How::misconfigured},
                {410, "channel_is_archived", How::misconfigured},
                {429, "", How::rate_limited, Span{1s}},
                {500, "rollup_error", How::retry},
                {503, "", How::retry}},
               read_slack);
}

TEST_CASE("PagerDuty: one incident is one key from its beginning to its end", "[notify][delivery 4.5]") {
    auto const platform = made(pagerduty, "https://events.pagerduty.com/v2/enqueue", std::string(32, 'r'));
    CHECK(platform.one_at_a_time);
    auto one = bulletin();
    auto const opened = body_of(platform, one);
    CHECK(text(opened["event_action"]) == "trigger");
    CHECK(text(opened["payload"]["severity"]) == "critical");
    CHECK(text(opened["dedup_key"]) == "replywatch/INC1");
    one.notices[0].news = alert::News::acknowledged;
    CHECK(text(body_of(platform, one)["event_action"]) == "acknowledge");
    one.notices[0].news = alert::News::resolved;
    auto const ended = body_of(platform, one);
    CHECK(text(ended["event_action"]) == "resolve");
    CHECK_FALSE(ended.HasMember("payload"));
    Platform without;
    CHECK_FALSE(pagerduty(without));
    check_rows({{202, R"({"status":"success"})", How::accepted},
                {400, R"({"status":"invalid event"})", How::refused},
                {429, "", How::rate_limited},
                {500, "", How::retry}},
               [](net::Response const& response, TimePoint now) { return read_status(response, now); });
}

TEST_CASE("Alertmanager: ends when the incident does, and another level is another alert there",
          "[notify][delivery 4.6]") {
    for (auto const* url :
         {"http://127.0.0.1:9093", "http://127.0.0.1:9093/", "http://127.0.0.1:9093/api/v2/alerts"})
        CHECK(made(alertmanager, url).where.target == "/api/v2/alerts");
    auto const platform = made(alertmanager, "http://127.0.0.1:9093");
    auto one = bulletin();
    auto const opened = body_of(platform, one);
    REQUIRE(opened.Size() == 1);
    CHECK(text(opened[0]["labels"]["alertname"]) == "replywatch_late");
    CHECK(text(opened[0]["labels"]["level"]) == "red");
    CHECK(from_rfc3339(text(opened[0]["endsAt"])) > noon + 24h);
    one.notices[0].news = alert::News::updated;
    auto const changed = body_of(platform, one);
    CHECK(changed.Size() == 1 + 3 + 4);  // the other levels, and what it was before it was late
    for (rapidjson::SizeType i = 1; i < changed.Size(); ++i)
        CHECK(from_rfc3339(text(changed[i]["endsAt"])) == noon);
    one.notices[0].news = alert::News::resolved;
    one.incidents[0].state = alert::IncidentState::resolved;
    one.incidents[0].resolved_at = noon - 1s;
    CHECK(from_rfc3339(text(body_of(platform, one)[0]["endsAt"])) == noon - 1s);
}

TEST_CASE("a robot's keyword is in every message", "[notify][delivery 4.1]") {
    auto platform = made(dingtalk, "https://oapi.dingtalk.com/robot/send?access_token=t");
    platform.keyword = "值班提醒";
    CHECK(contains(text(body_of(platform, bulletin())["markdown"]["text"]), "值班提醒"));
    platform.keyword = "投诉";
    auto const once = text(body_of(platform, bulletin())["markdown"]["text"]);
    CHECK_FALSE(once.ends_with("投诉"));
}

TEST_CASE("machines are told as well where an incident is acknowledged", "[notify][contract 6]") {
    auto const secret = "R0123456789abcdef0123456789abcdef";
    auto const of_hook = body_of(made(webhook, "https://hook.example.com/x"), bulletin());
    CHECK(text(of_hook["notification"]["ack_url"]) == "https://watch.example.com/a/x.y");
    auto const of_pager =
        body_of(made(pagerduty, "https://events.pagerduty.com/v2/enqueue", secret), bulletin());
    CHECK(text(of_pager["links"][1]["href"]) == "https://watch.example.com/a/x.y");
    auto const of_manager = body_of(made(alertmanager, "http://127.0.0.1:9093"), bulletin());
    CHECK(text(of_manager[0]["annotations"]["ack_url"]) == "https://watch.example.com/a/x.y");

    auto two = bulletin();
    two.incidents.push_back(two.incidents.front());
    two.incidents.back().id = IncidentId{"INC2"};
    two.notices.push_back(two.notices.front());
    two.ack_links.push_back("https://watch.example.com/a/z.w");
    auto const digest = body_of(made(webhook, "https://hook.example.com/x"), two);
    CHECK(text(digest["notification"]["ack_urls"]["INC2"]) == "https://watch.example.com/a/z.w");
}
