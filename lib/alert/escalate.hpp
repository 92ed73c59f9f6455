// What happens to an incident over time: it is told what happened and answers what is to be told to whom.
#pragma once

#include "alert/incident.hpp"
#include "alert/notice.hpp"
#include "alert/policy.hpp"

#include <vector>

namespace rw::alert {

/// Everything that led to the incident, before anybody is told.
struct Trouble {
    AccountId account;
    std::string key;
    IncidentKind kind = IncidentKind::late;
    care::Level level = care::Level::yellow;
    std::string title;
    std::string subject;
    std::string quote;
    std::string about;
    std::string url;
    std::string class_name;
    std::string tier;
    std::string list;
    std::vector<std::string> labels;
    Exposure exposure;
    std::vector<Reason> reasons;
    std::vector<ConversationId> conversations;
    WeiboId reply;
    bool observed =
        true;  ///< false: it happened while we could not see, and is told together with others (K30)
};

/// An incident's next form, and the outbox entries that must be stored with it in the same step.
struct Outcome {
    Incident incident;
    std::vector<Notice> notices;
};

/// The routes that decide for an incident, in their order.
std::vector<Route const*> routes_that_match(Policy const& policy, Incident const& incident);

/// Opens an incident: takes the first route that matches (contract 6), keeps its policy, and tells the steps
/// that are due at once. Without a matching route it exists, but nobody is notified.
Outcome open(Policy const& policy, Trouble const& trouble, TimePoint now);

/// The same trouble again, graver or with other words (prebreach turns into late). A higher level starts the
/// ladder anew under the policy of the new level and takes back an acknowledgement; otherwise nobody is told
/// again.
Outcome update(Policy const& policy, Incident incident, Trouble const& trouble, TimePoint now);

/// The incident's `next_step_at` has come: escalates or repeats. Nothing happens when it is acked or
/// resolved.
Outcome step(Policy const& policy, Incident incident, TimePoint now);

/// Who does something, and what he says of it.
struct Actor {
    std::string who;  ///< a person, or `clock`
    std::string text{};
};

/// A step should have been taken more than a minute ago, or there is one to come and no time for it.
bool is_overdue(Incident const& incident, TimePoint now);

/// The same trouble again, soon after its end: the same incident goes on, and its ladder begins anew.
Outcome reopen(Policy const& policy, Incident incident, Trouble const& trouble, TimePoint now);
/// How soon.
inline constexpr Span reopens_within = 10min;

/// Stops repeats and steps, never the fan's clock, for as long as the escalation says. Doing it twice changes
/// nothing.
Outcome acknowledge(Policy const& policy, Incident incident, Actor const& actor, TimePoint now);
Outcome unacknowledge(Policy const& policy, Incident incident, Actor const& actor, TimePoint now);

/// Ends it. Those who were told that it began are told that it ended, each channel once.
Outcome resolve(Policy const& policy, Incident incident, Actor const& actor, TimePoint now);

/// Something to remember; nobody is told.
Outcome comment(Incident incident, Actor const& actor, TimePoint now);

}  // namespace rw::alert
