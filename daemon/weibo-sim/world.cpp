#include "weibo-sim/world.hpp"

#include "weibo-sim/calendar.hpp"

#include <algorithm>

namespace rw::sim {
namespace {

constexpr std::string_view default_source =
    R"(<a href="http://app.weibo.com/t/feed/6vtZb0" rel="nofollow">微博 weibo.com</a>)";
constexpr std::string_view zero_width_space = "\u200b";
Timeline const nothing;
Shelf const empty_shelf;
std::array<Past, shelf_lists> const empty_past;

enum : std::size_t { mentions, comment_mentions, to_me, by_me, around, statuses };

Timeline& list_of(Shelf& shelf, std::size_t list) {
    static constexpr Timeline Shelf::* lists[shelf_lists] = {&Shelf::mentions, &Shelf::comment_mentions,
                                                             &Shelf::to_me,    &Shelf::by_me,
                                                             &Shelf::around,   &Shelf::statuses};
    return shelf.*lists[list];
}

Failure cannot_say(std::string why) {
    return {Fault::bad_input, "say: " + std::move(why)};
}

void put(Timeline& list, std::int64_t id) {
    if (list.empty() || list.back() < id) return list.push_back(id);
    auto const place = std::ranges::lower_bound(list, id);
    if (place == list.end() || *place != id) list.insert(place, id);
}

void take(Timeline& list, std::int64_t id) {
    auto const place = std::ranges::lower_bound(list, id);
    if (place != list.end() && *place == id) list.erase(place);
}

}  // namespace

Result<void> World::check(Words const& words) const {
    if (!people_.find(words.author)) return cannot_say("nobody has the uid " + words.author.text());
    if (words.text.empty()) return cannot_say("the text is empty");
    auto const* post = find(words.post);
    bool const comment = words.shape == Shape::comment;
    if ((comment || !words.post.none()) && (!post || post->shape != Shape::status)) {
        return cannot_say("there is no status " + words.post.text());
    }
    if (post && post->deleted) return cannot_say("the status " + words.post.text() + " was deleted");
    auto const* parent = find(words.parent);
    if (!words.parent.none() && (!comment || !parent || parent->shape != Shape::comment)) {
        return cannot_say("there is no comment " + words.parent.text());
    }
    if (parent && parent->post != words.post) return cannot_say("parent and post do not belong together");
    return {};
}

std::int64_t World::new_id(Words const& words) {
    auto const second = first_id_of(words.at);
    auto const after = std::max(words.parent.value(), words.post.value());
    // Within one second what is answered still comes first.
    auto const from = after >= second && after + 1 < second + low_bits ? after + 1 : second;
    auto const room = static_cast<std::uint64_t>(second + low_bits - from);
    for (;;) {
        auto const id = from + static_cast<std::int64_t>(dice_.below(room));
        if (!items_.contains(id)) return id;
    }
}

Result<WeiboId> World::say(Words words) {
    if (auto const fits = check(words); !fits) return fits.error();
    Item item;
    item.id = WeiboId{new_id(words)};
    item.shape = words.shape;
    item.author = words.author;
    item.text = std::move(words.text);
    item.source = words.source.empty() ? std::string{default_source} : std::move(words.source);
    item.post = words.post;
    item.parent = words.parent;
    item.host = author_of(words.post);
    item.answered = author_of(words.parent);
    item.created_at = time_of(item.id.value());
    item.visible_at = std::max(words.at + words.late, now_);
    item.authorless = words.authorless;
    item.note = std::move(words.note);
    if (item.shape == Shape::comment) {
        auto const* parent = find(item.parent);
        item.thread = parent ? parent->thread : item.id;
        item.floor = parent ? 0 : ++floors_[item.post.value()];
    }
    item.mentions = named_in(item);
    if (dice_.chance(zero_width_)) item.text += zero_width_space;
    auto const id = item.id;
    hidden_.emplace(item.visible_at, id.value());
    items_.emplace(id.value(), std::move(item));
    return id;
}

std::vector<Uid> World::named_in(Item const& item) const {
    std::vector<Uid> named;
    for (auto const& name : names_in(item.text)) {
        auto const* person = people_.find(name);
        if (person && person->uid != item.author) named.push_back(person->uid);
    }
    return named;
}

Result<void> World::remove(WeiboId id) {
    auto const found = items_.find(id.value());
    if (found == items_.end()) return Failure{Fault::gone, "delete: there is no " + id.text()};
    auto& item = found->second;
    if (item.visible) {
        for (auto* list : lists_of(item))
            take(*list, id.value());
    }
    item.deleted = true;
    item.visible = false;
    return {};
}

Result<void> World::like(WeiboId id, std::int64_t likes) {
    auto const found = items_.find(id.value());
    if (found == items_.end() || found->second.deleted)
        return Failure{Fault::gone, "like: there is no " + id.text()};
    found->second.likes = likes;
    return {};
}

Result<void> World::edit(WeiboId id, std::string text, TimePoint at) {
    auto const found = items_.find(id.value());
    if (found == items_.end() || found->second.deleted)
        return Failure{Fault::gone, "edit: there is no " + id.text()};
    if (found->second.shape != Shape::status) {
        return Failure{Fault::bad_input, "edit: " + id.text() + " is a comment; only statuses can be edited"};
    }
    found->second.text = std::move(text);
    found->second.edited_at = at;
    ++found->second.edits;
    return {};
}

void World::advance(TimePoint now) {
    now_ = std::max(now_, now);
    while (!hidden_.empty() && hidden_.begin()->first <= now) {
        auto const id = hidden_.begin()->second;
        hidden_.erase(hidden_.begin());
        auto const found = items_.find(id);
        if (found != items_.end() && !found->second.deleted) show(found->second);
    }
    if (items_.size() > most_) forget_oldest();
}

void World::show(Item& item) {
    item.visible = true;
    for (auto* list : lists_of(item))
        put(*list, item.id.value());
    remember(item);
    count(item);
    announce(item);
}

void World::remember(Item const& item) {
    for (auto const& [uid, list] : places_of(item))
        past_[uid][list].push_back({item.id.value(), item.author, item.visible_at});
}

void World::announce(Item const& item) {
    for (auto const uid : item.mentions) {
        if (!told_of_mentions_.contains(uid)) continue;
        std::string const form = item.shape == Shape::comment ? "comment" : "status";
        letters_.push_back({item.author, uid, form, item.text, item.id.text(), item.visible_at});
    }
}

/// Each list once, in whichever ways the item belongs to it.
std::vector<World::Place> World::places_of(Item const& item) const {
    bool const comment = item.shape == Shape::comment;
    std::vector<Place> places;
    for (auto const uid : item.mentions)
        places.push_back({uid, comment ? comment_mentions : mentions});
    if (comment) {
        places.insert(places.end(), {{item.author, by_me}, {item.author, around}});
        for (auto const uid : {item.host, item.answered}) {
            if (uid.none() || uid == item.author) continue;
            places.insert(places.end(), {{uid, to_me}, {uid, around}});
        }
    } else {
        places.push_back({item.author, statuses});
        if (!item.post.none() && item.host != item.author) places.push_back({item.host, mentions});
    }
    std::ranges::sort(places);
    places.erase(std::ranges::unique(places).begin(), places.end());
    return places;
}

std::vector<Timeline*> World::lists_of(Item const& item) {
    std::vector<Timeline*> lists;
    for (auto const& [uid, list] : places_of(item))
        lists.push_back(&list_of(shelves_[uid], list));
    if (item.shape == Shape::comment) lists.push_back(&comments_[item.post.value()]);
    if (item.shape == Shape::status && !item.post.none()) lists.push_back(&reposts_[item.post.value()]);
    return lists;
}

void World::forget_oldest() {
    while (items_.size() > most_) {
        auto const oldest = items_.begin();
        auto const id = oldest->first;
        if (oldest->second.visible) {
            for (auto* list : lists_of(oldest->second))
                take(*list, id);
        }
        comments_.erase(id);
        reposts_.erase(id);
        floors_.erase(id);
        items_.erase(oldest);
        if (++forgotten_ % std::max<std::size_t>(most_ / 4, 1) == 0) forget_past();
    }
}

void World::forget_past() {
    auto const oldest = items_.empty() ? 0 : items_.begin()->first;
    for (auto& [uid, lists] : past_) {
        for (auto& list : lists)
            std::erase_if(list, [&](Appearance const& one) { return one.id < oldest; });
    }
}

Uid World::author_of(WeiboId id) const {
    auto const* item = find(id);
    return item ? item->author : Uid{};
}

Item const* World::find(WeiboId id) const {
    auto const found = items_.find(id.value());
    return found == items_.end() ? nullptr : &found->second;
}

Shelf const& World::shelf(Uid uid) const {
    auto const found = shelves_.find(uid);
    return found == shelves_.end() ? empty_shelf : found->second;
}

Timeline const& World::comments_of(WeiboId status) const {
    auto const found = comments_.find(status.value());
    return found == comments_.end() ? nothing : found->second;
}

Timeline const& World::reposts_of(WeiboId status) const {
    auto const found = reposts_.find(status.value());
    return found == reposts_.end() ? nothing : found->second;
}

std::array<Past, shelf_lists> const& World::past(Uid uid) const {
    auto const found = past_.find(uid);
    return found == past_.end() ? empty_past : found->second;
}

}  // namespace rw::sim
