#include "net/digest.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>

namespace rw::net {
namespace {

std::string hex_digest(std::string_view text, EVP_MD const* method) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    EVP_Digest(text.data(), text.size(), digest.data(), &size, method, nullptr);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    hex.reserve(std::size_t{size} * 2);
    for (unsigned int i = 0; i < size; ++i) {
        hex.push_back(digits[digest[i] >> 4U]);
        hex.push_back(digits[digest[i] & 0xFU]);
    }
    return hex;
}

}  // namespace

std::string sha1_hex(std::string_view text) {
    return hex_digest(text, EVP_sha1());
}
std::string sha256_hex(std::string_view text) {
    return hex_digest(text, EVP_sha256());
}

std::string hmac_sha256(std::string_view key, std::string_view data) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<unsigned char const*>(data.data()), data.size(), digest.data(), &size);
    return {reinterpret_cast<char const*>(digest.data()), size};
}

std::string base64(std::string_view bytes) {
    std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
    auto const size =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                        reinterpret_cast<unsigned char const*>(bytes.data()), static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(size));
    return out;
}

std::optional<std::string> from_base64(std::string_view text) {
    if (text.empty() || text.size() % 4 != 0) return std::nullopt;
    std::string out(text.size() / 4 * 3, '\0');
    auto const size =
        EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                        reinterpret_cast<unsigned char const*>(text.data()), static_cast<int>(text.size()));
    if (size < 0) return std::nullopt;
    auto const padding = static_cast<std::size_t>(text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0);
    out.resize(static_cast<std::size_t>(size) - padding);
    return out;
}

std::string url_base64(std::string_view bytes) {
    auto base = base64(bytes);
    while (base.ends_with('='))
        base.pop_back();
    std::ranges::replace(base, '+', '-');
    std::ranges::replace(base, '/', '_');
    return base;
}

std::optional<std::string> from_url_base64(std::string_view text) {
    std::string base{text};
    std::ranges::replace(base, '-', '+');
    std::ranges::replace(base, '_', '/');
    while (base.size() % 4 != 0)
        base += '=';
    return base.empty() ? std::optional<std::string>{""} : from_base64(base);
}

std::string random_bytes(std::size_t size) {
    std::string bytes(size, '\0');
    auto* const into = reinterpret_cast<unsigned char*>(bytes.data());
    if (RAND_bytes(into, static_cast<int>(size)) != 1) bytes.clear();
    return bytes;
}

bool same_secret(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace rw::net
