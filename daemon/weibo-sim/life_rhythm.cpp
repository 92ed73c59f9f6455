// When fans speak: at a rate that follows the day, and all at once now and then.
#include "weibo-sim/calendar.hpp"
#include "weibo-sim/life.hpp"

#include <algorithm>
#include <cmath>

namespace rw::sim {
namespace {

double peak_of(Cycle const& cycle) {
    return cycle.empty() ? 1 : std::ranges::max(cycle);
}

}  // namespace

double Life::per_minute(std::size_t brand) const {
    auto const& part = scenario_.brands[brand];
    if (part.per_hour >= 0) return part.per_hour / 60;
    return part.per_minute >= 0 ? part.per_minute : life_.per_minute;
}

Cycle const& Life::cycle(std::size_t brand) const {
    auto const& own = scenario_.brands[brand].cycle;
    return own.empty() ? life_.cycle : own;
}

/// How busy this hour is.
double Life::busy(std::size_t brand, TimePoint at) const {
    auto const& factors = cycle(brand);
    if (factors.empty()) return 1;
    auto const hour = std::chrono::floor<std::chrono::hours>(at - day_of(at)).count();
    return factors.at(static_cast<std::size_t>(hour));
}

/// Fans come as at the busiest hour, and at other hours some of them think better of it.
void Life::next_arrival(std::size_t brand, TimePoint at) {
    auto const rate = per_minute(brand) * peak_of(cycle(brand));
    if (rate <= 0 || fans_.empty()) return;
    auto const pause = std::max(Span{1}, scaled(dice_.exponential(60'000 / rate)));
    agenda_.put(at + pause, [this, brand](TimePoint then) { arrive(brand, then); });
}

void Life::arrive(std::size_t brand, TimePoint at) {
    next_arrival(brand, at);
    auto const& factors = cycle(brand);
    if (!factors.empty() && !dice_.chance(busy(brand, at) / peak_of(factors))) return;
    speak(brand, "", at);
}

std::size_t Life::index_of(std::string const& key) const {
    auto const found = std::ranges::find(scenario_.brands, key, &BrandPart::key);
    return static_cast<std::size_t>(found - scenario_.brands.begin());
}

void Life::burst(BurstPart const& part, TimePoint at) {
    auto const brand = index_of(part.brand);
    if (brand >= scenario_.brands.size() || fans_.empty()) return;
    auto const over = static_cast<double>(part.over.count());
    for (std::int64_t count = 0; count < part.count; ++count) {
        auto const offset = std::fmod(dice_.exponential(over / 3), std::max(over, 1.0));
        agenda_.put(at + scaled(offset),
                    [this, brand, of = part.of](TimePoint then) { speak(brand, of, then); });
    }
}

void Life::next_burst(std::size_t brand, TimePoint at) {
    if (life_.bursts_per_day <= 0) return;
    constexpr double day = 24 * 3'600'000.0;
    auto const pause = scaled(dice_.exponential(day / life_.bursts_per_day));
    agenda_.put(at + pause, [this, brand](TimePoint then) { sudden(brand, then); });
}

/// What comes beyond the usual is the integral of a rate that begins `burst_factor` times as high and decays.
void Life::sudden(std::size_t brand, TimePoint at) {
    next_burst(brand, at);
    auto const minutes = static_cast<double>(life_.burst_decay.count()) / 60'000;
    auto const more = per_minute(brand) * busy(brand, at) * (life_.burst_factor - 1) * minutes;
    BurstPart part;
    part.brand = scenario_.brands[brand].key;
    part.count = static_cast<std::int64_t>(std::lround(more));
    part.over = life_.burst_decay * 3;
    burst(part, at);
}

}  // namespace rw::sim
