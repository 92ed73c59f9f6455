// Reports, findings and the audit as JSON, for the API and for `--json`. Times are seconds, shares 0..1.
#pragma once

#include "care/audit.hpp"
#include "care/report.hpp"
#include "core/json.hpp"

#include <vector>

namespace rw::care {

/// Each writes one value, with both texts where there are texts.
void write(Json& out, Finding const& finding);
void write(Json& out, Period const& period);
void write(Json& out, DailyReport const& report, TimePoint now);
void write(Json& out, WeeklyReport const& report);
void write(Json& out, std::vector<AuditLine> const& audit);

}  // namespace rw::care
