#include "care/report.hpp"

#include "care/report_json.hpp"
#include "care/report_text.hpp"
#include "unit/care/made_history.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::care;

namespace {

TimePoint const midnight = beijing("2026-11-26T00:00");
TimePoint const evening = beijing("2026-11-26T18:00");
ReportPolicy const usual;
std::chrono::sys_days const today = LocalTime{}.day(evening);

/// 88 wait on one day, 79 are answered: most after 22 minutes, some after 100.
History the_day() {
    History history;
    for (int i = 0; i < 79; ++i) {
        auto const after = i < 60 ? 22min : 100min;
        history.waits.push_back(answered_wait(i + 1, midnight + 9h + i * 1min, after));
        history.waits.back().ended_by = i % 2 == 0 ? "li" : "小王";
    }
    for (int i = 0; i < 9; ++i)
        history.waits.push_back(
            open_wait(100 + i, midnight + 13h, i == 4 ? Class::complaint : Class::question));
    history.waits.push_back(open_wait(200, midnight - 1min));  // yesterday's
    for (int i = 0; i < 214; ++i)
        history.touches.push_back({Uid{i + 1}, midnight + i * 1min});
    return history;
}

OperatorLine with(std::string name, int replies, int resolved) {
    OperatorLine line;
    line.work.name = std::move(name);
    line.work.replies = replies;
    line.concluded = replies;
    line.resolved = resolved;
    return line;
}

std::string first_line(std::string const& text) {
    return text.substr(0, text.find('\n'));
}

}  // namespace

TEST_CASE("the day in one line", "[care][domain 6.2]") {
    auto const report = daily_report(the_day(), today, evening, usual);
    CHECK(
        first_line(text_of(report, evening, Language::chinese)) ==
        "【每日】2026-11-26 收到 214，需回 88，已回 79（90%），中位 22分钟，90%在 5小时内；没回的 9 条附后");
    CHECK(first_line(text_of(report, evening, Language::english)) ==
          "Daily report 2026-11-26 received 214, to answer 88, answered 79 (90%), median 22 min, 90% within "
          "5 h; "
          "9 unanswered below");
}

TEST_CASE("what is unanswered stands below, most serious first, at its present age", "[care][K27]") {
    auto const report = daily_report(the_day(), today, evening, usual);
    REQUIRE(report.unanswered.size() == 9);
    CHECK(report.unanswered[0].kind == Class::complaint);
    auto const text = text_of(report, evening, Language::chinese);
    CHECK_THAT(text, Catch::Contains("· 投诉，等了 5小时 c104\n"));
    CHECK_THAT(text, Catch::Contains("提问：79/87，中位 22分钟\n"));
    CHECK_THAT(text, !Catch::Contains("c200"));
}

TEST_CASE("what was not counted is not said", "[care][domain 6.2]") {
    auto history = the_day();
    history.touches.clear();
    auto const text = text_of(daily_report(history, today, evening, usual), evening, Language::chinese);
    CHECK_THAT(first_line(text), Catch::StartsWith("【每日】2026-11-26 需回 88"));
    auto const empty = text_of(daily_report({}, today, evening, usual), evening, Language::chinese);
    CHECK(empty == "【每日】2026-11-26 需回 0，已回 0\n");
}

TEST_CASE("a hundred replies that resolved nothing rank below ten of which eight did", "[care][A1]") {
    std::vector operators{with("busy", 100, 0), with("helpful", 10, 8), with("lucky", 1, 1)};
    rank(operators);
    CHECK(operators[0].work.name == "helpful");
    CHECK(operators[1].work.name == "lucky");
    CHECK(operators[2].work.name == "busy");
}

TEST_CASE("rank follows what was resolved in the day's records", "[care][A1]") {
    History history;
    for (int i = 0; i < 110; ++i) {
        bool const busy = i < 100;
        auto wait = answered_wait(i + 1, midnight + 9h, 10min);
        wait.ended_by = busy ? "busy" : "helpful";
        wait.outcome = busy ? "answered" : i < 108 ? "resolved" : "";
        history.answers.push_back(answer_to(i + 1, wait.ended_by, midnight + 9h + 10min));
        history.waits.push_back(std::move(wait));
    }
    auto const period = daily_report(history, today, evening, usual).period;
    REQUIRE(period.operators.size() == 2);
    CHECK(period.operators[0].work.name == "helpful");
    CHECK(period.operators[0].resolved_share() == Approx(0.8));
    CHECK(period.operators[1].work.replies == 100);
    REQUIRE(period.outcomes.size() == 3);
    CHECK(period.outcomes[0].outcome == "answered");
    CHECK(period.outcomes[2].count == 2);
    auto const text = text_of(daily_report(history, today, evening, usual), evening, Language::chinese);
    CHECK_THAT(text, Catch::Contains("结果：answered 100、resolved 8、未标 2\n"));
    CHECK_THAT(text, Catch::Contains("helpful：解决 8/10，回复 10 条，约 "));
}

TEST_CASE("a long list ends with how many more there are", "[care][domain 6.2]") {
    History history;
    for (int i = 0; i < 250; ++i)
        history.waits.push_back(open_wait(i + 1, midnight + 9h));
    auto const report = daily_report(history, today, evening, usual);
    CHECK(report.unanswered.size() == 200);
    auto const text = text_of(report, evening, Language::chinese);
    CHECK_THAT(text, Catch::Contains("没回的 250 条附后"));
    CHECK_THAT(text, Catch::EndsWith("另有 240 条\n"));
    CHECK(text.size() < 2048);
}

namespace {

/// Twelve steady weeks up to W48, in which two days were as good as forgotten.
History the_weeks() {
    History history;
    Lots lots{4};
    LocalTime const local;
    auto const week = local.week(evening);
    for (int day = -77; day < 7; ++day) {
        auto const begin = local.midnight(week.monday + std::chrono::days{day});
        bool const forgotten = day == 2 || day == 3;
        for (int i = 0; i < 12; ++i) {
            auto const fan = (day + 100) * 100 + i;
            bool const answered = !forgotten && lots.unit() < 0.85;
            auto const asked = begin + 9h + i * 30min;
            history.waits.push_back(answered ? answered_wait(fan, asked, 20min) : open_wait(fan, asked));
            if (answered && (day < 0 || i < 3))
                history.answers.push_back(answer_to(fan, "li", asked + 20min));
        }
    }
    return history;
}

}  // namespace

TEST_CASE("the week names the days on which hardly anybody was answered", "[care][B4]") {
    auto const sunday = beijing("2026-11-29T18:00");
    auto const report = weekly_report(the_weeks(), LocalTime{}.week(sunday), sunday, usual);
    REQUIRE(report.steadiness);
    REQUIRE(report.steadiness_before);
    CHECK(report.series.size() == 12);
    CHECK(report.days.size() == 7);
    CHECK(report.steadiness_before->index < 0.1);
    auto const text = text_of(report, Language::chinese);
    CHECK_THAT(text, Catch::Contains("忽冷忽热指数 0."));
    CHECK_THAT(text, Catch::Contains("（上周 0.00）：周三、周四几乎没回\n"));
    CHECK_THAT(text_of(report, Language::english), Catch::Contains("2026-11-25, 2026-11-26 hardly answered"));
}

TEST_CASE("a week without enough talks says how many are missing and whom to listen to", "[care][A3]") {
    auto const sunday = beijing("2026-11-29T18:00");
    auto report = weekly_report(the_weeks(), LocalTime{}.week(sunday), sunday, usual);
    CHECK(report.talked < 20);
    CHECK(report.listen_to.size() == 20);
    auto const missing = std::to_string(20 - report.talked);
    CHECK_THAT(text_of(report, Language::chinese),
               Catch::Contains("本周没聊够 20 位，差 " + missing + " 位，名单附后\n· "));
    report.talked = 20;
    CHECK_THAT(text_of(report, Language::chinese), Catch::EndsWith("本周聊了 20 位，够了\n"));
}

TEST_CASE("a young account gets no index", "[care][B4]") {
    auto const report = weekly_report(the_day(), LocalTime{}.week(evening), evening, usual);
    CHECK_FALSE(report.steadiness);
    CHECK_THAT(text_of(report, Language::chinese), Catch::Contains("记录还不够八周"));
}

TEST_CASE("tables keep to CSV, and no name is a formula", "[care]") {
    std::vector const operators{with("li, \"desk\"", 10, 8), with("=1+1", 1, 0)};
    CHECK(csv_of(operators) ==
          "operator,resolved,concluded,replies,fans,chitchat,off_hours,seconds_estimated\r\n"
          "\"li, \"\"desk\"\"\",8,10,10,0,0,0,0\r\n"
          "'=1+1,0,1,1,0,0,0,0\r\n");
    WeekPoint point;
    point.week = parse_week("2026-W48").value();
    point.asked = point.judged = 10;
    point.answered = 9;
    point.median = 22min;
    CHECK(csv_of(std::vector{point}) ==
          "week,asked,judged,answered,share,median_s,p90_s,warmth,campaign,whole\r\n"
          "2026-W48,10,10,9,0.90,1320,,,0,1\r\n");
}

TEST_CASE("reports are JSON too, and what is unknown is null", "[care]") {
    Json day;
    write(day, daily_report(the_day(), today, evening, usual), evening);
    CHECK_THAT(day.text(),
               Catch::StartsWith(
                   R"({"date":"2026-11-26","received":214,"wanted":88,"answered":79,"answered_share":0.89)"));
    CHECK_THAT(
        day.text(),
        Catch::Contains(R"({"conversation":"c104","class":"complaint","state":"open","waited_s":18000)"));
    Json week;
    write(week, weekly_report(the_day(), LocalTime{}.week(evening), evening, usual));
    CHECK_THAT(week.text(), Catch::Contains(R"("hot_and_cold_index":null)"));
    Json one;
    auto finding = found(Trouble::concentration, Level::yellow, "li", "");
    finding.evidence = {{"held", 12}, {"share", 0.6}};
    write(one, finding);
    CHECK_THAT(one.text(),
               Catch::StartsWith(R"({"rule":"A10","trouble":"concentration","key":"A10/concentration/li")"));
    CHECK_THAT(one.text(), Catch::Contains(R"("evidence":{"held":12.0,"share":0.6})"));
    Json lines;
    write(lines, audit({}, evening));
    CHECK_THAT(lines.text(), Catch::StartsWith(R"([{"row":"A1","title_zh":"看结果)"));
    CHECK_THAT(lines.text(), Catch::Contains(R"("verdict":"not measured","reason_zh":"样本太少")"));
}
