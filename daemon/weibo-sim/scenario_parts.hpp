// The greater parts of a scenario, each read in a file of its own.
#pragma once

#include "weibo-sim/scenario.hpp"
#include "weibo-sim/table_reader.hpp"

namespace rw::sim {

void read_uid(TableReader& reader, Uid& into, Need need);
/// `cycle = "typical"`, or a factor for each hour of the day.
void read_cycle(TableReader& reader, Cycle& into);
BrandPart read_brand(TableReader reader);
LifePart read_life(TableReader reader);

}  // namespace rw::sim
