#include "store/script.hpp"

#include <openssl/evp.h>

#include <array>

namespace rw::store {

Script::Script(std::string_view name, std::string_view body) : name_{name}, body_{body} {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    EVP_Digest(body.data(), body.size(), digest.data(), &size, EVP_sha1(), nullptr);
    constexpr std::string_view digits = "0123456789abcdef";
    for (unsigned int i = 0; i < size; ++i) {
        sha1_.push_back(digits[digest[i] >> 4U]);
        sha1_.push_back(digits[digest[i] & 0xFU]);
    }
}

}  // namespace rw::store
