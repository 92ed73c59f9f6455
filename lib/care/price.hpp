// What a call must save, and what a call would save: the arithmetic of polling under a quota (polling.md 2,
// 3).
#pragma once

#include "care/arrivals.hpp"
#include "core/time.hpp"

#include <optional>
#include <vector>

namespace rw::care {

/// What may still be asked before a window ends.
struct Budget {
    double calls = 0;  ///< left
    TimePoint resets{};
    double whole = 0;  ///< of the whole window; 0: as many as are left
    Span window = 24h;
    friend bool operator==(Budget const&, Budget const&) = default;
};

/// One list as far as the price of a call is concerned.
struct Demand {
    Rates const* rates = nullptr;
    double weight = 1;     ///< of one second that one item waits
    bool counted = false;  ///< a counter tells when there is something
    Span floor{0};         ///< never read more often
    Span ceiling = 24h;    ///< never read more seldom, as long as a call is left
};

/// Readings a second of a list where `rate` items a second come and a call must save `price` seconds of
/// waiting.
double frequency(Demand const& demand, double rate, double price);
/// Mean seconds that an item waits at that frequency. With a counter the first item of a batch calls for the
/// reading.
double mean_delay(Demand const& demand, double rate, double price);

/// What is expected of all lists until a window ends, looked up once.
class Outlook {
public:
    Outlook(std::vector<Demand> const& demands, TimePoint now, TimePoint until);
    /// Calls that all lists together take at `price`.
    double calls(double price) const;

private:
    /// Readings in it: `root` over the root of the price, within bounds.
    struct Piece {
        double root;
        double least;
        double most;
    };
    std::vector<Piece> pieces_;
};

/// Seconds of waiting that one call must save so that the budget just lasts to its reset; zero when there is
/// enough for everything.
double price_of(Outlook const& outlook, Budget const& budget);

}  // namespace rw::care
