// A secret on disk, replaced as a whole.
#pragma once

#include "core/result.hpp"
#include "core/secret.hpp"

#include <string>

namespace rw::cli {

/// Writes `secret` and a line end to a new file of mode 0600 beside `place` and puts that in its place. A
/// file that is there keeps its owner and group; a link is followed. On failure what was there is as it was.
Result<void> replace_secret(std::string const& place, Secret const& secret);

}  // namespace rw::cli
