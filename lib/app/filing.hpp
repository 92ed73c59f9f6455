// From utterances to conversations: pure bookkeeping between the inbox and the ledger.
#pragma once

#include "app/rules.hpp"
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
    std::vector<Utterance> loose;  ///< the brand's words to nobody in particular (K9)
    std::vector<Utterance> crowd;  ///< strangers under posts where fans may wait
};
Mail sort_mail(care::Brand const& brand, std::vector<store::Parcel> const& parcels);

/// The conversations that `mail` belongs to, each once, and the records of the brand's loose words under the
/// same posts.
std::vector<ConversationId> ids_of(care::Brand const& brand, Mail const& mail);
/// The posts for which it has to be known who else waits under them.
std::vector<WeiboId> posts_to_look_under(Mail const& mail);

using Talks = std::vector<store::Versioned<care::Conversation>>;
struct Added {
    Talks talks;  ///< those that changed
    int messages = 0;
    int replies = 0;
};
/// Adds what arrived to the conversations `ids`, as they were loaded in that order; one that was not there
/// yet begins here.
Added add_all(Rules const& rules, std::vector<ConversationId> const& ids, Talks loaded, Mail const& mail);

}  // namespace rw::app
