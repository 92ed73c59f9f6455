// A directory that is there for one test, and what a loaded configuration looks like in words.
#pragma once

#include "config/load.hpp"
#include "support/golden.hpp"

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace rw::config {

class Folder {
public:
    Folder() {
        auto name = (std::filesystem::temp_directory_path() / "replywatch-config-XXXXXX").string();
        if (!::mkdtemp(name.data())) throw std::runtime_error{"no temporary directory"};
        path_ = name;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;

    /// Writes a file and gives its path.
    std::string write(std::string const& name, std::string_view content) const {
        auto const file = path_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream{file, std::ios::binary} << content;
        return file.string();
    }
    std::filesystem::path const& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// Everything that was said, a line each; warnings begin with `warning: `.
inline std::string said(Loaded const& loaded) {
    std::ostringstream lines;
    for (auto const& complaint : loaded.complaints)
        lines << complaint << '\n';
    for (auto const& warning : loaded.warnings)
        lines << "warning: " << warning << '\n';
    return lines.str();
}

using test::content_of;
using test::golden;
using test::source_dir;
using test::updates_golden;

}  // namespace rw::config
