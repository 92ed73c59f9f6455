// What is going to happen, in the order of time.
#pragma once

#include "core/time.hpp"

#include <functional>
#include <map>

namespace rw::sim {

/// Something that happens at the instant it is given.
using Deed = std::function<void(TimePoint)>;

class Agenda {
public:
    void put(TimePoint at, Deed deed) { deeds_.emplace(at, std::move(deed)); }

    /// Does all that is due by `now`, each deed at its own instant; deeds may put down further ones.
    void run(TimePoint now) {
        while (!deeds_.empty() && deeds_.begin()->first <= now) {
            auto const at = deeds_.begin()->first;
            auto const deed = std::move(deeds_.begin()->second);
            deeds_.erase(deeds_.begin());
            deed(at);
        }
    }
    std::size_t size() const { return deeds_.size(); }

private:
    std::multimap<TimePoint, Deed> deeds_;
};

}  // namespace rw::sim
