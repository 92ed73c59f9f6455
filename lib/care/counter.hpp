// The platform's unread counter of one list as a sentinel: free of quota, but it belongs to people too. It
// falls when staff open the app, counts messages that our token cannot see, and may be wrong (polling.md 3).
#pragma once

#include "core/time.hpp"

#include <cstdint>
#include <optional>

namespace rw::care {

class Counter {
public:
    /// What one look told.
    struct Heard {
        double news = 0;  ///< items since the look before that a reading is likely to find
        TimePoint from{};
    };
    Heard looked(std::int64_t count, TimePoint now);

    /// A reading brought `found` items that were not known before; `late` of them had been written before the
    /// last look and were not announced by it.
    void read(std::size_t found, std::size_t unannounced, TimePoint now);

    /// It has been asked lately, has been seen before a reading (what came before its first look it does not
    /// tell), and has not proved wrong.
    bool trusted(TimePoint now) const;
    double waiting() const { return waiting_ * truth_; }  ///< items a reading is likely to find
    double announced() const { return waiting_; }         ///< since the last reading, as counted
    /// Message-seconds that those have waited so far.
    double area(TimePoint now) const;
    std::optional<TimePoint> looked_at() const { return looked_at_; }
    /// Nothing has been announced since the last reading.
    bool quiet() const { return waiting_ <= 0; }

private:
    std::optional<std::int64_t> last_;
    bool based_ = false;  ///< a reading has followed the first look
    std::optional<TimePoint> looked_at_;
    double waiting_ = 0;  ///< as counted
    double area_ = 0;     ///< up to `area_at_`
    TimePoint area_at_{};
    double truth_ = 1;        ///< items found for each one counted, learnt
    std::size_t silent_ = 0;  ///< items found lately that it did not announce
    bool fell_ = false;       ///< since the last reading: somebody opened the app, so it may owe us some
    TimePoint distrusted_until_{};
};

}  // namespace rw::care
