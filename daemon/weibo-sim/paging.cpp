#include "weibo-sim/paging.hpp"

#include <algorithm>

namespace rw::sim {

Page cut(Timeline const& list, Window const& window) {
    auto const first = std::ranges::upper_bound(list, window.since_id);
    auto const last = window.max_id > 0 ? std::ranges::upper_bound(list, window.max_id) : list.end();
    Page page;
    if (first >= last || window.count == 0) return page;
    auto const size = static_cast<std::size_t>(last - first);
    auto const pages_before = window.page - 1;
    if (pages_before > size / window.count) return page;
    auto const skip = pages_before * window.count;
    auto const end = std::min(size, skip + window.count);
    for (auto at = skip; at < end; ++at)
        page.ids.push_back(*(last - 1 - static_cast<std::ptrdiff_t>(at)));
    if (end < size) page.next_cursor = *(last - 1 - static_cast<std::ptrdiff_t>(end));
    return page;
}

}  // namespace rw::sim
