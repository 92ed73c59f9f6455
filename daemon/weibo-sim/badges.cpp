// What reaches the staff beside the lists: red badges and letters.
#include "weibo-sim/world.hpp"

#include <algorithm>

namespace rw::sim {

std::optional<Badges> parse_badges(std::string_view text) {
    constexpr std::pair<std::string_view, Badges> modes[] = {{"true", Badges::truly},
                                                             {"stuck", Badges::stuck},
                                                             {"absent", Badges::absent},
                                                             {"human", Badges::human}};
    auto const found = std::ranges::find(modes, text, &std::pair<std::string_view, Badges>::first);
    return found == std::end(modes) ? std::nullopt : std::optional{found->second};
}

void World::count(Item const& item) {
    bool const comment = item.shape == Shape::comment;
    auto const host = item.host;
    auto named = item.mentions;
    if (!comment && !host.none() && std::ranges::find(named, host) == named.end()) named.push_back(host);
    for (auto const uid : named) {
        if (uid == item.author) continue;
        auto& badges = unread_[uid];
        ++(comment ? badges.comment_mentions : badges.mentions);
    }
    if (!comment) return;
    auto const parent = item.answered;
    if (!host.none() && host != item.author) ++unread_[host].comments;
    if (!parent.none() && parent != item.author && parent != host) ++unread_[parent].comments;
}

Unread World::unread(Uid uid) const {
    auto const& from = badges(uid) == Badges::stuck ? stuck_ : unread_;
    auto const found = from.find(uid);
    return found == from.end() ? Unread{} : found->second;
}

void World::read_by_human(Uid uid) {
    unread_[uid] = {};
}

void World::set_badges(Uid uid, Badges mode) {
    if (mode == Badges::stuck) stuck_[uid] = unread(uid);
    badges_[uid] = mode;
}

Badges World::badges(Uid uid) const {
    auto const found = badges_.find(uid);
    return found == badges_.end() ? Badges::truly : found->second;
}

Result<void> World::write(Letter letter) {
    for (auto const uid : {letter.from, letter.to}) {
        if (!people_.find(uid)) return Failure{Fault::bad_input, "write: nobody has the uid " + uid.text()};
    }
    ++unread_[letter.to].letters;
    if (told_.contains(letter.to)) letters_.push_back(std::move(letter));
    return {};
}

}  // namespace rw::sim
