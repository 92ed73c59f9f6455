// Makes up fans: names as people give themselves, followers as they are spread.
#pragma once

#include "weibo-sim/dice.hpp"
#include "weibo-sim/scenario.hpp"

#include <vector>

namespace rw::sim {

/// `part.count` fans with names and uids that nobody in `people` has; fewer when the names run out.
std::vector<Character> make_crowd(CrowdPart const& part, People const& people, Dice& dice);

}  // namespace rw::sim
