// From utterances to conversations: pure bookkeeping between the inbox and the ledger.
#pragma once

#include "care/matching.hpp"
#include "core/utterance.hpp"
#include "store/ledger.hpp"

#include <vector>

namespace rw::app {

struct Filed {
    care::Place place;
    Utterance said;
};

/// What arrived, by what it is to us; the rest is dropped.
struct Mail {
    std::vector<Filed> filed;      ///< has its conversation, by ids alone
    std::vector<Utterance> crowd;  ///< strangers under posts where fans may wait
};
Mail sort_mail(care::Brand const& brand, std::vector<store::Parcel> const& parcels);

/// Each conversation once, in order of first appearance.
std::vector<ConversationId> ids_of(std::vector<Filed> const& filed);
/// The posts for which it has to be known who else waits under them.
std::vector<WeiboId> posts_to_look_under(Mail const& mail);

using Talks = std::vector<store::Versioned<care::Conversation>>;
/// Adds what arrived to the conversations `ids`, as they were loaded in that order; one that was not there
/// yet begins here. Gives those that changed.
Talks add_all(std::vector<ConversationId> const& ids, Talks loaded, Mail const& mail);

}  // namespace rw::app
