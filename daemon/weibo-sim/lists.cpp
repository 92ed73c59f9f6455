#include "weibo-sim/api.hpp"

#include "core/hash.hpp"
#include "weibo-sim/render.hpp"

#include <algorithm>
#include <charconv>

namespace rw::sim {
namespace {

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t value = 0;
    auto const* end = text.data() + text.size();
    auto const [at, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || at != end) return std::nullopt;
    return value;
}

}  // namespace

std::variant<Api::Reading, ApiError> Api::reading(Call const& call, ListKind const& kind) const {
    Reading reading;
    std::int64_t count = 0;
    std::int64_t page = 1;
    std::pair<std::string_view, std::int64_t*> const numbers[] = {{"since_id", &reading.window.since_id},
                                                                  {"max_id", &reading.window.max_id},
                                                                  {"count", &count},
                                                                  {"page", &page}};
    for (auto const& [name, into] : numbers) {
        auto const text = call.field(name);
        if (!text) continue;
        auto const value = whole_number(*text);
        if (!value || *value < 0) return errors::bad_parameter(name, "long", *text);
        *into = *value;
    }
    reading.window.count = count == 0 ? kind.usual : std::min(static_cast<std::size_t>(count), kind.most);
    reading.window.page = static_cast<std::size_t>(std::max<std::int64_t>(page, 1));
    reading.trim_user = call.field("trim_user") == "1";
    return reading;
}

bool Api::is_dropped(std::int64_t id) const {
    if (manners_.drop_share <= 0) return false;
    auto const chance = fnv1a(std::to_string(manners_.seed) + "/" + std::to_string(id)) % 1'000'000;
    return static_cast<double>(chance) < manners_.drop_share * 1e6;
}

bool Api::is_shown(std::int64_t id, Uid author, bool authorised_only) const {
    if (is_dropped(id)) return false;
    auto const* who = authorised_only ? world_.people().find(author) : nullptr;
    return !who || who->authorised || who->ours();
}

std::vector<Item const*> Api::shown(std::vector<std::int64_t> const& ids, ListKind const& kind) const {
    std::vector<Item const*> items;
    for (auto const id : ids) {
        auto const* item = world_.find(WeiboId{id});
        if (is_shown(id, item->author, kind.authorised_only)) items.push_back(item);
    }
    return items;
}

void Api::write_tail(JsonText& json, Page const& page, Envelope const& envelope) {
    bool const modern = manners_.year == Year::y2018;
    bool const show = envelope.tail == "show";
    bool const user = envelope.tail == "user" && modern;
    if (show) json.key("marks").array().end_array();
    if (user) json.key("advertises").array().end_array().key("ad").array().end_array();
    json.field("hasvisible", false).field("previous_cursor", 0).field("next_cursor", page.next_cursor);
    json.field("total_number", envelope.total);
    bool const interval = envelope.key != "reposts" && manners_.year != Year::y2012;
    if (interval) json.field("interval", envelope.key == "statuses" ? 2000 : 0);
    if (show && modern) json.field("since_id", 0).field("max_id", 0);
    if (!user) return;
    json.field("uve_blank", -1).field("since_id", page.ids.empty() ? 0 : page.ids.front());
    json.field("max_id", page.next_cursor).field("has_unread", 0);
}

Outcome Api::list(Call const& call, Timeline const& ids, ListKind const& kind, std::string_view tail) {
    auto const asked = reading(call, kind);
    if (auto const* error = std::get_if<ApiError>(&asked)) return *error;
    auto const& [window, trim_user] = std::get<Reading>(asked);
    auto const page = cut(ids, window);
    auto const items = shown(page.ids, kind);
    auto& served = census_.served[{call.token, call.path}];
    ++served.pages;
    served.items += std::ssize(items);
    JsonText json;
    Render render{world_, json, cards_};
    json.object().key(kind.key).array();
    for (auto const* item : items) {
        bool const comment = item->shape == Shape::comment;
        if (comment) render.comment(*item, trim_user);
        if (!comment) render.status(*item, Look{trim_user, true, false});
    }
    json.end_array();
    write_tail(json, page, {kind.key, tail, ids.size()});
    // The status stands beside the comments only when there are some, and since 2017 (weibo-api 10.8).
    if (tail == "show" && !items.empty() && manners_.year == Year::y2018) {
        json.key("status");
        render.status(*world_.find(items.front()->post), Look{trim_user, true, false});
    }
    return json.end_object().text();
}

Uid Api::caller(Call const& call) {
    return tokens_.find(call.token)->uid;
}

/// `ids` themselves, or what is left of them in `store`.
Timeline const& Api::filtered(Call const& call, Timeline const& ids, Timeline& store) const {
    // Nobody follows anybody here: "followed by me" is empty, "strangers" is everything.
    if (call.field("filter_by_author") == "1" || call.field("filter_by_source") == "2") return store;
    if (call.field("filter_by_type") != "1" && call.field("feature") != "1") return ids;
    auto const original = [&](std::int64_t id) { return world_.find(WeiboId{id})->post.none(); };
    std::ranges::copy_if(ids, std::back_inserter(store), original);
    return store;
}

Outcome Api::mentions(Call const& call) {
    Timeline store;
    auto const& ids = filtered(call, world_.shelf(caller(call)).mentions, store);
    return list(call, ids, {"statuses", 20, 200, true}, "");
}

Outcome Api::mentions_biz(Call const& call) {
    Timeline store;
    auto const& ids = filtered(call, world_.shelf(caller(call)).mentions, store);
    return list(call, ids, {"statuses", 20, 200, false}, "");
}

Outcome Api::comment_mentions(Call const& call) {
    Timeline store;
    auto const& ids = filtered(call, world_.shelf(caller(call)).comment_mentions, store);
    return list(call, ids, {"comments", 50, 200, false}, "");
}

Outcome Api::comments_to_me(Call const& call) {
    Timeline store;
    auto const& ids = filtered(call, world_.shelf(caller(call)).to_me, store);
    return list(call, ids, {"comments", 50, 200, true}, "");
}

Outcome Api::comments_to_me_biz(Call const& call) {
    Timeline store;
    auto const& ids = filtered(call, world_.shelf(caller(call)).to_me, store);
    return list(call, ids, {"comments", 50, 200, false}, "");
}

Outcome Api::comments_by_me(Call const& call) {
    return list(call, world_.shelf(caller(call)).by_me, {"comments", 50, 200, false}, "");
}

Outcome Api::comments_timeline(Call const& call) {
    return list(call, world_.shelf(caller(call)).around, {"comments", 50, 200, false}, "");
}

std::variant<Item const*, ApiError> Api::status_asked(Call const& call) const {
    auto const text = call.field("id");
    if (!text) return errors::missing_parameter("id");
    auto const id = WeiboId::parse(*text);
    if (!id) return errors::bad_parameter("id", "long", *text);
    auto const* item = world_.find(*id);
    if (!item || item->shape != Shape::status || !item->visible) return errors::no_such_status();
    return item;
}

std::variant<Item const*, ApiError> Api::comment_asked(Call const& call) const {
    auto const text = call.field("cid");
    if (!text) return errors::missing_parameter("cid");
    auto const id = WeiboId::parse(*text);
    if (!id) return errors::bad_parameter("cid", "long", *text);
    auto const* item = world_.find(*id);
    if (!item || item->shape != Shape::comment || !item->visible) return errors::no_such_comment();
    return item;
}

Outcome Api::comments_show(Call const& call) {
    auto const asked = status_asked(call);
    if (auto const* error = std::get_if<ApiError>(&asked)) return *error;
    auto const id = std::get<Item const*>(asked)->id;
    Timeline store;
    auto const& ids = filtered(call, world_.comments_of(id), store);
    return list(call, ids, {"comments", 50, 200, false}, "show");
}

Outcome Api::comments_show_all(Call const& call) {
    auto const asked = status_asked(call);
    if (auto const* error = std::get_if<ApiError>(&asked)) return *error;
    auto const id = std::get<Item const*>(asked)->id;
    return list(call, world_.comments_of(id), {"comments", 50, 200, false}, "show");
}

Outcome Api::repost_timeline(Call const& call) {
    auto const asked = status_asked(call);
    if (auto const* error = std::get_if<ApiError>(&asked)) return *error;
    auto const id = std::get<Item const*>(asked)->id;
    Timeline store;
    auto const& ids = filtered(call, world_.reposts_of(id), store);
    return list(call, ids, {"reposts", 20, 200, false}, "");
}

Outcome Api::own_statuses(Call const& call, std::size_t reach, ListKind const& kind) {
    auto const me = caller(call);
    auto const uid = call.field("uid");
    auto const name = call.field("screen_name");
    auto const* named = name ? world_.people().find(*name) : nullptr;
    if ((uid && *uid != me.text()) || (name && (!named || named->uid != me)))
        return errors::not_the_current_user();
    Timeline store;
    auto const& all = filtered(call, world_.shelf(me).statuses, store);
    auto const back = static_cast<std::ptrdiff_t>(std::min(reach, all.size()));
    Timeline const newest{all.end() - back, all.end()};
    return list(call, newest, kind, "user");
}

Outcome Api::user_timeline(Call const& call) {
    constexpr std::size_t reach = 5;  // the newest five, whatever is asked for (weibo-api 4.2)
    return own_statuses(call, reach, {"statuses", 20, 100, false});
}

Outcome Api::user_timeline_biz(Call const& call) {
    constexpr std::size_t reach = 2000;  // as far back as pages of 20 went
    return own_statuses(call, reach, {"statuses", 20, 100, false});
}

}  // namespace rw::sim
