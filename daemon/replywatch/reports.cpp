#include "reports.hpp"

#include "answers.hpp"
#include "net/http.hpp"

#include <algorithm>
#include <iostream>
#include <vector>

namespace rw::cli {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

std::string path_of(std::string const& report, Fields fields, std::string const& language,
                    ReportOptions const& options, std::string const& format) {
    fields.emplace_back("account", options.account);
    fields.emplace_back("lang", language);
    fields.emplace_back("format", format);
    std::erase_if(fields, [](auto const& field) { return field.second.empty(); });
    return "/api/v1/reports/" + report + "?" + net::form_encode(fields);
}

/// Prints the report as it was wanted, and asks `attention` of its JSON.
int print(Options const& options, ReportOptions const& report, std::string const& what, Fields const& fields,
          bool (*needs_attention)(Value const&)) {
    std::string const language = options.language == Language::en ? "en" : "zh";
    auto const json = asked(options, "GET", path_of(what, fields, language, report, "json"));
    if (!json) return impossible;
    auto const format = options.json ? "json" : report.format;
    if (format == "json") {
        std::cout << json->body << "\n";
    } else {
        auto const shown = asked(options, "GET", path_of(what, fields, language, report, format));
        if (!shown) return impossible;
        std::cout << shown->body << (shown->body.ends_with('\n') ? "" : "\n");
    }
    return needs_attention(json->document) ? attention : good;
}

bool has_unanswered(Value const& day) {
    return number(day, "open") + number(day, "unanswered") > 0;
}
bool has_findings(Value const& week) {
    return week.IsObject() && week.HasMember("findings") && week["findings"].IsArray() &&
           !week["findings"].Empty();
}
bool has_failed(Value const& audit) {
    auto const& lines = audit.IsObject() && audit.HasMember("items") ? audit["items"] : audit;
    return lines.IsArray() && std::ranges::any_of(lines.GetArray(), [](Value const& line) {
               return text(line, "verdict") == "fail";
           });
}
bool never(Value const&) {
    return false;
}

}  // namespace

int daily_report(Options const& options, ReportOptions const& report) {
    return print(options, report, "daily", {{"date", report.date}}, has_unanswered);
}
int weekly_report(Options const& options, ReportOptions const& report) {
    return print(options, report, "weekly", {{"week", report.week}}, has_findings);
}
int team_report(Options const& options, ReportOptions const& report) {
    auto shown = report;
    if (shown.format == "text") shown.format = "csv";  // a table either way
    return print(options, shown, "team", {{"from", report.from}, {"to", report.to}}, never);
}
int audit(Options const& options, ReportOptions const& report) {
    return print(options, report, "audit", {{"days", std::to_string(report.days)}}, has_failed);
}

}  // namespace rw::cli
