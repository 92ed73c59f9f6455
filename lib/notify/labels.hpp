// What buttons and links are called.
#pragma once

#include "core/language.hpp"

namespace rw::notify {

inline constexpr Phrase take_it_on{"我来处理", "I take it on"};
inline constexpr Phrase the_post{"原帖", "Post"};
inline constexpr Phrase see_the_post{"看原帖", "See the post"};
inline constexpr Phrase the_dashboard{"看板", "Dashboard"};

}  // namespace rw::notify
