// Who may ask: bearer tokens, known only by their SHA-256 (contract 6).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw::web {

enum class Role : std::uint8_t { none, viewer, operator_, admin };
std::optional<Role> parse_role(std::string_view text);  ///< viewer, operator, admin

struct User {
    std::string hash;  ///< lower-case hex SHA-256 of the token
    std::string name;
    Role role = Role::none;
};

std::string sha256_hex(std::string_view text);

class Users {
public:
    Users() = default;
    explicit Users(std::vector<User> users) : users_{std::move(users)} {}

    /// The user whose token stands in an `Authorization: Bearer …` value. Takes the same time whichever hash
    /// fits.
    std::optional<User> sign_in(std::optional<std::string_view> authorization) const;

private:
    std::vector<User> users_;
};

}  // namespace rw::web
