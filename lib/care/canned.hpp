// Canned replies: nearly the same words to many fans within a day (B10). To one fan twice is worse, and told
// by care/misstep.
#pragma once

#include "core/id.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <deque>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

namespace rw::care {

class Canned {
public:
    /// To how many fans, this one among them, nearly the same words have gone within a day up to `at`. The
    /// same reply gets the same answer again. 1 for words that are new, or too short to be anybody's own.
    int place_of(WeiboId reply, Uid fan, std::string_view text, TimePoint at);

private:
    struct Said {
        WeiboId reply;
        Uid fan;
        TimePoint at{};
        int place = 1;
    };
    /// Replies that are nearly the same as its first one.
    struct Wording {
        std::uint64_t print = 0;
        std::string text;
        std::deque<Said> said;  ///< of the last day, the oldest first
    };
    void forget(TimePoint before);
    Wording& wording_of(std::string_view text);

    std::list<Wording> wordings_;
    std::unordered_map<WeiboId, int> places_;  ///< of all that are remembered; at most `most`
};

/// At this many fans it is told, once.
inline constexpr int canned_at = 10;

}  // namespace rw::care
