#include "weibo-sim/dice.hpp"

#include <cmath>
#include <numbers>

namespace rw::sim {

// SplitMix64: the standard library's distributions differ between implementations, this does not.
std::uint64_t Dice::next() {
    state_ += 0x9e3779b97f4a7c15U;
    auto mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
    return mixed ^ (mixed >> 31U);
}

double Dice::unit() {
    return static_cast<double>(next() >> 11U) * 0x1.0p-53;
}

double Dice::exponential(double mean) {
    return -mean * std::log1p(-unit());
}

double Dice::lognormal(double median, double spread) {
    auto const radius = std::sqrt(-2.0 * std::log1p(-unit()));
    return median * std::exp(spread * radius * std::cos(2.0 * std::numbers::pi * unit()));
}

std::size_t Dice::weighted(std::vector<double> const& weights) {
    double sum = 0;
    for (double const weight : weights)
        sum += weight;
    auto point = unit() * sum;
    for (std::size_t at = 0; at < weights.size(); ++at) {
        point -= weights[at];
        if (point < 0) return at;
    }
    return 0;
}

}  // namespace rw::sim
