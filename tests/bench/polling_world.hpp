// Brands whose fans write as a day has it, with bursts; and the least waiting that a quota allows when all of
// it is known beforehand (polling.md 1, 2, 6).
#pragma once

#include "care/arrivals.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace rw::bench {

inline constexpr int lists = 3;  ///< mentions, comments received, comments that name the brand

struct Workload {
    std::string name;
    int brands = 50;
    double per_hour = 1;       ///< messages of an average brand
    std::int64_t calls = 100;  ///< a day and brand
    int days = 14;
    std::uint64_t seed = 1;
    bool dead_token = false;     ///< half of the calls are gone from noon on: one of two tokens dies each day
    bool false_counter = false;  ///< the unread counter of half the brands never moves
};

/// The true rate of one list, which nobody but the bound (and `known`) may look at.
class TrueRate final : public care::Rates {
public:
    struct Burst {
        double begin = 0;  ///< seconds
        double height = 0;
        double fades = 0;
    };
    TrueRate(double base, std::vector<Burst> bursts, TimePoint start);
    double at(double second) const;
    double expected(TimePoint when, TimePoint now) const override;
    double most() const { return most_; }

private:
    double base_;
    std::vector<Burst> bursts_;
    TimePoint start_;
    std::vector<std::vector<std::size_t>> by_hour_;  ///< bursts that are felt in an hour
    double most_ = 0;
};

struct List {
    std::shared_ptr<TrueRate> rate;
    std::vector<double> times;  ///< seconds after the start, ascending
};
struct Brand {
    List of[lists];
};

std::vector<Brand> make_brands(Workload const& work, TimePoint start);
double share_of_the_hour(int hour);  ///< the day's shape, 1 on average

/// Message-seconds of waiting in [from, until) days at the best frequency for every minute.
struct Bound {
    double direct = 0;   ///< without a counter
    double counted = 0;  ///< with a counter that tells at once
};
Bound bound_of(Workload const& work, Brand const& brand, int from_day, int until_day);

}  // namespace rw::bench
