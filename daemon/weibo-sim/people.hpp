// Who takes part: brands, their staff, fans and bystanders.
#pragma once

#include "core/id.hpp"
#include "core/time.hpp"

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

namespace rw::sim {

enum class Role { fan, brand, staff, executive, bystander };
std::string_view to_text(Role role);

struct Character {
    Uid uid;
    std::string name;
    Role role = Role::fan;
    Uid brand{};  ///< whose staff; a brand's own uid; none for fans
    std::int64_t followers = 100;
    int verified_type = -1;  ///< weibo-api 3.4
    std::string reason{};    ///< what the badge says
    std::string location = "其他";
    std::string gender = "f";
    double haste = 1.0;      ///< how readily a fan asks again: 0 never, 1 as most do
    bool authorised = true;  ///< has authorised our app; others are not shown in some lists (weibo-api 4.2)
    int edition = 0;         ///< counts the changes of this account

    bool verified() const { return verified_type >= 0 && verified_type <= 7; }
    bool ours() const { return role == Role::brand || role == Role::staff || role == Role::executive; }
};

class People {
public:
    /// False when uid or name is taken.
    bool add(Character character);
    Character const* find(Uid uid) const;
    Character const* find(std::string_view name) const;
    /// Old texts keep the old name (weibo-api 3.3). False when nobody has this uid or the name is taken.
    bool rename(Uid uid, std::string name);
    bool set_authorised(Uid uid, bool authorised);
    std::map<Uid, Character> const& all() const { return people_; }

private:
    std::map<Uid, Character> people_;
    std::map<std::string, Uid, std::less<>> names_;
};

}  // namespace rw::sim
