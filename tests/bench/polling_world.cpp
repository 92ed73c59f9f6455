#include "bench/polling_world.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numbers>
#include <numeric>

namespace rw::bench {
namespace {

constexpr double day = 86'400;
constexpr double minute = 60;
constexpr std::array<double, 24> shape{0.75, 0.42, 0.25, 0.16, 0.13, 0.16, 0.34, 0.62,
                                       0.93, 1.10, 1.18, 1.26, 1.38, 1.24, 1.12, 1.10,
                                       1.12, 1.16, 1.22, 1.40, 1.72, 1.92, 1.82, 1.50};
constexpr std::array<double, lists> split{0.3, 0.5, 0.2};
constexpr double bursts_a_day = 1.5;  // of a brand

/// SplitMix64: the same world everywhere.
class Chance {
public:
    explicit Chance(std::uint64_t seed) : state_{seed} {}
    double unit() {
        state_ += 0x9e3779b97f4a7c15U;
        auto mixed = state_;
        mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
        return static_cast<double>((mixed ^ (mixed >> 31U)) >> 11U) * 0x1.0p-53;
    }
    double exponential(double mean) { return -mean * std::log1p(-unit()); }
    double normal() { return std::sqrt(-2 * std::log1p(-unit())) * std::cos(2 * std::numbers::pi * unit()); }

private:
    std::uint64_t state_;
};

std::vector<TrueRate::Burst> make_bursts(Chance& chance, double base, double length) {
    std::vector<TrueRate::Burst> bursts;
    for (double at = chance.exponential(day * lists / bursts_a_day); at < length;
         at += chance.exponential(day * lists / bursts_a_day)) {
        auto const factor = 10 * std::pow(6.0, chance.unit());
        bursts.push_back({at, base * factor, minute * (10 + 30 * chance.unit())});
    }
    return bursts;
}

std::vector<double> make_times(Chance& chance, TrueRate const& rate, double length) {
    std::vector<double> times;
    for (double at = chance.exponential(1 / rate.most()); at < length;
         at += chance.exponential(1 / rate.most())) {
        if (chance.unit() * rate.most() < rate.at(at)) times.push_back(at);
    }
    return times;
}

/// The best cost of a day under `calls`, with frequencies given by `often` and costs by `cost` of a rate and
/// a price.
template <class Often, class Cost>
double best(std::vector<double> const& rates, double calls, Often often, Cost cost) {
    double low = std::log(1e-4);
    double high = std::log(1e10);
    for (int step = 0; step < 50; ++step) {
        auto const middle = (low + high) / 2;
        double spent = 0;
        for (double const rate : rates)
            spent += often(rate, std::exp(middle)) * minute;
        (spent <= calls ? high : low) = middle;
    }
    double sum = 0;
    for (double const rate : rates)
        sum += cost(rate, often(rate, std::exp(high))) * minute;
    return sum;
}

}  // namespace

double share_of_the_hour(int hour) {
    static double const sum = std::accumulate(shape.begin(), shape.end(), 0.0);
    return shape[static_cast<std::size_t>(hour)] * 24 / sum;
}

TrueRate::TrueRate(double base, std::vector<Burst> bursts, TimePoint start)
    : base_{base}, bursts_{std::move(bursts)}, start_{start}, by_hour_(24 * 40) {
    double highest = 0;
    for (std::size_t i = 0; i < bursts_.size(); ++i) {
        auto const first = static_cast<std::size_t>(bursts_[i].begin / 3600);
        for (auto hour = first; hour < std::min(first + 6, by_hour_.size()); ++hour)
            by_hour_[hour].push_back(i);
        highest = std::max(highest, bursts_[i].height);
    }
    most_ = base_ * 2.2 + highest * 2;
}

double TrueRate::at(double second) const {
    auto const hour = static_cast<std::size_t>(std::max(second, 0.0) / 3600);
    auto rate = base_ * share_of_the_hour(static_cast<int>(hour % 24));
    if (hour >= by_hour_.size()) return rate;
    for (auto const i : by_hour_[hour]) {
        auto const since = second - bursts_[i].begin;
        if (since >= 0) rate += bursts_[i].height * std::exp(-since / bursts_[i].fades);
    }
    return rate;
}

double TrueRate::expected(TimePoint when, TimePoint) const {
    return at(std::chrono::duration<double>(when - start_).count());
}

std::vector<Brand> make_brands(Workload const& work, TimePoint start) {
    Chance chance{work.seed};
    auto const length = work.days * day;
    constexpr double spread = 0.8;
    std::vector<Brand> brands(static_cast<std::size_t>(work.brands));
    for (auto& brand : brands) {
        auto const size = work.per_hour / 3600 * std::exp(spread * chance.normal() - spread * spread / 2);
        for (std::size_t i = 0; i < lists; ++i) {
            auto const base = size * split[i] * std::exp(spread * chance.normal() - spread * spread / 2);
            auto& list = brand.of[i];
            list.rate = std::make_shared<TrueRate>(base, make_bursts(chance, base, length), start);
            list.times = make_times(chance, *list.rate, length);
        }
    }
    return brands;
}

Bound bound_of(Workload const& work, Brand const& brand, int from_day, int until_day) {
    Bound bound;
    auto const calls = static_cast<double>(work.calls) * (work.dead_token ? 0.75 : 1.0);
    for (int d = from_day; d < until_day; ++d) {
        std::vector<double> rates;
        for (auto const& list : brand.of)
            for (int m = 0; m < 1440; ++m)
                rates.push_back(list.rate->at(d * day + (m + 0.5) * minute));
        bound.direct += best(
            rates, calls, [](double rate, double price) { return std::sqrt(rate / (2 * price)); },
            [](double rate, double often) { return rate / (2 * often); });
        bound.counted += best(
            rates, calls,
            [](double rate, double price) { return std::min(rate, std::sqrt(rate / (2 * price))); },
            [](double rate, double often) { return often < rate ? rate / (2 * often) - 0.5 : 0.0; });
    }
    return bound;
}

}  // namespace rw::bench
