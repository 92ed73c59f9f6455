#include "weibo-sim/api.hpp"

#include "weibo-sim/calendar.hpp"
#include "weibo-sim/render.hpp"

#include <algorithm>

namespace rw::sim {
namespace {

/// The ids of a comma list, as far as they are ids.
std::vector<WeiboId> id_list(std::string_view text) {
    std::vector<WeiboId> ids;
    while (!text.empty()) {
        auto const comma = std::min(text.find(','), text.size());
        if (auto const id = WeiboId::parse(text.substr(0, comma))) ids.push_back(*id);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return ids;
}

/// One window of a token's quota, as `rate_limit_status` tells it.
struct Allowance {
    int limit;
    int left;
    TimePoint reset;
    std::string_view unit;
};

Allowance allowance_of(Token const& token, TimePoint now) {
    constexpr int unlimited = 1'000'000;
    auto const hour = token.quota_hour > 0 ? token.quota_hour : unlimited;
    auto const day = token.quota_day > 0 ? token.quota_day : unlimited;
    Allowance const by_hour{hour, std::max(0, hour - token.hour.in(hour_of(now))), hour_of(now) + 1h,
                            "HOURS"};
    Allowance const by_day{day, std::max(0, day - token.day.in(day_of(now))), day_of(now) + 24h, "DAYS"};
    return by_day.left < by_hour.left ? by_day : by_hour;
}

void write_limit(JsonText& json, std::string_view api, int limit) {
    json.object().field("api", api).field("limit", limit).field("limit_time_unit", "HOURS");
    json.field("remaining_hits", limit).end_object();
}

}  // namespace

Outcome Api::comments_show_batch(Call const& call) {
    auto const cids = call.field("cids");
    if (!cids) return errors::missing_parameter("cids");
    auto const ids = id_list(*cids);
    if (ids.size() > 50) return errors::too_many_ids();
    JsonText json;
    Render render{world_, json, cards_};
    json.array();
    for (auto const id : ids) {
        auto const* item = world_.find(id);
        if (item && item->shape == Shape::comment && item->visible) render.comment(*item, false);
    }
    return json.end_array().text();
}

Outcome Api::statuses_show(Call const& call) {
    auto const asked = status_asked(call);
    if (auto const* error = std::get_if<ApiError>(&asked)) return *error;
    JsonText json;
    Render render{world_, json, cards_};
    render.status(*std::get<Item const*>(asked), Look{false, true, call.field("isGetLongText") == "1"});
    return json.text();
}

Outcome Api::statuses_count(Call const& call) {
    auto const asked = call.field("ids");
    if (!asked) return errors::missing_parameter("ids");
    auto const ids = id_list(*asked);
    if (ids.size() > 100) return errors::too_many_ids();
    JsonText json;
    json.array();
    for (auto const id : ids) {
        auto const* item = world_.find(id);
        if (!item || item->shape != Shape::status || !item->visible) continue;
        json.object().field("id", id.text());
        json.field("comments", std::to_string(world_.comments_of(id).size()));
        json.field("reposts", std::to_string(world_.reposts_of(id).size()))
            .field("attitudes", std::to_string(item->likes))
            .end_object();
    }
    return json.end_array().text();
}

Outcome Api::users_show(Call const& call) {
    auto const uid = call.field("uid");
    auto const name = call.field("screen_name");
    if (!uid == !name) return errors::missing_parameter("uid or screen_name, exactly one");
    auto const number = uid ? Uid::parse(*uid) : std::nullopt;
    if (uid && !number) return errors::bad_parameter("uid", "long", *uid);
    auto const* who = uid ? world_.people().find(*number) : world_.people().find(*name);
    if (!who) return errors::no_such_user();
    JsonText json;
    Render render{world_, json, cards_};
    render.user(*who, who->authorised || who->uid == caller(call));
    return json.text();
}

Outcome Api::get_uid(Call const& call) {
    JsonText json;
    return json.object().field("uid", caller(call).text()).end_object().text();
}

Outcome Api::unread_count(Call const& call) {
    auto const uid = call.field("uid");
    if (!uid) return errors::missing_parameter("uid");
    if (*uid != caller(call).text()) return errors::not_the_current_user();
    if (world_.badges(caller(call)) == Badges::absent) return errors::no_permission();
    auto const unread = world_.unread(caller(call));
    JsonText json;
    json.object().field("status", 0).field("follower", 0).field("cmt", unread.comments);
    json.field("dm", unread.letters);
    json.field("mention_status", unread.mentions).field("mention_cmt", unread.comment_mentions);
    for (auto const* name : {"group", "private_group", "notice", "invite", "badge", "photo", "msgbox"}) {
        json.field(name, 0);
    }
    return json.end_object().text();
}

Outcome Api::rate_limit_status(Call const& call) {
    auto const user = allowance_of(*tokens_.find(call.token), call.now);
    JsonText json;
    json.object().key("api_rate_limits").array();
    write_limit(json, "/statuses/update", 30);
    write_limit(json, "/comments/create", 60);
    json.end_array().field("ip_limit", tokens_.quota_ip_hour()).field("limit_time_unit", user.unit);
    json.field("remaining_ip_hits", std::max(0, tokens_.ip_left(call.peer, call.now)));
    json.field("remaining_user_hits", user.left).field("reset_time", beijing_stamp(user.reset));
    auto const left = std::chrono::ceil<std::chrono::seconds>(user.reset - call.now);
    json.field("reset_time_in_seconds", left.count()).field("user_limit", user.limit);
    return json.end_object().text();
}

}  // namespace rw::sim
