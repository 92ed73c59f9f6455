// Reports as plain lines that fit a chat message, and as CSV and JSON for those who want to count themselves.
#pragma once

#include "care/audit.hpp"
#include "care/report.hpp"
#include "care/words.hpp"

#include <string>
#include <vector>

namespace rw::care {

/// `收到 214，需回 88，已回 79（90%），中位 22分钟，90%在 1小时40分内；没回的 9 条附后` and the lines that
/// belong to it.
std::string text_of(DailyReport const& report, TimePoint now, Language language);
/// `忽冷忽热指数 0.31（上周 0.18）：周三、周四几乎没回。本周没聊够 20 位，差 6 位，名单附后`
std::string text_of(WeeklyReport const& report, Language language);
/// One line a point, then how many passed, failed and were not measured.
std::string text_of(std::vector<AuditLine> const& audit, Language language);

/// A line an operator; names with commas or quotes are quoted (RFC 4180), and what a spreadsheet would take
/// for a formula gets an apostrophe.
std::string csv_of(std::vector<OperatorLine> const& operators);
/// A line a week of the series.
std::string csv_of(std::vector<WeekPoint> const& series);

}  // namespace rw::care
