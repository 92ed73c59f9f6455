// Files that are part of the program, such as the dashboard; kept compressed.
#pragma once

#include "web/router.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rw::web {

struct File {
    std::string path;       ///< `/main.js`
    std::string type;       ///< of its content
    std::string_view gzip;  ///< the content, compressed; lives as long as the program
};

/// Serves each to everybody: there is no data in them. They may load nothing but what comes from here.
void add_files(Router& router, std::vector<File> const& files);

}  // namespace rw::web
