// Until when: as people say it on the command line.
#pragma once

#include "core/result.hpp"
#include "core/time.hpp"

#include <string>

namespace rw::cli {

/// `2h`, `30m`, `1d` from `now` on; `18:00`, the next time that clocks in Beijing show it; or an instant of
/// RFC 3339. `bad_input` says what is expected.
Result<TimePoint> until_of(std::string const& text, TimePoint now);

/// `18:00`, or `11-27 18:00` when that is not the Beijing day of `now`.
std::string clock_words(TimePoint when, TimePoint now);

}  // namespace rw::cli
