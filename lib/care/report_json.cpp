#include "care/report_json.hpp"

namespace rw::care {
namespace {

std::optional<std::int64_t> seconds(std::optional<Span> span) {
    if (!span) return std::nullopt;
    return std::chrono::floor<std::chrono::seconds>(*span).count();
}

void figures(Json& out, std::vector<Figure> const& evidence) {
    out.key("evidence").object();
    for (auto const& figure : evidence)
        out.field(figure.name, figure.value);
    out.end_object();
}

void fields(Json& out, Tally const& all) {
    out.field("wanted", all.wanted).field("answered", all.answered).field("answered_share", all.share());
    out.field("open", all.open).field("unanswered", all.unanswered).field("late", all.late);
    out.field("median_s", seconds(all.median)).field("p90_s", seconds(all.p90));
}

void fields(Json& out, Period const& period) {
    out.field("received", period.received);
    fields(out, period.all);
    out.key("classes").array();
    for (auto const& line : period.classes) {
        out.object().field("class", to_text(line.kind));
        fields(out, line.tally);
        out.end_object();
    }
    out.end_array().key("operators").array();
    for (auto const& line : period.operators) {
        auto const& work = line.work;
        out.object().field("operator", work.name).field("resolved", line.resolved);
        out.field("concluded", line.concluded).field("resolved_share", line.resolved_share());
        out.field("replies", work.replies).field("fans", work.fans);
        out.field("chitchat_share", work.chitchat_share()).field("off_hours_share", work.off_hours_share());
        out.field("estimated_s", seconds(work.spent)).end_object();
    }
    out.end_array().key("outcomes").object();
    for (auto const& line : period.outcomes)
        out.field(line.outcome.empty() ? "none" : line.outcome, line.count);
    out.end_object();
}

void write(Json& out, WeekPoint const& point) {
    out.object().field("week", to_text(point.week)).field("asked", point.asked).field("judged", point.judged);
    out.field("answered", point.answered).field("answered_share", point.share());
    out.field("median_s", seconds(point.median))
        .field("p90_s", seconds(point.p90))
        .field("warmth", point.warmth);
    out.field("campaign", point.campaign).field("whole", point.whole).end_object();
}

std::optional<double> index_of(std::optional<Steadiness> const& steadiness) {
    if (!steadiness) return std::nullopt;
    return steadiness->index;
}

}  // namespace

void write(Json& out, Finding const& finding) {
    out.object()
        .field("rule", finding.rule)
        .field("trouble", to_text(finding.trouble))
        .field("key", finding.key);
    out.field("kind", finding.kind == Finding::Kind::load ? "load" : "coverage");
    out.field("level", to_text(finding.level)).field("who", finding.who).field("when", finding.when);
    figures(out, finding.evidence);
    out.field("sample", finding.sample).field("minimum", finding.minimum).key("fans").array();
    for (auto const fan : finding.fans)
        out.value(fan);
    out.end_array();
    out.field("text_zh", in_chinese(finding)).field("text_en", in_english(finding)).end_object();
}

void write(Json& out, Period const& period) {
    out.object();
    fields(out, period);
    out.end_object();
}

void write(Json& out, DailyReport const& report, TimePoint now) {
    out.object().field("date", to_text(report.day));
    fields(out, report.period);
    out.key("unanswered_items").array();
    for (auto const& wait : report.unanswered) {
        out.object().field("conversation", wait.conversation).field("class", to_text(wait.kind));
        out.field("state", to_text(wait.end)).field("waited_s", seconds(waited(wait, now)));
        out.field("claimed_by", wait.holder).end_object();
    }
    out.end_array().end_object();
}

void write(Json& out, WeeklyReport const& report) {
    out.object().field("week", to_text(report.week));
    fields(out, report.period);
    out.key("days").array();
    for (auto const& line : report.days) {
        out.object().field("date", to_text(line.day)).field("cold", line.cold);
        fields(out, line.tally);
        out.end_object();
    }
    out.end_array().key("series").array();
    for (auto const& point : report.series)
        write(out, point);
    out.end_array();
    out.field("hot_and_cold_index", index_of(report.steadiness));
    out.field("hot_and_cold_index_before", index_of(report.steadiness_before));
    out.field("purposeful_talks", report.talked).field("purposeful_talks_wanted", report.wanted);
    out.key("listen_to").array();
    for (auto const& fan : report.listen_to) {
        out.object().field("uid", fan.fan).field("tier", to_text(fan.tier)).field("new", fan.newcomer);
        out.field("mood", to_text(fan.mood)).field("last_contact", fan.last_contact).end_object();
    }
    out.end_array().key("findings").array();
    for (auto const& finding : report.findings)
        write(out, finding);
    out.end_array().end_object();
}

void write(Json& out, std::vector<AuditLine> const& audit) {
    out.array();
    for (auto const& line : audit) {
        out.object().field("row", line.row).field("title_zh", line.chinese).field("title_en", line.english);
        out.field("verdict", to_text(line.verdict));
        if (line.why_not != WhyNot::none)
            out.field("reason_zh", in_chinese(line.why_not)).field("reason_en", in_english(line.why_not));
        figures(out, line.evidence);
        out.end_object();
    }
    out.end_array();
}

}  // namespace rw::care
