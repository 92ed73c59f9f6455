// Who may ask: tokens, known only by their SHA-256 (contract 6).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw::web {

enum class Role : std::uint8_t { none, viewer, operator_, admin };
std::optional<Role> parse_role(std::string_view text);  ///< viewer, operator, admin
std::string_view to_text(Role role);                    ///< empty for none

struct User {
    std::string hash;  ///< lower-case hex SHA-256 of the token
    std::string name;
    Role role = Role::none;
};

class Users {
public:
    Users() = default;
    explicit Users(std::vector<User> users) : users_{std::move(users)} {}

    /// Whose token it is. Takes the same time whichever hash fits.
    std::optional<User> with_token(std::string_view token) const;
    /// Whose hash it is.
    std::optional<User> with_hash(std::string_view hash) const;

private:
    std::vector<User> users_;
};

/// The token of an `Authorization: Bearer …` value, whose scheme is written in any case.
std::optional<std::string_view> bearer_token(std::string_view authorization);

}  // namespace rw::web
