#include "weibo-sim/people.hpp"

namespace rw::sim {

std::string_view to_text(Role role) {
    switch (role) {
        case Role::fan: return "fan";
        case Role::brand: return "brand";
        case Role::staff: return "staff";
        case Role::executive: return "executive";
        case Role::bystander: return "bystander";
    }
    return "";
}

bool People::add(Character character) {
    if (people_.contains(character.uid) || names_.contains(character.name)) return false;
    names_.emplace(character.name, character.uid);
    people_.emplace(character.uid, std::move(character));
    return true;
}

Character const* People::find(Uid uid) const {
    auto const found = people_.find(uid);
    return found == people_.end() ? nullptr : &found->second;
}

Character const* People::find(std::string_view name) const {
    auto const found = names_.find(name);
    return found == names_.end() ? nullptr : find(found->second);
}

bool People::rename(Uid uid, std::string name) {
    auto const found = people_.find(uid);
    if (found == people_.end() || names_.contains(name)) return false;
    names_.erase(found->second.name);
    names_.emplace(name, uid);
    found->second.name = std::move(name);
    ++found->second.edition;
    return true;
}

bool People::set_authorised(Uid uid, bool authorised) {
    auto const found = people_.find(uid);
    if (found == people_.end()) return false;
    found->second.authorised = authorised;
    ++found->second.edition;
    return true;
}

}  // namespace rw::sim
