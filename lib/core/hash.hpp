// Short names that follow from long ones: the same everywhere, for ever.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rw {

/// FNV-1a, 64 bits, with a final mix so that near texts differ in every digit. Not for secrets.
constexpr std::uint64_t fnv1a(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (char const c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    hash = (hash ^ (hash >> 33U)) * 0xff51afd7ed558ccdU;
    return hash ^ (hash >> 33U);
}

/// Thirteen digits and letters, without those that people confuse (Crockford's base 32).
inline std::string base32(std::uint64_t value) {
    constexpr std::string_view digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::string out(13, '0');
    for (auto at = out.rbegin(); at != out.rend(); ++at) {
        *at = digits[value & 31U];
        value >>= 5U;
    }
    return out;
}

}  // namespace rw
