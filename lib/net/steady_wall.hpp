// Wall time that goes on evenly while somebody moves the system clock.
#pragma once

#include "core/time.hpp"

#include <optional>

namespace rw::net {

/// Told both clocks at each look, gives the time to trust (K25). A difference of at most 1 s is followed at
/// once; a greater step only after it has stood for 60 s of steady time, so that a clock that is set wrong
/// and mended fires no deadline.
class SteadyWall {
public:
    struct Look {
        TimePoint now{};
        std::optional<Span> stepped;  ///< a step that is being followed from now on
    };
    Look look(TimePoint wall, Span steady);

private:
    struct Doubt {
        Span offset{0};
        Span since{0};
    };
    std::optional<Span> offset_;  ///< trusted wall time minus steady time
    std::optional<Doubt> doubt_;
};

}  // namespace rw::net
