// Each platform in English: what stands around an incident's own words.
#include "support/printing.hpp"

#include "core/text.hpp"
#include "notify/bulletin.hpp"
#include "notify/channels.hpp"
#include "notify/mail.hpp"
#include "notify/platform.hpp"

#include <catch2/catch.hpp>

#include <array>

using namespace rw;
using namespace rw::notify;

namespace {

TimePoint const noon = TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 11 / 26}} + 4h;

Bulletin bulletin(std::size_t count, Language language = Language::english) {
    Bulletin one;
    one.language = language;
    one.public_url = "https://watch.example.com";
    one.now = noon;
    for (std::size_t i = 0; i < count; ++i) {
        alert::Incident incident;
        incident.id = alert::incident_id(AccountId{"yunzhi"}, std::to_string(i), noon);
        incident.account = AccountId{"yunzhi"};
        incident.level = i == 0 ? care::Level::red : care::Level::orange;
        incident.title = "[ORANGE · complaint late] @x***y has waited 1 h 12 min (limit 1 h)";
        incident.quote = "my refund is five days late";
        incident.about = "complaint · 2 messages";
        incident.advice = "One public line with a time";
        incident.url = "https://weibo.com/1/abc";
        incident.conversations = {ConversationId{"4D96XNC584DMG"}};
        one.incidents.push_back(incident);
        alert::Notice notice;
        notice.id = NoticeId{std::to_string(i)};
        notice.incident = incident.id;
        one.notices.push_back(notice);
        one.ack_links.push_back("https://watch.example.com/a/x.y");
    }
    return one;
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != text.npos;
}

std::string body_of(Result<Platform> (*complete)(Platform), std::string const& url, Bulletin const& one) {
    Platform platform;
    platform.where = *net::parse_url(url);
    platform.secret = Secret{std::string(32, 'r')};
    auto const done = complete(std::move(platform));
    REQUIRE(done);
    return done->render(*done, one).body;
}

}  // namespace

TEST_CASE("in English one incident is told in this form", "[notify][language]") {
    CHECK(words(bulletin(1), {}) ==
          "[ORANGE · complaint late] @x***y has waited 1 h 12 min (limit 1 h)\n"
          "Words: “my refund is five days late”\n"
          "Why: complaint · 2 messages\n"
          "Do first: One public line with a time\n"
          "Claim: replywatch claim 4D96XNC584DMG  Acknowledge: https://watch.example.com/a/x.y\n"
          "Post: https://weibo.com/1/abc\n"
          "Dashboard: https://watch.example.com");
}

TEST_CASE("in English many are counted, with the right number", "[notify][language]") {
    CHECK(headline(bulletin(3)) == "[TOGETHER] 3 incidents: 1 red, 2 orange");
    auto digest = bulletin(3);
    digest.digest = true;
    CHECK(headline(digest) == "[DIGEST] 3 incidents have piled up: 1 red, 2 orange");
    auto backlog = bulletin(2);
    for (auto& incident : backlog.incidents)
        incident.observed = false;
    CHECK(headline(backlog) ==
          "[BACKLOG] 2 incidents fell due while we could not see, perhaps answered since: 1 red, 1 orange");
    auto const text = words(bulletin(300), {false, true, 2048});
    CHECK(text.size() <= 2048);
    CHECK(contains(text, " more, see the dashboard"));
}

TEST_CASE("buttons and links are called in the bulletin's language", "[notify][language]") {
    struct Row {
        Result<Platform> (*complete)(Platform);
        std::string url;
        std::vector<std::string> chinese;
        std::vector<std::string> english;
    };
    for (auto const& row : {
             Row{feishu,
                 "https://open.feishu.cn/open-apis/bot/v2/hook/x",
                 {"我来处理", "看原帖", "看板"},
                 {"I take it on", "See the post", "Dashboard"}},
             Row{slack, "https://hooks.slack.com/services/x", {"我来处理"}, {"I take it on"}},
             Row{dingtalk,
                 "https://oapi.dingtalk.com/robot/send?access_token=x",
                 {"[我来处理]("},
                 {"[I take it on]("}},
             Row{wecom,
                 "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x",
                 {"[我来处理]("},
                 {"[I take it on]("}},
             Row{pagerduty,
                 "https://events.pagerduty.com/v2/enqueue",
                 {"我来处理", "原帖"},
                 {"I take it on", "Post"}},
         }) {
        CAPTURE(row.url);
        auto const chinese = body_of(row.complete, row.url, bulletin(1, Language::chinese));
        auto const english = body_of(row.complete, row.url, bulletin(1));
        for (auto const& label : row.chinese) {
            CHECK(contains(chinese, label));
            CHECK_FALSE(contains(english, label));
        }
        for (auto const& label : row.english) {
            CHECK(contains(english, label));
            CHECK_FALSE(contains(chinese, label));
        }
    }
}

TEST_CASE("a mail says in which language it is", "[notify][language]") {
    Envelope const envelope{{"", "care@example.com"}, {"li@example.com"}};
    auto const html_of = [&](Bulletin const& one) {
        auto const mail = render_mail(envelope, one);
        auto const begin = mail.find("base64", mail.find("text/html")) + 10;
        std::string body;
        for (char const c : mail.substr(begin, mail.find("--rw-", begin) - begin)) {
            if (c != '\r' && c != '\n') body += c;
        }
        return from_base64(body).value();
    };
    auto const english = html_of(bulletin(1));
    CHECK(contains(english, "<html lang=\"en\">"));
    CHECK(contains(english, ">I take it on</a>"));
    auto const chinese = html_of(bulletin(1, Language::chinese));
    CHECK(contains(chinese, "<html lang=\"zh-CN\">"));
    CHECK(contains(chinese, ">我来处理</a>"));
}
