// Texts that come back to us and must be ours: links to acknowledge by, sessions of the page. What has been
// signed with an older key holds as long as that key is known.
#pragma once

#include "core/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw::net {

class SigningKeys {
public:
    static constexpr Span signs_for = 30 * 24h;  ///< then a fresh key signs
    static constexpr Span longest = 7 * 24h;     ///< that a signature is good for; then its key is forgotten

    /// None yet: nothing can be signed, and whether a text is ours cannot be told.
    bool empty() const { return keys_.empty(); }

    /// `payload`, the key's name and the signature, apart by dots. Nothing without a key.
    std::string sign(std::string_view payload) const;
    /// The payload; nothing for what we have not signed. Takes the same time wherever signatures differ.
    std::optional<std::string_view> verify(std::string_view text) const;

    /// Takes a fresh key into use when there is none, or the newest has signed long enough; forgets those
    /// whose last signature has ended. True when something has changed.
    bool rotate(TimePoint now);

    std::string pack() const;
    /// What `pack` gave; an unreadable text gives no keys.
    static SigningKeys unpack(std::string_view packed);
    friend bool operator==(SigningKeys const&, SigningKeys const&) = default;

private:
    struct Key {
        std::string id;
        std::string bytes;
        TimePoint since{};
        friend bool operator==(Key const&, Key const&) = default;
    };
    std::vector<Key> keys_;  ///< the newest last: it signs
};

/// The parts between dots of what was signed.
std::vector<std::string_view> parts_of(std::string_view payload, char dot = '.');

}  // namespace rw::net
