// A recording of what happened: JSON lines, one conversation a line, with every fact that is known of it.
// Texts are as they are kept, masked; the shipped rules judge them anew when a recording is read. Of the
// crowd under a post, and of events of a newer version, nothing is recorded.
#pragma once

#include "care/conversation.hpp"
#include "care/policy.hpp"
#include "core/json.hpp"
#include "core/result.hpp"

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace rw::app {

struct Recorded {
    AccountId account;
    care::Conversation talk;
    friend bool operator==(Recorded const&, Recorded const&) = default;
};

/// As one JSON object, at the writer's place.
void write(Json& out, AccountId const& account, care::Conversation const& talk);
/// The same as a line, without its end.
std::string to_line(AccountId const& account, care::Conversation const& talk);

/// `bad_input` says where and what was expected: `events[2].at: expected an instant, such as 2026-…`.
Result<Recorded> from_line(std::string_view line);
/// Empty lines are skipped; a bad one ends it, with its number.
Result<std::vector<Recorded>> read_recording(std::istream& lines);

/// Judges everything that was said by these rules instead.
void judge_by(care::Policy const& policy, care::Conversation& talk);

}  // namespace rw::app
