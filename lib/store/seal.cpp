#include "store/records.hpp"

#include <zlib.h>

namespace rw::store {
namespace {

void append_big_endian(std::string& out, std::uint32_t value) {
    for (unsigned shift = 32; shift > 0; shift -= 8)
        out.push_back(static_cast<char>((value >> (shift - 8)) & 0xFFU));
}

std::uint32_t read_big_endian(std::string_view bytes) {
    std::uint32_t value = 0;
    for (char const c : bytes)
        value = value << 8U | static_cast<unsigned char>(c);
    return value;
}

std::uint32_t checksum(std::string_view bytes) {
    return static_cast<std::uint32_t>(
        crc32_z(0, reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size()));
}

}  // namespace

std::string version_bytes(std::uint32_t version) {
    std::string out;
    if (version != 0) append_big_endian(out, version);
    return out;
}

std::string seal(std::uint32_t version, std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size() + 8);
    append_big_endian(out, version);
    append_big_endian(out, checksum(bytes));
    out.append(bytes);
    return out;
}

std::optional<Sealed> unseal(std::string_view stored) {
    if (stored.size() < 8) return std::nullopt;
    Sealed const sealed{read_big_endian(stored.substr(0, 4)), stored.substr(8)};
    if (read_big_endian(stored.substr(4, 4)) != checksum(sealed.bytes)) return std::nullopt;
    return sealed;
}

}  // namespace rw::store
