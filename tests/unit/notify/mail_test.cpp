// Mail as it goes over the wire, and the talk with the server.
#include "support/printing.hpp"

#include "core/text.hpp"
#include "notify/channels.hpp"
#include "notify/smtp.hpp"
#include "support/manual_clock.hpp"
#include "support/memory_stream.hpp"

#include "net/loop.hpp"

#include <catch2/catch.hpp>

#include <sstream>

using namespace rw;
using namespace rw::notify;
using test::Script;
using test::ScriptedDialer;
using How = alert::Taken::How;

namespace {

TimePoint const noon = TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 11 / 26}} + 4h;

Bulletin bulletin(alert::News news = alert::News::opened) {
    Bulletin one;
    one.now = noon;
    alert::Incident incident;
    incident.id = IncidentId{"INC1"};
    incident.level = care::Level::red;
    incident.title =
        "【红色·投诉超时】@小***鱼\r\nBcc: all@example.com 等了 1小时12分（上限60分），请值班同事尽快处理";
    incident.quote = ".\r\n.退款<script>";
    one.incidents.push_back(incident);
    alert::Notice notice;
    notice.id = NoticeId{"N7"};
    notice.incident = incident.id;
    notice.news = news;
    one.notices.push_back(notice);
    one.ack_links.push_back("https://watch.example.com/a/x");
    return one;
}

Envelope const envelope{{"云栖客服", "care@example.com"}, {"li@example.com", "wang@example.com"}};

std::vector<std::string> lines_of(std::string const& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        auto const end = text.find("\r\n", at);
        lines.push_back(text.substr(at, end - at));
        if (end == text.npos) break;
        at = end + 2;
    }
    return lines;
}

/// A server that takes what it is told; `refuses` gives other answers to lines that begin so.
struct Server {
    std::map<std::string, std::string> refuses{};
    std::string offers = "250-mail.example.com\r\n250-AUTH PLAIN LOGIN CRAM-MD5\r\n250 SIZE 1000000\r\n";
    bool hangs_up_after_mail = false;
    bool in_mail = false;

    std::string operator()(std::string_view said) {
        for (auto const& [begin, answer] : refuses) {
            if (said.starts_with(begin)) return answer;
        }
        if (in_mail) {
            if (!said.ends_with("\r\n.\r\n")) return "";
            in_mail = false;
            return hangs_up_after_mail ? "" : "250 2.0.0 queued\r\n";
        }
        if (said.starts_with("EHLO")) return offers;
        if (said.starts_with("AUTH PLAIN")) return "235 ok\r\n";
        if (said.starts_with("DATA")) return in_mail = true, "354 go on\r\n";
        if (said.starts_with("QUIT")) return "221 bye\r\n";
        return "250 ok\r\n";
    }
};

struct Posting {
    alert::Taken taken;
    std::vector<std::string> left;
    std::string written;
};
Posting post(Server server, std::string user = "") {
    test::ManualClock clock;
    Script script;
    script.says = "220 mail.example.com ESMTP\r\n";
    script.answers = std::move(server);
    ScriptedDialer dialer{clock, {script}};
    net::Loop loop;
    MailServer where;
    where.where = {"127.0.0.1", 25, false, false};
    where.must_encrypt = false;
    where.user = std::move(user);
    where.password = Secret{"geheim"};
    auto const posted =
        loop.run_until_done(post_mail(dialer, where, envelope, render_mail(envelope, bulletin())));
    return {posted.taken, posted.left, dialer.records.empty() ? "" : dialer.records.front()->written};
}

}  // namespace

TEST_CASE("addresses with a name and without", "[notify][mail]") {
    CHECK(parse_mail_address("a@b.cn")->address == "a@b.cn");
    CHECK(parse_mail_address("云栖 <a@b.cn>")->name == "云栖");
    CHECK(parse_mail_address("\"Li, Lei\" <a@b.cn>")->name == "Li, Lei");
    for (auto const* wrong : {"", "a", "@b", "a@", "<a@b> x", "a b@c", "a@b\r\nBcc: c@d"})
        CHECK_FALSE(parse_mail_address(wrong));
}

TEST_CASE("a Chinese subject is encoded in whole characters, folded, and ends no header",
          "[notify][mail][delivery 4.8]") {
    auto const mail = render_mail(envelope, bulletin());
    auto const lines = lines_of(mail);
    for (auto const& line : lines)
        CHECK(line.size() <= 78);
    CHECK(mail.find("\r\nBcc:") == mail.npos);
    CHECK(mail.find("From: =?UTF-8?B?5LqR5qCW5a6i5pyN?= <care@example.com>\r\n") != mail.npos);
    std::string subject;
    bool in_subject = false;
    for (auto const& line : lines) {
        if (line.starts_with("Subject: ")) in_subject = true;
        if (in_subject && !line.starts_with("Subject: ") && !line.starts_with(' ')) break;
        if (!in_subject) continue;
        auto const word = line.substr(line.find("=?"));
        REQUIRE(word.starts_with("=?UTF-8?B?"));
        REQUIRE(word.ends_with("?="));
        CHECK(word.size() <= 75);
        auto const part = from_base64(word.substr(10, word.size() - 12));
        REQUIRE(part);
        CHECK(is_utf8(*part));
        subject += *part;
    }
    CHECK(subject.starts_with("【红色·投诉超时】@小***鱼"));
    CHECK(subject.ends_with("请值班同事尽快处理"));
    CHECK(encode_header("plain words") == "plain words");
}

TEST_CASE("the first mail of an incident is the root of its thread, the same id each time",
          "[notify][mail]") {
    auto const first = render_mail(envelope, bulletin());
    CHECK(first.find("Message-ID: <incident-INC1@example.com>\r\n") != first.npos);
    CHECK(first == render_mail(envelope, bulletin()));
    auto const later = render_mail(envelope, bulletin(alert::News::resolved));
    CHECK(later.find("Message-ID: <N7@example.com>\r\n") != later.npos);
    CHECK(later.find("References: <incident-INC1@example.com>\r\n") != later.npos);
    CHECK(first.find("Auto-Submitted: auto-generated\r\n") != first.npos);
}

TEST_CASE("the server takes the mail, whose lonely points are doubled", "[notify][mail]") {
    auto const posted = post({}, "care");
    CHECK(posted.taken.how == How::accepted);
    CHECK(posted.left.empty());
    CHECK(posted.written.find("AUTH PLAIN AGNhcmUAZ2VoZWlt\r\n") != posted.written.npos);
    CHECK(posted.written.find("RCPT TO:<wang@example.com>\r\n") != posted.written.npos);
    CHECK(posted.written.ends_with("\r\n.\r\nQUIT\r\n"));
}

TEST_CASE("one dead address does not starve the others", "[notify][mail][delivery 4.8]") {
    Server gone;
    gone.refuses["RCPT TO:<li@"] = "550 5.1.1 no such user\r\n";
    auto const posted = post(gone);
    CHECK(posted.taken.how == How::accepted);
    CHECK(posted.left.empty());
    CHECK(posted.taken.detail.find("l…@example.com 550") != std::string::npos);
    Server later;
    later.refuses["RCPT TO:<li@"] = "451 4.7.1 greylisted\r\n";
    CHECK(post(later).left == std::vector<std::string>{"li@example.com"});
    Server nobody;
    nobody.refuses["RCPT TO:"] = "550 no\r\n";
    CHECK(post(nobody).taken.how == How::refused);
    nobody.refuses["RCPT TO:"] = "450 later\r\n";
    CHECK(post(nobody).taken.how == How::retry);
}

TEST_CASE("what the server says at each stage has its meaning", "[notify][mail][delivery 4.8]") {
    struct Row {
        char const* stage;
        char const* answer;
        How how;
    };
    for (auto const& row :
         {Row{"EHLO", "421 too busy\r\n", How::retry},
          Row{"AUTH", "535 5.7.8 bad credentials\r\n", How::misconfigured},
          Row{"AUTH", "454 later\r\n", How::retry},
          Row{"MAIL", "530 authenticate first\r\n", How::misconfigured},
          Row{"MAIL", "550 sender refused\r\n", How::refused}, Row{"DATA", "452 no room\r\n", How::retry},
          Row{"DATA", "554 5.7.1 spam\r\n", How::too_long}, Row{"DATA", "rubbish\r\n", How::retry}}) {
        CAPTURE(row.stage, row.answer);
        Server server;
        server.refuses[row.stage] = row.answer;
        auto const posted = post(server, "care");
        CHECK(posted.taken.how == row.how);
        CHECK(posted.taken.detail.find("geheim") == std::string::npos);
        CHECK(posted.taken.detail.find("Z2VoZWlt") == std::string::npos);
    }
    Server silent;
    silent.hangs_up_after_mail = true;
    CHECK(post(silent).taken.how == How::ambiguous);  // it may have been queued
    Server old;
    old.offers = "250 mail.example.com\r\n";
    CHECK(post(old, "care").taken.how == How::misconfigured);
}

TEST_CASE("without TLS no password leaves for a server elsewhere", "[notify][mail]") {
    test::ManualClock clock;
    Script script;
    script.says = "220 mail.example.com ESMTP\r\n";
    script.answers = Server{};
    ScriptedDialer dialer{clock, {script}};
    net::Loop loop;
    MailServer where;
    where.where = {"mail.example.com", 587, false, false};
    where.user = "care";
    where.password = Secret{"geheim"};
    auto const posted = loop.run_until_done(post_mail(dialer, where, envelope, "x"));
    CHECK(posted.taken.how == How::misconfigured);
    CHECK(dialer.records.front()->written.find("AUTH") == std::string::npos);
}
