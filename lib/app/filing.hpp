// The rules of filing (care/filing.hpp) over what was loaded from the ledger.
#pragma once

#include "app/rules.hpp"
#include "care/filing.hpp"
#include "store/ledger.hpp"

#include <vector>

namespace rw::app {

using care::Mail;
Mail sort_mail(care::Brand const& brand, std::vector<store::Parcel> const& parcels);

/// The conversations that `mail` belongs to, each once, and the records of the brand's words under the same
/// posts.
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
