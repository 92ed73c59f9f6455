#include "net/steady_wall.hpp"

namespace rw::net {
namespace {

constexpr Span followed_at_once = 1s;
constexpr Span believed_after = 60s;

bool near(Span a, Span b) {
    return a - b <= followed_at_once && b - a <= followed_at_once;
}

}  // namespace

SteadyWall::Look SteadyWall::look(TimePoint wall, Span steady) {
    auto const offset = wall.time_since_epoch() - steady;
    if (!offset_ || near(offset, *offset_)) {
        offset_ = offset;
        doubt_.reset();
        return {wall, {}};
    }
    if (!doubt_ || !near(offset, doubt_->offset)) doubt_ = Doubt{offset, steady};
    if (steady - doubt_->since < believed_after) return {TimePoint{*offset_ + steady}, {}};
    auto const step = offset - *offset_;
    offset_ = offset;
    doubt_.reset();
    return {wall, step};
}

}  // namespace rw::net
