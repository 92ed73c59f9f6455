// What a receiver computes to check a sender's signature: written anew, so that it does not share the
// sender's faults.
#pragma once

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <string>
#include <string_view>

namespace rw::test {

/// HMAC-SHA256 in base 64.
inline std::string hmac_base64(std::string_view key, std::string_view data) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<unsigned char const*>(data.data()), data.size(), digest.data(), &size);
    std::array<unsigned char, 2 * EVP_MAX_MD_SIZE> text{};
    auto const length = EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(size));
    return {reinterpret_cast<char const*>(text.data()), static_cast<std::size_t>(length)};
}

}  // namespace rw::test
