// A month of a brand's life, made up from a seed: who writes what when, what the brand does with it, and when
// we learn of either. The same seed gives the same life.
#pragma once

#include "care/matching.hpp"

#include <cstdint>
#include <variant>
#include <vector>

namespace rw::test {

struct Deed {
    ConversationId conversation;
    care::Event event;
};
struct Happening {
    TimePoint known_at{};
    std::variant<Utterance, Deed> what;
};

struct LifePlan {
    std::uint64_t seed = 1;
    int brand = 0;  ///< which of many
    int fans = 100;
    int messages = 1000;  ///< of fans and of the brand, as nearly as stories end
    int days = 30;
};
struct Life {
    care::Brand brand;
    std::vector<Happening> happenings;  ///< in the order in which we learn of them
    TimePoint begin{};
    TimePoint end{};  ///< days after the last word: every deadline has passed by then
};
Life make_life(LifePlan const& plan);

/// The rules by which the people of these lives work: from nine to nine, and answers within 5 s are a
/// robot's.
care::Policy life_policy();

}  // namespace rw::test
