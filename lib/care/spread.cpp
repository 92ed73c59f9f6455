#include "care/spread.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rw::care {
namespace {

/// The two in the middle; the same one twice of an odd number.
template <class T>
std::pair<T, T> middles(std::vector<T>& values) {
    auto const half = static_cast<std::ptrdiff_t>(values.size() / 2);
    auto const upper = values.begin() + half;
    std::ranges::nth_element(values, upper);
    if (values.size() % 2 == 1) return {*upper, *upper};
    return {*std::max_element(values.begin(), upper), *upper};
}

double log_choose(double n, double k) {
    return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
}

}  // namespace

double median(std::vector<double> values) {
    if (values.empty()) return 0;
    auto const [low, high] = middles(values);
    return (low + high) / 2;
}

Span median(std::vector<Span> values) {
    if (values.empty()) return Span{0};
    auto const [low, high] = middles(values);
    return (low + high) / 2;
}

Span quantile(std::vector<Span> values, double q) {
    if (values.empty()) return Span{0};
    auto const count = static_cast<double>(values.size());
    auto const rank = std::clamp(std::ceil(q * count - 1e-9), 1.0, count);
    auto const at = values.begin() + static_cast<std::ptrdiff_t>(rank) - 1;
    std::ranges::nth_element(values, at);
    return *at;
}

double gini(std::vector<double> values) {
    auto const total = std::accumulate(values.begin(), values.end(), 0.0);
    if (values.size() < 2 || total <= 0) return 0;
    std::ranges::sort(values);
    double weighted = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
        weighted += static_cast<double>(i + 1) * values[i];
    auto const count = static_cast<double>(values.size());
    return 2 * weighted / (count * total) - (count + 1) / count;
}

double sure_share(int good, int of) {
    if (of <= 0) return 0;
    constexpr double z = 1.96;
    auto const n = static_cast<double>(of);
    auto const p = good / n;
    auto const centre = p + z * z / (2 * n);
    auto const width = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return std::max(0.0, (centre - width) / (1 + z * z / n));
}

double chance_of_falling(Share now, Share before) {
    double const all = now.of + before.of;
    double const good = now.good + before.good;
    double const ways = log_choose(all, now.of);
    double chance = 0;
    for (int k = 0; k <= now.good; ++k) {
        bool const possible = k <= good && now.of - k <= all - good;
        if (possible) chance += std::exp(log_choose(good, k) + log_choose(all - good, now.of - k) - ways);
    }
    return std::min(chance, 1.0);
}

std::uint64_t Lots::next() {
    state_ += 0x9E3779B97F4A7C15U;
    auto mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31U);
}

std::size_t Lots::below(std::size_t bound) {
    return bound == 0 ? 0 : static_cast<std::size_t>(next() % bound);
}

double Lots::unit() {
    return static_cast<double>(next() >> 11U) * 0x1.0p-53;
}

}  // namespace rw::care
