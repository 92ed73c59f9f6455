// Digests, signatures and base 64, over OpenSSL.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rw::net {

std::string sha1_hex(std::string_view text);                           ///< lower case
std::string sha256_hex(std::string_view text);                         ///< lower case
std::string hmac_sha256(std::string_view key, std::string_view data);  ///< 32 bytes

std::string base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);
/// As in addresses and cookies: `-` and `_`, without padding (RFC 4648 5).
std::string url_base64(std::string_view bytes);
std::optional<std::string> from_url_base64(std::string_view text);

/// For keys and tokens. Empty when the system has none to give.
std::string random_bytes(std::size_t size);
/// Takes the same time wherever they differ.
bool same_secret(std::string_view a, std::string_view b);

}  // namespace rw::net
