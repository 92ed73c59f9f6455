// Chance that repeats: the same seed gives the same world on every machine.
#pragma once

#include <cstdint>
#include <vector>

namespace rw::sim {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_{seed} {}

    std::uint64_t next();
    /// A number in [0, n); `n` is at least 1.
    std::uint64_t below(std::uint64_t n) { return next() % n; }
    double unit();  ///< in [0, 1)
    bool chance(double share) { return unit() < share; }
    /// Waiting time of a Poisson process with this mean.
    double exponential(double mean);
    /// Half of the values lie below `median`; `spread` is the deviation of the logarithm.
    double lognormal(double median, double spread);
    /// An index into `weights`, each as likely as its weight; the first when all are zero.
    std::size_t weighted(std::vector<double> const& weights);

private:
    std::uint64_t state_;
};

}  // namespace rw::sim
