// What a person has said of words stands for all that was found in them; and makes a case to learn from.
#pragma once

#include "care/conversation.hpp"

#include <optional>
#include <vector>

namespace rw::care {

/// With the risk and the wish for an answer that are usual of the label.
tone::FanVerdict corrected(tone::FanLabel label);
/// With the severity that is usual of the label; of none: a reply with which nothing is wrong.
tone::ReplyVerdict corrected(std::optional<tone::ReplyLabel> label);

/// As the reply was judged, or as somebody has corrected it since.
tone::ReplyVerdict verdict_of(std::vector<Event> const& events, Replied const& reply);

/// Replies of which somebody has said last that nothing is wrong with them.
std::vector<WeiboId> found_fine(Conversation const& talk);

/// Words as a person has judged them; texts are masked as the conversation's are.
struct FanCase {
    Asked const* asked = nullptr;
    std::string const* text = nullptr;  ///< as they were edited last
    tone::FanVerdict verdict;
};
struct ReplyCase {
    Replied const* reply = nullptr;
    Asked const* asked = nullptr;  ///< what it was judged with; none: we knew none
    tone::ReplyVerdict verdict;
};
struct Cases {
    std::vector<FanCase> fan;
    std::vector<ReplyCase> reply;
};
/// Everything that people have corrected, each by the last word on it. Points into `talk`.
Cases cases_of(Conversation const& talk);

}  // namespace rw::care
