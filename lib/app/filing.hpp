// The rules of filing (care/filing.hpp) over what was loaded from the ledger.
#pragma once

#include "app/rules.hpp"
#include "care/filing.hpp"
#include "store/ledger.hpp"

#include <vector>

namespace rw::app {

using care::Mail;
using Talks = std::vector<store::Versioned<care::Conversation>>;
Mail sort_mail(care::Brand const& brand, std::vector<store::Parcel> const& parcels);

/// The conversations that `mail` belongs to, each once, and the records of the brand's words under the same
/// posts.
std::vector<ConversationId> ids_of(care::Brand const& brand, Mail const& mail);
/// Of what `loaded` tells of `ids`: those that must be loaded as well, since they hold answers that were
/// meant for the fans who write in `mail` (K12).
std::vector<ConversationId> strays_of(Rules const& rules, Mail const& mail,
                                      std::vector<ConversationId> const& ids, Talks const& loaded);
/// The posts for which it has to be known who else waits under them.
std::vector<WeiboId> posts_to_look_under(Mail const& mail);

struct Added {
    Talks talks;  ///< those that changed
    int messages = 0;
    int replies = 0;
};
/// Adds what arrived to the conversations `ids`, as they were loaded in that order; one that was not there
/// yet begins here.
Added add_all(Rules const& rules, std::vector<ConversationId> const& ids, Talks loaded, Mail const& mail);

}  // namespace rw::app
