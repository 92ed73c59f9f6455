// Medians, quantiles and dispersion, and what chance alone would give. Never the mean alone (K27).
#pragma once

#include "core/time.hpp"

#include <cstdint>
#include <vector>

namespace rw::care {

/// The middle value, of an even number the mean of the two in the middle; zero of nothing.
double median(std::vector<double> values);
Span median(std::vector<Span> values);
/// The least value that a share `q` of all do not exceed (nearest rank): p90 is `quantile(values, 0.9)`.
Span quantile(std::vector<Span> values, double q);

/// Inequality of what several people carry: 0 all alike, towards 1 one carries everything.
double gini(std::vector<double> values);

/// Lower bound of a share at 95 % (Wilson): eight of ten weigh more than one of one.
double sure_share(int good, int of);

struct Share {
    int good = 0;
    int of = 0;
    double value() const { return of > 0 ? static_cast<double>(good) / of : 0; }
};
/// How likely chance alone makes `now` as low as it is when nothing has changed since `before` (Fisher's
/// exact test, one-sided).
double chance_of_falling(Share now, Share before);

/// Numbers that follow from a seed: the same draws every time (splitmix64).
class Lots {
public:
    explicit Lots(std::uint64_t seed) : state_{seed} {}
    std::uint64_t next();
    std::size_t below(std::size_t bound);  ///< 0 … bound-1; zero for a bound of zero
    double unit();                         ///< [0, 1)

private:
    std::uint64_t state_;
};

}  // namespace rw::care
