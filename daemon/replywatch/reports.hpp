// The day, the week, the team and the self-audit on the command line.
#pragma once

#include "commands.hpp"

#include <string>

namespace CLI {
class App;
}

namespace rw::cli {

struct ReportOptions {
    std::string account;
    std::string format = "text";  ///< text, json, csv
    std::string date;             ///< of the day
    std::string week;             ///< 2026-W48
    std::string from;
    std::string to;
    int days = 28;
};

/// Exit 1 when something needs attention: an answer is missing that day, the week has findings, a point of
/// the audit has failed.
int daily_report(Options const& options, ReportOptions const& report);
int weekly_report(Options const& options, ReportOptions const& report);
int team_report(Options const& options, ReportOptions const& report);
int audit(Options const& options, ReportOptions const& report);

}  // namespace rw::cli
