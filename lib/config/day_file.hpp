// Files of special days: those of a configuration, and those that are shipped (config/holidays), which are
// part of the program.
#pragma once

#include "care/holidays.hpp"
#include "config/complaint.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rw::config {

struct DayFile {
    care::DayList list;
    std::vector<Complaint> flaws;
};

/// A line is `2026-10-01,off` or `2026-10-10,work`, with a comma and its name behind if you like; `#` begins
/// a comment. Three comments mean something: `# source: …`, the document that it was taken from; `# year:
/// 2026`, the year that it tells in full; `# provisional: …`, what it lacks of that year. `file` is what
/// complaints call it.
DayFile parse_day_file(std::string_view content, std::string const& file);

/// `cn-2026.csv` and what is in it.
struct ShippedFile {
    std::string_view name;
    std::string_view content;
};
std::span<ShippedFile const> shipped_files();

/// The countries of which year files are shipped: `cn`.
std::vector<std::string> shipped_countries();
/// The year files of one of them, in order; none of any other.
std::vector<care::DayList> shipped_days(std::string_view country);

}  // namespace rw::config
