#include "care/history.hpp"

#include <algorithm>
#include <array>

namespace rw::care {
namespace {

constexpr std::array<std::string_view, 6> ends{"open",   "answered",  "covered",
                                               "closed", "withdrawn", "removed"};
/// Outcomes of a closed wait that was nobody's to answer.
constexpr std::array<std::string_view, 3> nothing_to_answer{"spam", "no-reply-needed", "chitchat"};
constexpr std::string_view expired = "expired";  // set by the fold when no reply is possible any more

}  // namespace

std::string_view to_text(Wait::End end) {
    return ends[std::min(static_cast<std::size_t>(end), ends.size() - 1)];
}

Fate fate_of(Wait const& wait) {
    switch (wait.end) {
        case Wait::End::open: return Fate::open;
        case Wait::End::answered: return Fate::answered;
        case Wait::End::covered: return Fate::left_out;
        case Wait::End::closed: {
            if (wait.outcome == expired) return Fate::unanswered;
            bool const nothing =
                std::ranges::find(nothing_to_answer, wait.outcome) != nothing_to_answer.end();
            return nothing ? Fate::left_out : Fate::answered;
        }
        case Wait::End::withdrawn: return wait.late ? Fate::unanswered : Fate::left_out;
        case Wait::End::removed: return Fate::unanswered;
    }
    return Fate::left_out;
}

bool concluded(Wait const& wait) {
    return wait.end == Wait::End::answered || (wait.end == Wait::End::closed && wait.outcome != expired);
}

Span waited(Wait const& wait, TimePoint now) {
    auto const until = wait.end == Wait::End::open ? now : wait.ended_at.value_or(now);
    return std::max(until - wait.asked_at, Span{0});
}

}  // namespace rw::care
