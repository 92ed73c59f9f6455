#include "app/filing.hpp"

#include <unordered_map>
#include <unordered_set>

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

Mail sort_mail(care::Brand const& brand, std::vector<store::Parcel> const& parcels) {
    Mail mail;
    for (auto const& parcel : parcels) {
        for (auto const& said : parcel.items) {
            if (auto place = care::place(brand, said)) {
                mail.filed.push_back({*std::move(place), said});
            } else if (care::is_crowd(brand, said)) {
                mail.crowd.push_back(said);
            }
        }
    }
    return mail;
}

std::vector<ConversationId> ids_of(std::vector<Filed> const& filed) {
    std::vector<ConversationId> ids;
    std::unordered_set<ConversationId> known;
    for (auto const& one : filed) {
        if (known.insert(one.place.conversation).second) ids.push_back(one.place.conversation);
    }
    return ids;
}

std::vector<WeiboId> posts_to_look_under(Mail const& mail) {
    std::vector<WeiboId> posts;
    std::unordered_set<WeiboId> known;
    for (auto const& said : mail.crowd) {
        if (known.insert(said.root).second) posts.push_back(said.root);
    }
    return posts;
}

Talks add_all(std::vector<ConversationId> const& ids, Talks loaded, Mail const& mail) {
    std::unordered_map<ConversationId, std::size_t> seat;
    for (auto const& id : ids)
        seat.emplace(id, seat.size());
    std::vector<bool> changed(loaded.size());
    for (auto const& one : mail.filed) {
        auto const at = seat.at(one.place.conversation);
        introduce(loaded[at].value, one);
        if (care::add(loaded[at].value, care::event_of(one.place, one.said))) changed[at] = true;
    }
    for (auto const& said : mail.crowd) {
        for (std::size_t at = 0; at < loaded.size(); ++at) {
            auto& talk = loaded[at].value;
            if (talk.root != said.root || talk.fan.uid == said.author.uid) continue;
            care::add(talk.crowd, said);
            changed[at] = true;
        }
    }
    Talks touched;
    for (std::size_t at = 0; at < loaded.size(); ++at) {
        if (changed[at]) touched.push_back(std::move(loaded[at]));
    }
    return touched;
}

}  // namespace rw::app
