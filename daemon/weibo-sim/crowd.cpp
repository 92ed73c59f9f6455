#include "weibo-sim/crowd.hpp"

#include <algorithm>
#include <set>

namespace rw::sim {
namespace {

constexpr std::int64_t first_uid = 5600000000;

std::string const& one_of(std::vector<std::string> const& list, Dice& dice) {
    return list[dice.below(list.size())];
}

std::string make_name(CrowdPart const& part, Dice& dice) {
    auto name = one_of(part.heads, dice) + one_of(part.tails, dice);
    if (dice.chance(0.35)) name += std::to_string(dice.below(9000) + (dice.chance(0.5) ? 1 : 1000));
    return name;
}

void give_standing(Character& fan, Dice& dice) {
    auto const kind = dice.weighted({0.86, 0.09, 0.04, 0.01});
    double const medians[] = {170, 900, 42'000, 260'000};
    int const types[] = {-1, 200, 0, 0};
    fan.followers = std::max<std::int64_t>(1, static_cast<std::int64_t>(dice.lognormal(medians[kind], 1.1)));
    fan.verified_type = types[kind];
    if (kind >= 2) fan.reason = kind == 3 ? "知名博主" : "生活方式博主";
}

}  // namespace

std::vector<Character> make_crowd(CrowdPart const& part, People const& people, Dice& dice) {
    std::vector<Character> crowd;
    std::set<std::string> taken;
    auto tries = part.count * 20;
    for (auto uid = first_uid; std::ssize(crowd) < part.count && tries > 0; --tries) {
        auto name = make_name(part, dice);
        uid += 1 + static_cast<std::int64_t>(dice.below(900'000));
        if (people.find(name) || people.find(Uid{uid}) || !taken.insert(name).second) continue;
        Character fan;
        fan.uid = Uid{uid};
        fan.name = std::move(name);
        fan.location = part.places.empty() ? "其他" : one_of(part.places, dice);
        fan.gender = dice.chance(0.62) ? "f" : "m";
        double const hastes[] = {0.3, 1.0, 2.0};
        fan.haste = hastes[dice.weighted({0.3, 0.5, 0.2})];
        fan.authorised = dice.chance(part.authorised_share);
        give_standing(fan, dice);
        crowd.push_back(std::move(fan));
    }
    return crowd;
}

}  // namespace rw::sim
