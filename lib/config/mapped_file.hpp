// A file as bytes of memory that the system reads when they are looked at.
#pragma once

#include "core/result.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace rw::config {

struct MappedFile {
    std::string_view bytes;
    std::shared_ptr<void const> keep;  ///< the bytes are there as long as this is
};

/// Of a file that is replaced (renamed over) while it is mapped the old bytes stay; one that is written over
/// in place may change under its reader. A failure says why; `gone` when there is no such file.
Result<MappedFile> map_file(std::string const& path);

}  // namespace rw::config
