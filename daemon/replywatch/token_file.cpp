#include "token_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <optional>
#include <system_error>

namespace rw::cli {
namespace {

Failure failed(std::string const& what) {
    return Failure{Fault::refused, what + ": " + std::generic_category().message(errno)};
}

/// A file that is removed again unless it is put in its place.
class Draft {
public:
    explicit Draft(std::string const& beside) : name_{beside + ".XXXXXX"} {
        file_ = ::mkostemp(name_.data(), O_CLOEXEC);  // mode 0600
    }
    ~Draft() {
        if (file_ < 0) return;
        ::close(file_);
        if (!name_.empty()) ::unlink(name_.c_str());
    }
    Draft(Draft const&) = delete;
    Draft& operator=(Draft const&) = delete;

    int file() const { return file_; }
    bool write(std::string_view bytes) const {
        while (!bytes.empty()) {
            auto const done = ::write(file_, bytes.data(), bytes.size());
            if (done < 0 && errno == EINTR) continue;
            if (done <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(done));
        }
        return ::fsync(file_) == 0;
    }
    bool put(std::string const& place) {
        if (::rename(name_.c_str(), place.c_str()) != 0) return false;
        name_.clear();
        return true;
    }

private:
    std::string name_;
    int file_ = -1;
};

/// So that the name is still there after a power cut.
void sync_folder(std::string const& place) {
    auto const folder = std::filesystem::path{place}.parent_path();
    int const opened = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0) return;
    ::fsync(opened);
    ::close(opened);
}

}  // namespace

Result<void> replace_secret(std::string const& place, Secret const& secret) {
    std::error_code unknown;
    auto const real = std::filesystem::weakly_canonical(place, unknown);
    auto const path = unknown ? place : real.string();
    struct stat old{};
    bool const there = ::stat(path.c_str(), &old) == 0;
    if (there && !S_ISREG(old.st_mode)) return Failure{Fault::bad_input, "write " + path + ": it is no file"};
    Draft draft{path};
    if (draft.file() < 0) return failed("create a file beside " + path);
    bool const of_others = there && (old.st_uid != ::geteuid() || old.st_gid != ::getegid());
    if (of_others && ::fchown(draft.file(), old.st_uid, old.st_gid) != 0)
        return failed("keep the owner of " + path + " (uid " + std::to_string(old.st_uid) + ")");
    if (!draft.write(secret.reveal() + "\n")) return failed("write " + path);
    if (!draft.put(path)) return failed("replace " + path);
    sync_folder(path);
    return {};
}

}  // namespace rw::cli
