// Working time as it is configured: the common one, and what an account has of its own.
#pragma once

#include "care/calendar.hpp"
#include "config/field.hpp"

#include <string>
#include <vector>

namespace rw::config {

struct Config;

/// Every day from nine to ten in the evening, on days off from ten to six, in Beijing.
care::Calendar default_calendar();
/// The same with the shipped holidays of a country.
care::Calendar shipped_calendar(std::string const& country);

/// `[account.calendar]`: what it does not say is as in `common`.
care::Calendar read_own_calendar(Node const& table, Reading& reading, care::Calendar const& common);
/// Its lines of the reference page.
std::vector<Row> own_calendar_rows();

/// Years whose holidays are missing or provisional now or soon, of every calendar that is in use, each said
/// once: an account's own with its name in front. For check-config and the daemon; both have a clock.
std::vector<std::string> calendar_warnings(Config const& config, TimePoint now);

}  // namespace rw::config
