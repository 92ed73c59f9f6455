#include "app/filing.hpp"

#include <unordered_map>

namespace rw::app {
namespace {

/// The first words seen of a conversation tell whose it is. An answer that was read before its question knows
/// the fan's uid only; the question brings the rest.
void introduce(care::Conversation& talk, Filed const& filed) {
    auto const& place = filed.place;
    if (talk.id.empty()) {
        talk.id = place.conversation;
        talk.root = place.root;
        talk.root_author = filed.said.root_author;
        talk.fan.uid = place.fan;
    }
    if (place.by_brand) return;
    bool const first_words = talk.fan.name.empty();
    if (first_words) talk.kind = filed.said.kind;
    auto const known_followers = talk.fan.followers;
    talk.fan = filed.said.author;
    if (talk.fan.followers < 0) talk.fan.followers = known_followers;
}

}  // namespace

std::vector<Filed> file(care::Brand const& brand, std::vector<store::Parcel> const& parcels) {
    std::vector<Filed> filed;
    for (auto const& parcel : parcels) {
        for (auto const& said : parcel.items) {
            if (auto place = care::place(brand, said)) filed.push_back({*std::move(place), said});
        }
    }
    return filed;
}

std::vector<ConversationId> ids_of(std::vector<Filed> const& filed) {
    std::vector<ConversationId> ids;
    std::unordered_map<ConversationId, bool> known;
    for (auto const& one : filed) {
        if (known.emplace(one.place.conversation, true).second) ids.push_back(one.place.conversation);
    }
    return ids;
}

std::vector<store::Versioned<care::Conversation>> add_all(
    std::vector<store::Versioned<care::Conversation>> loaded, std::vector<Filed> const& filed) {
    std::unordered_map<ConversationId, std::size_t> seat;
    for (auto const& id : ids_of(filed))
        seat.emplace(id, seat.size());
    std::vector<bool> changed(loaded.size());
    for (auto const& one : filed) {
        auto const at = seat.at(one.place.conversation);
        introduce(loaded[at].value, one);
        if (care::add(loaded[at].value, care::event_of(one.place, one.said))) changed[at] = true;
    }
    std::vector<store::Versioned<care::Conversation>> touched;
    for (std::size_t at = 0; at < loaded.size(); ++at) {
        if (changed[at]) touched.push_back(std::move(loaded[at]));
    }
    return touched;
}

}  // namespace rw::app
