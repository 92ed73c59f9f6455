// Which words of a text weigh how much for a decision.
#pragma once

#include "tone/judge.hpp"

namespace rw::tone {

/// Of each code point of the judged text, what its features add to a logit; `other`: what has no place there.
struct Spread {
    std::vector<float> points;
    float other = 0;
};
Spread spread(Scored const& scored, Section const& section, std::size_t head);

/// The stretch of at most sixteen code points that weighs most for a decision; the whole text when none does.
Range heaviest_words(Scored const& scored, Section const& section, std::size_t head, std::string_view text);

/// Parts and the rest of a logit.
Explanation explain(Scored const& scored, Section const& section, std::size_t head,
                    std::optional<FanLabel> fan, std::optional<ReplyLabel> reply);

}  // namespace rw::tone
