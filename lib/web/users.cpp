#include "web/users.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <array>

namespace rw::web {
namespace {

constexpr std::string_view scheme = "bearer ";

/// The token of a Bearer value, whose scheme is written in any case.
std::optional<std::string_view> token_of(std::string_view authorization) {
    if (authorization.size() <= scheme.size()) return std::nullopt;
    for (std::size_t i = 0; i < scheme.size(); ++i) {
        char const c = authorization[i];
        char const lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
        if (lower != scheme[i]) return std::nullopt;
    }
    return authorization.substr(scheme.size());
}

}  // namespace

std::optional<Role> parse_role(std::string_view text) {
    if (text == "viewer") return Role::viewer;
    if (text == "operator") return Role::operator_;
    if (text == "admin") return Role::admin;
    return std::nullopt;
}

std::string sha256_hex(std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    hex.reserve(std::size_t{size} * 2);
    for (unsigned int i = 0; i < size; ++i) {
        hex.push_back(digits[digest[i] >> 4U]);
        hex.push_back(digits[digest[i] & 0xFU]);
    }
    return hex;
}

std::optional<User> Users::sign_in(std::optional<std::string_view> authorization) const {
    auto const token = authorization ? token_of(*authorization) : std::nullopt;
    if (!token) return std::nullopt;
    auto const hash = sha256_hex(*token);
    User const* found = nullptr;
    for (auto const& user : users_) {
        if (user.hash.size() == hash.size() &&
            CRYPTO_memcmp(user.hash.data(), hash.data(), hash.size()) == 0) {
            found = &user;
        }
    }
    if (!found) return std::nullopt;
    return *found;
}

}  // namespace rw::web
