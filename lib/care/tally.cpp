#include "care/tally.hpp"

#include "care/spread.hpp"

namespace rw::care {

Waits asked_between(std::vector<Wait> const& all, TimePoint from, TimePoint until) {
    return waits_where(all, [&](Wait const& wait) { return wait.asked_at >= from && wait.asked_at < until; });
}

std::vector<Span> waiting_times(Waits const& waits, TimePoint now) {
    std::vector<Span> times;
    for (auto const* wait : waits) {
        if (fate_of(*wait) != Fate::left_out) times.push_back(waited(*wait, now));
    }
    return times;
}

Tally tally(Waits const& waits, TimePoint now) {
    Tally all;
    for (auto const* wait : waits) {
        auto const fate = fate_of(*wait);
        if (fate == Fate::left_out) {
            ++all.left_out;
            continue;
        }
        ++all.wanted;
        if (fate == Fate::answered) ++all.answered;
        if (fate == Fate::open) ++all.open;
        if (fate == Fate::unanswered) ++all.unanswered;
        if (wait->late) ++all.late;
    }
    auto times = waiting_times(waits, now);
    if (times.empty()) return all;
    all.median = median(times);
    all.p90 = quantile(std::move(times), 0.9);
    return all;
}

}  // namespace rw::care
