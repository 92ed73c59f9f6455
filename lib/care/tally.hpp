// How waits went, counted the same way in every report (K27): open ones at their present age.
#pragma once

#include "care/history.hpp"

#include <optional>
#include <vector>

namespace rw::care {

using Waits = std::vector<Wait const*>;

/// The waits for which `chosen` holds; they must outlive what is made of them.
template <class Chosen>
Waits waits_where(std::vector<Wait> const& all, Chosen chosen) {
    Waits some;
    for (auto const& wait : all) {
        if (chosen(wait)) some.push_back(&wait);
    }
    return some;
}
/// Those that began in [from, until).
Waits asked_between(std::vector<Wait> const& all, TimePoint from, TimePoint until);

struct Tally {
    int wanted = 0;  ///< needed an answer: what is left out does not count
    int answered = 0;
    int open = 0;
    int unanswered = 0;  ///< will not be answered any more
    int late = 0;        ///< a ceiling passed
    int left_out = 0;
    std::optional<Span> median;  ///< of the wait; open ones at their present age
    std::optional<Span> p90;
    double share() const { return wanted > 0 ? static_cast<double>(answered) / wanted : 0; }
    double late_share() const { return wanted > 0 ? static_cast<double>(late) / wanted : 0; }
};
Tally tally(Waits const& waits, TimePoint now);

/// How long each that counts has waited.
std::vector<Span> waiting_times(Waits const& waits, TimePoint now);

}  // namespace rw::care
