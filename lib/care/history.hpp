// What statistics are made of: the waits of fans, the answers of the brand's people, and when fans wrote.
#pragma once

#include "care/bands.hpp"
#include "care/tier.hpp"
#include "core/id.hpp"
#include "core/time.hpp"
#include "core/utterance.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw::care {

/// One wait of a fan: from the oldest unanswered message to what ended it (K3, K17).
struct Wait {
    ConversationId conversation;
    WeiboId root;  ///< the post it stands under
    Uid fan;
    rw::Kind form = rw::Kind::comment;
    bool heard = false;  ///< verified, or more than 100,000 followers (A22)
    Tier tier = Tier::normal;
    Class kind = Class::chitchat;
    TimePoint asked_at{};
    std::optional<TimePoint> last_at;  ///< the fan's last message in it; none: there was only the first
    int messages = 1;
    enum class End : std::uint8_t { open, answered, covered, closed, withdrawn, removed };
    End end = End::open;
    std::optional<TimePoint> ended_at;
    std::string ended_by;  ///< who answered or closed it; empty: unknown (K8)
    std::string outcome;   ///< resolved, answered, moved-to-DM, …; may be empty, also of an answered one
    bool late = false;     ///< a ceiling passed; as judged by the policy in force then (K24)
    std::string holder;    ///< who has claimed it, while open
};
std::string_view to_text(Wait::End end);

/// One public reply by the brand's people that counts (not an automatic one, K6).
struct Answer {
    ConversationId conversation;
    WeiboId root;
    Uid fan;
    Tier tier = Tier::normal;  ///< of the fan
    TimePoint at{};
    std::string operator_name;            ///< empty: unknown (K8), never guessed
    bool executive = false;               ///< written from an executive's account (B19)
    Class to = Class::chitchat;           ///< class of what it answers
    int letters = 0;                      ///< code points of the reply
    int letters_read = 0;                 ///< code points of what it answers
    std::optional<TimePoint> claimed_at;  ///< by the same person, before it
    bool off_hours = false;               ///< outside the roster or the working time
    std::optional<double> warmth;         ///< once tone has it
};

/// A fan wrote, whether it wants an answer or not.
struct Touch {
    Uid fan;
    TimePoint at{};
};

/// Records of one account, in any order.
struct History {
    std::vector<Wait> waits;
    std::vector<Answer> answers;
    std::vector<Touch> touches;  ///< every message of a fan; may be empty, then the waits speak for them
};

/// What became of a wait, as far as statistics care.
enum class Fate : std::uint8_t {
    open,
    answered,    ///< by a person, or closed with an outcome that says the fan was served
    unanswered,  ///< withdrawn after its ceiling, removed by the brand (K13, K14), or its reply window
                 ///< expired
    left_out,    ///< covered, spam, nothing to answer, or withdrawn in time: neither praise nor blame
};
Fate fate_of(Wait const& wait);
/// A person's answer or closing ended it; an expired reply window is nobody's doing.
bool concluded(Wait const& wait);

/// How long the fan has waited: until the end, or until `now` while it is open (K27). Never negative.
Span waited(Wait const& wait, TimePoint now);

}  // namespace rw::care
