#include "care/price.hpp"

#include <algorithm>
#include <cmath>

namespace rw::care {
namespace {

constexpr double no_price = 1e-3;
constexpr double any_price = 1e9;

double seconds(Span span) {
    return std::chrono::duration<double>(span).count();
}

/// Calls f(begin, end, instant that stands for it) for pieces of [now, until), short where bursts still fade.
template <class Piece>
void in_pieces(TimePoint now, TimePoint until, Piece piece) {
    for (auto from = now; from < until;) {
        TimePoint end = std::min<TimePoint>(until, std::chrono::floor<std::chrono::hours>(from) + 1h);
        if (from - now < 1h) end = std::min<TimePoint>(end, from + 15min);
        piece(from, end, from + (end - from) / 2);
        from = end;
    }
}

struct Bounds {
    double least;
    double most;
};
/// Readings a second that are the least and the most for a list; with a counter there is no more to read than
/// comes.
Bounds bounds(Demand const& demand, double rate) {
    auto most = demand.floor > Span{0} ? 1 / seconds(demand.floor) : 1.0;
    auto const least = std::min(1 / seconds(demand.ceiling), most);
    if (demand.counted) most = std::clamp(rate, least, most);
    return {least, most};
}

}  // namespace

double frequency(Demand const& demand, double rate, double price) {
    auto const [least, most] = bounds(demand, rate);
    return std::clamp(std::sqrt(demand.weight * rate / 2) / std::sqrt(std::max(price, no_price)), least,
                      most);
}

double mean_delay(Demand const& demand, double rate, double price) {
    auto const often = frequency(demand, rate, price);
    if (!demand.counted) return 1 / (2 * often);
    // The item that calls for the reading does not wait; of those that gather meanwhile each waits half.
    return rate > often ? 1 / (2 * often) - 1 / (2 * rate) : 0;
}

Outlook::Outlook(std::vector<Demand> const& demands, TimePoint now, TimePoint until) {
    in_pieces(now, until, [&](TimePoint from, TimePoint end, TimePoint middle) {
        for (auto const& demand : demands) {
            auto const rate = demand.rates->expected(middle, now);
            auto const span = seconds(end - from);
            auto const [least, most] = bounds(demand, rate);
            pieces_.push_back({std::sqrt(demand.weight * rate / 2) * span, least * span, most * span});
        }
    });
}

double Outlook::calls(double price) const {
    auto const scale = 1 / std::sqrt(std::max(price, no_price));
    double calls = 0;
    for (auto const& piece : pieces_)
        calls += std::min(std::max(piece.root * scale, piece.least), piece.most);
    return calls;
}

double price_of(Outlook const& outlook, Budget const& budget) {
    if (outlook.calls(no_price) <= budget.calls) return 0;
    auto low = std::log(no_price);
    auto high = std::log(any_price);
    for (int step = 0; step < 24; ++step) {
        auto const middle = (low + high) / 2;
        (outlook.calls(std::exp(middle)) <= budget.calls ? high : low) = middle;
    }
    return std::exp(high);
}

}  // namespace rw::care
