// What lists have shown: for tests that compare what there was with what was seen.
#include "weibo-sim/api.hpp"

namespace rw::sim {

std::vector<Api::Exposure> Api::exposed(Uid account, bool biz) const {
    std::vector<Exposure> all;
    auto const& past = world_.past(account);
    for (std::size_t list = 0; list < past.size(); ++list) {
        auto const name = list_names[list];
        bool const authorised_only = !biz && (name == "mentions" || name == "to_me");
        for (auto const& [id, author, since] : past.at(list)) {
            auto const* item = world_.find(WeiboId{id});
            if (item && is_shown(id, author, authorised_only))
                all.push_back({name, id, since, item->deleted});
        }
    }
    return all;
}

}  // namespace rw::sim
