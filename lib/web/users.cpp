#include "web/users.hpp"

#include "net/digest.hpp"

namespace rw::web {

std::optional<std::string_view> bearer_token(std::string_view authorization) {
    constexpr std::string_view scheme = "bearer ";
    if (authorization.size() <= scheme.size()) return std::nullopt;
    for (std::size_t i = 0; i < scheme.size(); ++i) {
        char const c = authorization[i];
        char const lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
        if (lower != scheme[i]) return std::nullopt;
    }
    return authorization.substr(scheme.size());
}

std::optional<Role> parse_role(std::string_view text) {
    if (text == "viewer") return Role::viewer;
    if (text == "operator") return Role::operator_;
    if (text == "admin") return Role::admin;
    return std::nullopt;
}

std::string_view to_text(Role role) {
    switch (role) {
        case Role::viewer: return "viewer";
        case Role::operator_: return "operator";
        case Role::admin: return "admin";
        case Role::none: break;
    }
    return "";
}

std::optional<User> Users::with_token(std::string_view token) const {
    return with_hash(net::sha256_hex(token));
}

std::optional<User> Users::with_hash(std::string_view hash) const {
    User const* found = nullptr;
    for (auto const& user : users_) {
        if (net::same_secret(user.hash, hash)) found = &user;
    }
    if (!found) return std::nullopt;
    return *found;
}

}  // namespace rw::web
