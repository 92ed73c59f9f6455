// What people may do with a conversation, and what it amounts to. Pure: the event to be kept, nothing when it
// is so already, or a refusal in words for whoever asked.
#pragma once

#include "care/standing.hpp"
#include "core/result.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rw::care {

/// Who acts. One who overrules (an admin) need not be the holder.
struct Actor {
    std::string name;
    bool overrules = false;
};

using Deed = Result<std::optional<Event>>;

/// `refused` when somebody else holds it, or nobody waits any more: the name of who was faster is in the
/// words. Claimed again by its holder it lasts longer.
Deed claim(Standing const& standing, Actor const& actor, TimePoint now, Span lasts);
/// Gives it to somebody else; of one that is held only the holder and who overrules may.
Deed assign(Standing const& standing, Actor const& actor, std::string const& to, TimePoint now, Span lasts);
Deed release(Standing const& standing, Actor const& actor, TimePoint now);

/// `resolved`, `answered`, `moved-to-DM`, … : what may become of a conversation (A1).
std::span<std::string_view const> outcomes();
/// `bad_input` for an outcome that there is not.
Deed close(Standing const& standing, Actor const& actor, std::string const& outcome, TimePoint now);
/// What was closed or covered waits again, by its old clock.
Deed reopen(Standing const& standing, Actor const& actor, TimePoint now);

inline constexpr Span longest_pause = 30 * 24h;
/// K18. `bad_input` without a reason, or when `until` is not within the next 30 days; `refused` for the risk
/// classes, whose clocks do not stop.
Deed pause(Standing const& standing, Actor const& actor, TimePoint until, std::string const& reason,
           TimePoint now);
Deed resume(Standing const& standing, Actor const& actor, TimePoint now);

/// K11. `statement`: its address or id.
Deed cover(Standing const& standing, Actor const& actor, std::string const& statement, TimePoint now);
/// K10: answered in private; the public wait goes on.
Deed move_to_private(Standing const& standing, Actor const& actor, TimePoint now);
/// "Judged wrong": the message that sets the class bears this label from now on. `bad_input` names the
/// labels.
Deed correct(Standing const& standing, Actor const& actor, std::string const& label, TimePoint now);

/// The same of a reply of ours: `fine`, or the one label that it bears. `gone` when the conversation has no
/// such reply.
Deed correct_reply(Conversation const& talk, Actor const& actor, std::string const& reply,
                   std::string const& label, TimePoint now);

}  // namespace rw::care
