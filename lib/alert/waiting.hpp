// The trouble of a fan who waits: nearly late (`prebreach`) or late, in words that a tired person
// understands.
#pragma once

#include "alert/escalate.hpp"
#include "care/bands.hpp"
#include "care/standing.hpp"
#include "care/surge.hpp"

#include <optional>
#include <string>

namespace rw::alert {

/// The key under which a conversation's waiting is one incident, from the warning to the answer.
std::string waiting_key(ConversationId const& conversation);

struct Waiting {
    AccountId account;
    care::Conversation const& conversation;
    care::Standing const& standing;
    care::Bands const& bands;
    std::string url;                        ///< where the post is to be found
    Language language = Language::chinese;  ///< in which it is told
};

/// A trouble of this conversation with all that routes and silences may ask for, but no words yet.
Trouble trouble_of(Waiting const& waiting, IncidentKind kind, care::Level level);

/// The fan's masked name. The platform tells none with a private message, nor where only our reply was read.
std::string called(care::Conversation const& talk, Language language);

/// What to tell about a waiting fan at `now`; nothing while no deadline has passed. Names and texts are
/// masked.
std::optional<Trouble> waiting_trouble(Waiting const& waiting, TimePoint now);

/// A promise that the brand made in public and did not keep (B14), in a conversation that has one: one
/// incident until there is another word.
std::string promise_key(ConversationId const& conversation);
std::optional<Trouble> promise_trouble(Waiting const& waiting, TimePoint now);

/// A message of a fan that cannot wait for its deadline: injury, law, press, danger to life (F02-F04, F10,
/// F11), while it is not answered: one incident a conversation.
std::string fan_risk_key(ConversationId const& conversation);
std::optional<Trouble> fan_risk_trouble(Waiting const& waiting, TimePoint now);

/// The key of what `risk_trouble` tells of an item.
std::string risk_key(WeiboId item);
/// What the public may hold against the brand (K12, K14-K16, B10, B19, B25, B28), or its own words
/// (domain 5.2): one incident an item, which a person ends.
Trouble risk_trouble(Waiting const& waiting, care::Risk const& risk);

/// The same complaint by many fans (F07): one incident a storm.
std::string surge_key(WeiboId first);
Trouble surge_trouble(AccountId const& account, care::Surge const& surge, Language language);

}  // namespace rw::alert
