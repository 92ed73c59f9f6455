#include "config/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace rw::config {
namespace {

Failure failure() {
    auto const fault = errno == ENOENT ? Fault::gone : Fault::bad_input;
    return Failure{fault, std::strerror(errno)};
}

struct Descriptor {
    int number;
    ~Descriptor() {
        if (number >= 0) ::close(number);
    }
};

}  // namespace

Result<MappedFile> map_file(std::string const& path) {
    Descriptor const file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (file.number < 0) return failure();
    struct stat about{};
    if (::fstat(file.number, &about) != 0) return failure();
    if (!S_ISREG(about.st_mode)) return Failure{Fault::bad_input, "is no file"};
    auto const size = static_cast<std::size_t>(about.st_size);
    if (size == 0) return MappedFile{};
    auto* const memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.number, 0);
    if (memory == MAP_FAILED) return failure();
    std::shared_ptr<void const> keep{memory, [size](void const* at) {
                                         ::munmap(const_cast<void*>(at), size);  // NOLINT: as mmap gave it
                                     }};
    return MappedFile{{static_cast<char const*>(memory), size}, std::move(keep)};
}

}  // namespace rw::config
