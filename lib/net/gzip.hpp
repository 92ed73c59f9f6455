// Gzip both ways; undone within a limit.
#pragma once

#include "core/result.hpp"

#include <string>
#include <string_view>

namespace rw::net {

/// Nothing when zlib has no memory.
std::string gzip(std::string_view bytes);

/// `bad_input` when the bytes are no complete gzip, or when what is in them is longer than `limit`.
Result<std::string> gunzip(std::string_view bytes, std::size_t limit);

}  // namespace rw::net
