// Golden files: what people read, kept under tests/golden and rewritten only with UPDATE_GOLDEN=1.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

namespace rw::test {

inline std::string content_of(std::filesystem::path const& file) {
    std::ostringstream content;
    content << std::ifstream{file, std::ios::binary}.rdbuf();
    return content.str();
}

inline std::filesystem::path source_dir() {
    char const* const given = std::getenv("RW_SOURCE_DIR");
    return given ? given : ".";
}

inline bool updates_golden() {
    char const* const wanted = std::getenv("UPDATE_GOLDEN");
    return wanted && std::string_view{wanted} == "1";
}

/// What is expected in place of `text`: the content of `file`, which is `text` itself when it is rewritten.
inline std::string golden(std::filesystem::path const& file, std::string const& text) {
    if (updates_golden()) std::ofstream{file, std::ios::binary} << text;
    return content_of(file);
}

}  // namespace rw::test
