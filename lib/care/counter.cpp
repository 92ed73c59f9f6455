#include "care/counter.hpp"

#include <algorithm>

namespace rw::care {
namespace {

constexpr Span stale = 10min;           // a counter that was not heard of for longer says nothing
constexpr Span distrust = 12h;          // then it gets another chance
constexpr std::size_t most_silent = 3;  // items in a row that it knew nothing of, at most two a reading
constexpr double learning = 0.15;       // weight of one reading against all before
constexpr double least_truth = 0.02;

double seconds(Span span) {
    return std::chrono::duration<double>(span).count();
}

}  // namespace

Counter::Heard Counter::looked(std::int64_t count, TimePoint now) {
    area_ = area(now);
    area_at_ = now;
    Heard heard{0, looked_at_.value_or(now)};
    if (last_) {
        // It fell: somebody opened the app. What it shows now has come since.
        fell_ = fell_ || count < *last_;
        auto const fresh = static_cast<double>(count >= *last_ ? count - *last_ : count);
        waiting_ += fresh;
        heard.news = fresh * truth_;
    }
    last_ = count;
    looked_at_ = now;
    return heard;
}

double Counter::area(TimePoint now) const {
    return area_ + waiting_ * truth_ * seconds(std::max(now - area_at_, Span{0}));
}

void Counter::read(std::size_t found, std::size_t unannounced, TimePoint now) {
    if (waiting_ > 0) {
        auto const share = std::min(static_cast<double>(found) / waiting_, 1.0);
        truth_ = std::max(truth_ + learning * (share - truth_), least_truth);
    }
    if (unannounced > 0 && !fell_) {
        silent_ += std::min<std::size_t>(unannounced, 2);
        if (silent_ >= most_silent) distrusted_until_ = now + distrust;
    } else if (found > 0) {
        silent_ = 0;
    }
    based_ = last_.has_value();
    fell_ = false;
    waiting_ = 0;
    area_ = 0;
    area_at_ = now;
}

bool Counter::trusted(TimePoint now) const {
    return looked_at_ && based_ && now - *looked_at_ <= stale && now >= distrusted_until_;
}

}  // namespace rw::care
