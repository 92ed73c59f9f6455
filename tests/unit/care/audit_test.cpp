#include "care/audit.hpp"

#include "care/report_text.hpp"
#include "unit/care/made_history.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace rw;
using namespace rw::care;

namespace {

TimePoint const now = beijing("2026-11-30T09:00");

AuditLine line(std::vector<AuditLine> const& lines, std::string_view row) {
    return *std::ranges::find(lines, row, &AuditLine::row);
}
double figure(AuditLine const& of, std::string_view name) {
    return std::ranges::find(of.evidence, name, &Figure::name)->value;
}

/// Twelve weeks of a desk of three that does well: two dozen a day, answered within the hour, outcomes said.
History good_desk() {
    static char const* const names[] = {"li", "小王", "zhao"};
    History history;
    for (int day = 0; day < 84; ++day) {
        for (int i = 0; i < 24; ++i) {
            auto const asked = now - (84 - day) * 24h + i * 20min;
            auto const fan = i < 20 ? 900 + i : 10'000 + day * 100 + i;  // twenty come every day
            auto wait =
                answered_wait(fan, asked, 20min + i * 1min, i % 5 == 0 ? Class::praise : Class::question);
            wait.conversation = ConversationId{"c" + std::to_string(day * 100 + i)};
            wait.heard = i % 3 == 0;
            wait.tier = i < 4 ? Tier::core : Tier::normal;
            wait.form = i % 2 == 0 ? rw::Kind::comment : rw::Kind::repost;
            wait.ended_by = names[(day + i) % 3];
            wait.outcome = "resolved";
            auto answer = answer_to(fan, wait.ended_by, *wait.ended_at, wait.kind);
            answer.conversation = wait.conversation;
            answer.executive = i == 7;
            history.answers.push_back(std::move(answer));
            history.waits.push_back(std::move(wait));
        }
    }
    return history;
}

}  // namespace

TEST_CASE("the audit has a line for every point of the two articles, in order", "[care][B6]") {
    auto const lines = audit({}, now);
    std::vector<std::string> rows;
    for (int i = 1; i <= 22; ++i)
        rows.push_back("A" + std::to_string(i));
    for (int i = 1; i <= 19; ++i)
        rows.push_back("B" + std::to_string(i));
    REQUIRE(lines.size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        CHECK(lines[i].row == rows[i]);
        CHECK_FALSE(lines[i].chinese.empty());
        CHECK_FALSE(lines[i].english.empty());
    }
}

TEST_CASE("of an account without records nothing is made up", "[care][B6]") {
    for (auto const& one : audit({}, now)) {
        CAPTURE(one.row);
        CHECK(one.verdict == Verdict::not_measured);
        CHECK(one.why_not != WhyNot::none);
    }
}

TEST_CASE("what is about tone is not measured until there are verdicts on tone", "[care][B6]") {
    auto const lines = audit(good_desk(), now);
    for (auto const* row :
         {"A16", "A17", "A18", "A19", "A20", "A21", "B3", "B5", "B7", "B15", "B16", "B17"}) {
        CAPTURE(row);
        CHECK(line(lines, row).verdict == Verdict::not_measured);
        CHECK(line(lines, row).why_not == WhyNot::needs_tone);
    }
}

TEST_CASE("a desk that does well passes whatever can be measured", "[care][B6]") {
    AuditPolicy policy;
    policy.executives_known = true;
    auto const lines = audit(good_desk(), now, policy);
    for (auto const* row : {"A1",  "A2", "A3", "A5", "A7", "A9", "A10", "A11", "A14", "A15",
                            "A22", "B2", "B4", "B6", "B8", "B9", "B10", "B11", "B18", "B19"}) {
        CAPTURE(row);
        CHECK(line(lines, row).verdict == Verdict::pass);
        CHECK(figure(line(lines, row), "sample") >= figure(line(lines, row), "minimum"));
    }
    CHECK(line(lines, "B19").verdict == Verdict::pass);
    CHECK(line(audit(good_desk(), now), "B19").why_not == WhyNot::not_configured);
}

TEST_CASE("each failing has its line, and only that", "[care][B6]") {
    auto const failed = [](History const& history) {
        AuditPolicy policy;
        policy.executives_known = true;
        std::set<std::string_view> rows;
        for (auto const& one : audit(history, now, policy)) {
            if (one.verdict == Verdict::fail && one.row != "B6") rows.insert(one.row);
        }
        return rows;
    };
    using Rows = std::set<std::string_view>;
    auto history = good_desk();
    for (auto& wait : history.waits)
        wait.outcome.clear();
    CHECK(failed(history) == Rows{"A1"});

    history = good_desk();
    for (auto& answer : history.answers)
        answer.operator_name = answer.operator_name == "zhao" && answer.fan.value() % 7 != 0 ? "zhao" : "li";
    history.answers.back().operator_name = "小王";
    CHECK(failed(history) == Rows{"A10"});

    history = good_desk();
    for (auto& answer : history.answers)
        answer.off_hours = true;
    CHECK(failed(history) == Rows{"A5", "A9"});

    history = good_desk();
    for (auto& answer : history.answers)
        answer.executive = false;
    CHECK(failed(history) == Rows{"B19"});

    history = good_desk();
    for (auto& wait : history.waits)
        wait.late = wait.tier == Tier::normal;
    CHECK(failed(history) == Rows{"A14", "B10"});
}

TEST_CASE("a fortnight of silence fails what it should, and the self-test says so", "[care][B4][B6]") {
    auto history = good_desk();
    std::erase_if(history.answers, [](Answer const& answer) { return answer.at > now - 14 * 24h; });
    for (auto& wait : history.waits) {
        if (wait.asked_at <= now - 14 * 24h) continue;
        wait.end = Wait::End::open;
        wait.ended_at.reset();
        wait.late = true;
    }
    auto const lines = audit(history, now);
    for (auto const* row : {"A3", "B2", "B4", "B6", "B8", "B10"}) {
        CAPTURE(row);
        CHECK(line(lines, row).verdict == Verdict::fail);
    }
    CHECK(figure(line(lines, "B6"), "failed") >= 5);
}

TEST_CASE("the audit is read in either language, every number with its name", "[care][B6]") {
    auto const lines = audit(good_desk(), now);
    auto const chinese = text_of(lines, Language::chinese);
    CHECK_THAT(chinese,
               Catch::Contains("B10 别让我等太久：通过；超时 0%，中位 31分钟，90%以内 41分钟，样本 672\n"));
    CHECK_THAT(chinese, Catch::Contains("A18 不高高在上：没测（要先有语气判断）\n"));
    CHECK_THAT(chinese, Catch::Contains("B19 高管也亲自回：没测（没有配置）\n"));
    auto const count = [&](Verdict verdict) {
        return std::to_string(std::ranges::count(lines, verdict, &AuditLine::verdict));
    };
    CHECK_THAT(chinese, Catch::EndsWith("通过 " + count(Verdict::pass) + "，没过 " + count(Verdict::fail) +
                                        "，没测 " + count(Verdict::not_measured) + "\n"));
    auto const english = text_of(lines, Language::english);
    CHECK_THAT(english, Catch::Contains("A18 Not from above: not measured (needs verdicts on tone)\n"));
    CHECK_THAT(english, !Catch::Contains("_"));  // no number without words for it
    CHECK_THAT(text_of(audit({}, now), Language::chinese),
               Catch::Contains("没测（样本太少）；样本 0，至少要 20\n"));
}
