// `replywatch calendar`: what kind of day a date is, when the team works, and what a year's holidays are.
// Offline.
#pragma once

#include <string>

namespace rw::cli {

struct CalendarOptions {
    std::string what;     ///< check: a date, or a date and a time; list: a year
    std::string config;   ///< the configuration file; empty: default hours and the shipped holidays of China
    std::string account;  ///< whose own calendar; empty: the common one
    bool json = false;
};

/// 0 whatever day it is; 1 when no file of holidays covers its year; 2 when the question is wrong.
int check_calendar(CalendarOptions const& options);
/// 0 when the year is covered in full, 1 when it is missing or provisional, 2 when the question is wrong.
int list_calendar(CalendarOptions const& options);

}  // namespace rw::cli
