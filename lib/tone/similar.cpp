#include "tone/similar.hpp"

#include "tone/features.hpp"
#include "tone/normalise.hpp"

#include <array>

namespace rw::tone {

std::uint64_t print_of(std::string_view text) {
    auto const normal = normalise(text);
    std::array<int, 64> votes{};
    auto const& points = normal.points;
    for (std::size_t at = 0; at + 1 < points.size(); ++at) {
        auto const hash =
            mix(points[at] * 0x1F1F1F1FULL ^ (static_cast<std::uint64_t>(points[at + 1]) << 32U));
        for (std::size_t place = 0; place < votes.size(); ++place)
            votes[place] += (hash >> place & 1U) != 0 ? 1 : -1;
    }
    std::uint64_t print = 0;
    for (std::size_t place = 0; place < votes.size(); ++place) {
        if (votes[place] > 0) print |= std::uint64_t{1} << place;
    }
    return print;
}

}  // namespace rw::tone
