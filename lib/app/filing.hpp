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

/// Those that concern a fan, in the order given; the rest is dropped.
std::vector<Filed> file(care::Brand const& brand, std::vector<store::Parcel> const& parcels);
/// Each conversation once, in order of first appearance.
std::vector<ConversationId> ids_of(std::vector<Filed> const& filed);
/// Adds what was filed to the conversations as they were loaded (same order as `ids_of`); a conversation that
/// was not there yet begins here. Gives those that changed.
std::vector<store::Versioned<care::Conversation>> add_all(
    std::vector<store::Versioned<care::Conversation>> loaded, std::vector<Filed> const& filed);

}  // namespace rw::app
