// The dashboard as it was built, ready to be served.
#pragma once

#include "web/files.hpp"

#include <vector>

namespace rw::dashboard {

/// Page, script, style and icon; only a page that says so where it was left out of the build.
std::vector<web::File> files();

}  // namespace rw::dashboard
