#include "notify/bulletin.hpp"
#include "core/text.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::notify;

namespace {

Bulletin bulletin(std::size_t count, alert::News news = alert::News::opened) {
    Bulletin one;
    one.public_url = "https://watch.example.com";
    for (std::size_t i = 0; i < count; ++i) {
        alert::Incident incident;
        incident.id = alert::incident_id(AccountId{"a"}, std::to_string(i), {});
        incident.level = i % 3 == 0 ? care::Level::red : care::Level::orange;
        incident.title =
            "【橙色·投诉超时】@小***鱼 等了 1小时12分（上限60分），第" + std::to_string(i) + "条";
        incident.quote = "退款第5天了，客服让我等，@品牌 还在吗";
        incident.about = "投诉 · 第2次催 · 粉丝 3.2万";
        incident.advice = "公开回一句并给出时间，再私信要订单号；别用模板";
        incident.url = "https://weibo.com/1/abc";
        incident.conversations = {ConversationId{"4D96XNC584DMG"}};
        one.incidents.push_back(incident);
        alert::Notice notice;
        notice.id = NoticeId{std::to_string(i)};
        notice.news = news;
        one.notices.push_back(notice);
    }
    return one;
}

bool contains(std::string const& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("one incident is told in full, the first line first", "[notify][domain 6.2]") {
    auto const text = words(bulletin(1), {});
    CHECK(text.starts_with("【橙色·投诉超时】@小***鱼 等了 1小时12分"));
    for (auto const* part : {"原话：“退款第5天了", "为什么提醒：投诉", "建议先做：公开回一句",
                             "认领：replywatch claim 4D96XNC584DMG", "确认：replywatch ack ",
                             "https://weibo.com/1/abc", "https://watch.example.com"}) {
        CAPTURE(part);
        CHECK(contains(text, part));
    }
}

TEST_CASE("a text never passes its limit and never breaks a character", "[notify]") {
    for (std::size_t count : {1U, 2U, 7U, 300U}) {
        for (std::size_t limit : {60U, 200U, 500U, 2048U, 20'000U}) {
            for (bool markdown : {false, true}) {
                CAPTURE(count, limit, markdown);
                auto const text = words(bulletin(count), {markdown, true, limit});
                CHECK(text.size() <= limit);
                CHECK(is_utf8(text));
            }
        }
    }
}

TEST_CASE("of many incidents each is named or counted, reds first", "[notify]") {
    auto const text = words(bulletin(300), {false, true, 4096});
    CHECK(text.starts_with("【合并提醒】300 条：红色 100 条，橙色 200 条"));
    std::size_t named = 0;
    for (std::size_t i = 0; i < 300; ++i)
        named += contains(text, "第" + std::to_string(i) + "条　") ? 1U : 0U;
    CHECK(named > 10);
    CHECK(contains(text, "另有 " + std::to_string(300 - named) + " 条"));
    CHECK(contains(text, "第0条　"));
    CHECK_FALSE(contains(text, "第1条　"));  // orange: the reds fill the page
}

TEST_CASE("of many missteps each is told with its first words, unless words may not be quoted", "[notify]") {
    auto two = bulletin(2);
    for (auto& incident : two.incidents) {
        incident.kind = alert::IncidentKind::misstep;
        incident.quote = "您自己没看清公告吧，别人都看得懂，建议多读书多看报少发脾气";
    }
    CHECK(contains(words(two, {false, true, 4096}), "第0条：“您自己没看清公告吧"));
    CHECK_FALSE(contains(words(two, {false, true, 4096}), "少发脾气"));
    CHECK_FALSE(contains(words(two, {false, false, 4096}), "您自己"));
    CHECK_FALSE(contains(words(bulletin(2), {false, true, 4096}), "退款第5天"));  // its title says it all
}

TEST_CASE("a possible repetition and the end say so", "[notify]") {
    auto repeated = bulletin(1);
    repeated.notices[0].possibly_repeated = true;
    CHECK(contains(words(repeated, {}), "可能重复"));
    CHECK_FALSE(contains(words(bulletin(1), {}), "可能重复"));
    CHECK(words(bulletin(1, alert::News::resolved), {}).starts_with("【已解决】"));
    CHECK(words(bulletin(1, alert::News::repeated), {}).starts_with("【仍未处理】"));
}

TEST_CASE("the fan's words are left out when they may not be quoted, and control characters never pass",
          "[notify]") {
    CHECK_FALSE(contains(words(bulletin(1), {false, false, 2048}), "退款第5天了"));
    auto nasty = bulletin(1);
    nasty.incidents[0].quote = "a\033[31mb\r\nc";
    CHECK(contains(words(nasty, {}), "a [31mb  c"));
}
