#include "config/reading.hpp"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace rw::config {
namespace {

constexpr std::string_view credential = "credential:";
constexpr std::size_t largest_file = 1U << 20U;

Result<std::string> credential_place(std::string_view name) {
    if (name.empty() || name.find('/') != name.npos || name.front() == '.') {
        return Failure{Fault::bad_input, "expected credential:NAME, where NAME has no slash"};
    }
    char const* const directory = std::getenv("CREDENTIALS_DIRECTORY");
    if (!directory || !*directory) {
        return Failure{Fault::bad_input,
                       "credential:" + std::string{name} +
                           " is known only under systemd: CREDENTIALS_DIRECTORY is not set; expected "
                           "LoadCredential= in the unit, or the path of a file"};
    }
    return (std::filesystem::path{directory} / name).string();
}

}  // namespace

Complaint Reading::at_key(Position at, std::string_view text) const {
    std::string where;
    for (auto const& name : path_)
        where += (where.empty() ? "" : ".") + name;
    if (!where.empty()) where += ": ";
    return {file_, at.line, at.column, where.append(text)};
}

void Reading::complain(Position at, std::string_view text) {
    complaints_.push_back(at_key(at, text));
}
void Reading::warn(Position at, std::string_view text) {
    warnings_.push_back(at_key(at, text));
}

Result<std::string> Reading::place_of(std::string_view written) const {
    if (written.starts_with(credential)) return credential_place(written.substr(credential.size()));
    std::filesystem::path const path{written};
    if (path.is_absolute()) return path.string();
    return (std::filesystem::path{file_}.parent_path() / path).lexically_normal().string();
}

Result<std::string> read_file(std::string const& path) {
    auto const failed = [](std::string why) { return Failure{Fault::bad_input, std::move(why)}; };
    std::error_code unknown;
    if (std::filesystem::is_directory(path, unknown)) return failed("it is a directory");
    errno = 0;
    std::ifstream in{path, std::ios::binary};
    if (!in) return failed(std::generic_category().message(errno));
    std::string content(largest_file + 1, '\0');
    in.read(content.data(), static_cast<std::streamsize>(content.size()));
    if (in.bad()) return failed("reading failed");
    content.resize(static_cast<std::size_t>(in.gcount()));
    if (content.size() > largest_file) return failed("it is larger than a megabyte");
    return content;
}

}  // namespace rw::config
