// Time zones by name, from the system's database (Debian: tzdata).
#pragma once

#include "config/kind.hpp"
#include "core/zone.hpp"

#include <string>

namespace rw::config {

/// `Asia/Shanghai` and every other name of the IANA database, with its changes from 1970 to 2100; `UTC`; a
/// fixed offset such as `+08:00`, 14 hours at most. A failure says what was expected, and the name that was
/// probably meant. `UTC`, offsets and `Asia/Shanghai` are known without the database too.
Result<Zone> zone_named(std::string const& name);

Kind<Zone> zone();

}  // namespace rw::config
