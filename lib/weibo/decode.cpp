#include "weibo/decode.hpp"

#include "core/text.hpp"
#include "weibo/dom.hpp"

#include <algorithm>
#include <array>

namespace rw::weibo {
namespace {

using dom::Value;

Person person_of(Value const& value) {
    Person person;
    if (!value.IsObject()) return person;
    for (auto const& [key, field] : value.GetObject()) {
        auto const name = dom::text(key);
        if (name == "id") person.uid = dom::number<UserTag>(field);
        if (name == "screen_name") person.name = to_utf8(dom::text(field));
        if (name == "followers_count") person.followers = dom::whole(field).value_or(-1);
        if (name == "verified_type") person.verified_type = static_cast<int>(dom::whole(field).value_or(-1));
    }
    return person;
}

Uid uid_in(Value const& user) {
    return dom::number<UserTag>(dom::get(user, "id"));
}

/// An id is told three times; what a proxy made of one of them, another still says.
WeiboId id_in(Value const& item) {
    auto const id = dom::number<ItemTag>(dom::get(item, "id"));
    return id.none() ? dom::number<ItemTag>(dom::get(item, "idstr")) : id;
}

/// What status and comment have in common. False with a reason when the item cannot be used.
template <class Item>
bool read_common(Value const& value, Item& item, std::string& why) {
    for (auto const& [key, field] : value.GetObject()) {
        auto const name = dom::text(key);
        if (name == "created_at") {
            auto const date = decode_date(dom::text(field));
            if (!date) why = "its date is unreadable";
            item.created_at = date.value_or(TimePoint{});
        } else if (name == "text") {
            item.text = to_utf8(dom::text(field));
        } else if (name == "source") {
            item.source = strip_tags(dom::text(field));
        } else if (name == "user") {
            item.user = person_of(field);
        }
    }
    if (why.empty() && item.created_at == TimePoint{}) why = "it has no date";
    return why.empty();
}

bool read(Value const& value, Status& status, std::string& why) {
    auto const& deleted = dom::get(value, "deleted");
    status.deleted = dom::truth(deleted);
    if (!read_common(value, status, why)) return false;
    auto const& reposted = dom::get(value, "retweeted_status");
    if (reposted.IsObject()) {
        status.reposted = id_in(reposted);
        status.reposted_author = uid_in(dom::get(reposted, "user"));
    }
    if (status.deleted)
        why = "a tombstone: its post was deleted";
    else if (status.user.uid.none())
        why = "its author's account is gone";
    return why.empty();
}

bool read(Value const& value, Comment& comment, std::string& why) {
    if (!read_common(value, comment, why)) return false;
    auto const& status = dom::get(value, "status");
    comment.status = id_in(status);
    comment.status_author = uid_in(dom::get(status, "user"));
    auto const& parent = dom::get(value, "reply_comment");
    if (parent.IsObject()) {
        comment.parent = id_in(parent);
        comment.parent_author = uid_in(dom::get(parent, "user"));
    }
    comment.root = dom::number<ItemTag>(dom::get(value, "rootid"));
    if (comment.user.uid.none())
        why = "its author's account is gone";
    else if (comment.status.none())
        why = "the post it stands under is not told";
    return why.empty();
}

template <class Item>
void take_item(Value const& value, Page<Item>& page) {
    ++page.received;
    Item item;
    std::string why;
    if (value.IsObject()) item.id = id_in(value);
    if (item.id.none()) {
        page.skipped.push_back({{}, "it has no id"});
        return;
    }
    page.smallest = page.smallest.none() ? item.id : std::min(page.smallest, item.id);
    page.largest = std::max(page.largest, item.id);
    if (read(value, item, why)) {
        page.items.push_back(std::move(item));
    } else {
        page.skipped.push_back({item.id, std::move(why)});
    }
}

template <class Item>
Result<Page<Item>> decode_list(std::string body, std::string_view key) {
    auto const parsed = dom::parse(std::move(body));
    if (!parsed) return parsed.error();
    auto const& root = (*parsed)->document;
    auto const& list = dom::get(root, key);
    bool const empty = root.IsArray() && root.Empty();  // `[]` where an object is expected
    if (!empty && !list.IsArray()) {
        return Failure{Fault::bad_input, "the body has no list `" + std::string{key} + "`"};
    }
    Page<Item> page;
    page.next_cursor = dom::whole(dom::get(root, "next_cursor")).value_or(0);
    page.total_number = dom::whole(dom::get(root, "total_number")).value_or(0);
    if (empty) return page;
    page.items.reserve(list.Size());
    for (auto const& value : list.GetArray())
        take_item(value, page);
    return page;
}

/// Takes `width` digits (one may be a blank) off the front.
std::optional<int> take_number(std::string_view& text, std::size_t width) {
    if (text.size() < width) return std::nullopt;
    int value = 0;
    for (char const c : text.substr(0, width)) {
        if (c != ' ' && (c < '0' || c > '9')) return std::nullopt;
        value = value * 10 + (c == ' ' ? 0 : c - '0');
    }
    text.remove_prefix(width);
    return value;
}

bool take(std::string_view& text, std::string_view what) {
    if (!text.starts_with(what)) return false;
    text.remove_prefix(what.size());
    return true;
}

std::optional<unsigned> take_month(std::string_view& text) {
    static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto const found = std::ranges::find(months, text.substr(0, 3));
    if (found == months.end()) return std::nullopt;
    text.remove_prefix(3);
    return static_cast<unsigned>(found - months.begin()) + 1;
}

}  // namespace

Result<Page<Comment>> decode_comments(std::string body) {
    return decode_list<Comment>(std::move(body), "comments");
}

Result<Page<Status>> decode_statuses(std::string body, std::string_view key) {
    return decode_list<Status>(std::move(body), key);
}

Result<UnreadCounts> decode_unread_counts(std::string body) {
    auto const parsed = dom::parse(std::move(body));
    if (!parsed) return parsed.error();
    auto const& root = (*parsed)->document;
    auto const count = [&](std::string_view name) { return dom::whole(dom::get(root, name)); };
    if (!count("cmt") && !count("mention_status") && !count("mention_cmt")) {
        return Failure{Fault::bad_input, "the body has none of the counters"};
    }
    return UnreadCounts{count("cmt").value_or(0), count("mention_status").value_or(0),
                        count("mention_cmt").value_or(0)};
}

Result<RateLimits> decode_rate_limits(std::string body) {
    auto const parsed = dom::parse(std::move(body));
    if (!parsed) return parsed.error();
    auto const& root = (*parsed)->document;
    auto const number = [&](std::string_view name) { return dom::whole(dom::get(root, name)); };
    if (!number("remaining_user_hits") && !number("user_limit")) {
        return Failure{Fault::bad_input, "the body tells no limits"};
    }
    RateLimits limits;
    limits.user_limit = number("user_limit").value_or(0);
    limits.user_left = number("remaining_user_hits").value_or(-1);
    limits.ip_limit = number("ip_limit").value_or(0);
    limits.ip_left = number("remaining_ip_hits").value_or(-1);
    limits.by_day = dom::text(dom::get(root, "limit_time_unit")) == "DAYS";
    limits.resets_in = std::chrono::seconds{number("reset_time_in_seconds").value_or(0)};
    return limits;
}

// NOLINTNEXTLINE(readability-function-cognitive-complexity): a date is a row of parts, each of which may be
// wrong
std::optional<TimePoint> decode_date(std::string_view text) {
    using namespace std::chrono;
    if (text.size() < 30 || text[3] != ' ') return std::nullopt;
    text.remove_prefix(4);
    auto const month_number = take_month(text);
    if (!month_number || !take(text, " ")) return std::nullopt;
    auto const day_number = take_number(text, 2);
    if (!day_number || !take(text, " ")) return std::nullopt;
    auto const hour = take_number(text, 2);
    if (!hour || !take(text, ":")) return std::nullopt;
    auto const minute = take_number(text, 2);
    if (!minute || !take(text, ":")) return std::nullopt;
    auto const second = take_number(text, 2);
    bool const west = text.starts_with(" -");
    if (!second || !(take(text, " +") || take(text, " -"))) return std::nullopt;
    auto const offset = take_number(text, 4);
    if (!offset || !take(text, " ")) return std::nullopt;
    auto const year_number = take_number(text, 4);
    if (!year_number || !text.empty()) return std::nullopt;
    year_month_day const date{year{*year_number}, month{*month_number},
                              day{static_cast<unsigned>(*day_number)}};
    if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    auto const east = hours{*offset / 100} + minutes{*offset % 100};
    auto const local = TimePoint{sys_days{date}} + hours{*hour} + minutes{*minute} + seconds{*second};
    return west ? local + east : local - east;
}

std::string strip_tags(std::string_view html) {
    std::string plain;
    while (!html.empty()) {
        auto const open = std::min(html.find('<'), html.size());
        plain.append(html.substr(0, open));
        auto const close = html.find('>', open);
        html.remove_prefix(close == html.npos ? html.size() : close + 1);
    }
    return to_utf8(plain);
}

}  // namespace rw::weibo
