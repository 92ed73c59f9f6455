// Which part of a list one call sees (weibo-api 4.1).
#pragma once

#include "weibo-sim/world.hpp"

namespace rw::sim {

struct Window {
    std::int64_t since_id = 0;  ///< only ids above it; the page still starts at the newest
    std::int64_t max_id = 0;    ///< only ids up to it, itself included; 0 is no bound
    std::size_t count = 20;
    std::size_t page = 1;  ///< from 1
};

struct Page {
    std::vector<std::int64_t> ids;  ///< newest first
    std::int64_t next_cursor =
        0;  ///< the next older id of the window, usable as `max_id`; 0 when there is none
};

Page cut(Timeline const& list, Window const& window);

}  // namespace rw::sim
