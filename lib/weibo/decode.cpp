#include "weibo/decode.hpp"

#include "core/text.hpp"
#include "weibo/dom.hpp"
#include "weibo/permalink.hpp"

#include <algorithm>

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

/// The post that a page of comments belongs to.
struct Host {
    WeiboId post;
    Uid author;
};

/// Ids tell their time to the second (weibo-api 3.1): a date in a new dress does not cost the item. None for
/// ids outside the rule.
TimePoint date_by_id(WeiboId id) {
    using namespace std::chrono;
    constexpr TimePoint since = sys_days{2011y / August / 1};
    constexpr TimePoint until = sys_days{2054y / January / 1};
    auto const told = time_of(id);
    return since <= told && told < until ? told : TimePoint{};
}

/// None told, or nonsense: nobody.
std::int64_t count_in(Value const& value, std::string_view name) {
    return std::max<std::int64_t>(dom::whole(dom::get(value, name)).value_or(0), 0);
}

/// What status and comment have in common. False with a reason when the item cannot be used.
template <class Item>
bool read_common(Value const& value, Item& item, std::string& why) {
    for (auto const& [key, field] : value.GetObject()) {
        auto const name = dom::text(key);
        if (name == "created_at") {
            auto const date = decode_date(dom::text(field));
            item.created_at = date.value_or(date_by_id(item.id));
            if (item.created_at == TimePoint{}) why = "its date is unreadable";
        } else if (name == "text") {
            item.text = to_utf8(dom::text(field));
        } else if (name == "source") {
            item.source = strip_tags(dom::text(field));
        } else if (name == "user") {
            item.user = person_of(field);
        }
    }
    if (item.created_at == TimePoint{}) item.created_at = date_by_id(item.id);
    if (why.empty() && item.created_at == TimePoint{}) why = "it has no date";
    return why.empty();
}

bool read(Value const& value, Status& status, Host const&, std::string& why) {
    auto const& deleted = dom::get(value, "deleted");
    status.deleted = dom::truth(deleted);
    if (!read_common(value, status, why)) return false;
    if (auto const& edited = dom::get(value, "edit_at"); edited.IsString())
        status.edited_at = decode_date(dom::text(edited));
    status.likes = count_in(value, "attitudes_count");
    status.reposts = count_in(value, "reposts_count");
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

bool read(Value const& value, Comment& comment, Host const& host, std::string& why) {
    if (!read_common(value, comment, why)) return false;
    auto const& status = dom::get(value, "status");
    comment.status = id_in(status);
    comment.status_author = uid_in(dom::get(status, "user"));
    if (comment.status.none()) comment.status = host.post;
    if (comment.status == host.post && comment.status_author.none()) comment.status_author = host.author;
    auto const& parent = dom::get(value, "reply_comment");
    if (parent.IsObject()) {
        comment.parent = id_in(parent);
        comment.parent_author = uid_in(dom::get(parent, "user"));
    }
    comment.root = dom::number<ItemTag>(dom::get(value, "rootid"));
    comment.likes = count_in(value, "like_count");
    if (comment.user.uid.none())
        why = "its author's account is gone";
    else if (comment.status.none())
        why = "the post it stands under is not told";
    return why.empty();
}

/// Nothing where it is none, or of no use.
std::optional<Status> status_of(Value const& value) {
    Status status;
    std::string why;
    status.id = id_in(value);
    bool const usable = !status.id.none() && read(value, status, {}, why);
    return usable ? std::optional{std::move(status)} : std::nullopt;
}

template <class Item>
void take_item(Value const& value, Host const& host, Page<Item>& page) {
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
    if (read(value, item, host, why)) {
        page.items.push_back(std::move(item));
    } else {
        page.skipped.push_back({item.id, std::move(why)});
    }
}

/// A page none of whose items can even be told apart is in a form that we do not know.
template <class Item>
Result<Page<Item>> recognised(Page<Item> page) {
    if (page.received == 0 || !page.smallest.none()) return page;
    return Failure{Fault::bad_input, "none of its " + std::to_string(page.received) + " items has an id"};
}

Failure without_list(std::string_view key) {
    return Failure{Fault::bad_input, "the body has no list `" + std::string{key} + "`"};
}

template <class Item>
Result<Page<Item>> decode_list(std::string body, std::string_view key, Host host) {
    auto const parsed = dom::parse(std::move(body));
    if (!parsed) return parsed.error();
    auto const& root = (*parsed)->document;
    auto const& list = dom::get(root, key);
    if (!list.IsArray()) return without_list(key);
    auto const& beside = dom::get(root, "status");  // of comments/show since 2017 (weibo-api 4.1)
    if (auto const id = id_in(beside); !id.none()) host = {id, uid_in(dom::get(beside, "user"))};
    Page<Item> page;
    page.host = status_of(beside);
    page.next_cursor = count_in(root, "next_cursor");
    page.total_number = count_in(root, "total_number");
    page.items.reserve(list.Size());
    for (auto const& value : list.GetArray())
        take_item(value, host, page);
    return recognised(std::move(page));
}

bool is_empty_shell(Value const& comment) {
    return dom::get(comment, "user").IsNull() && dom::get(comment, "created_at").IsNull();
}

std::optional<OwnPost> own_post_of(Value const& value) {
    if (!value.IsObject() || dom::truth(dom::get(value, "deleted"))) return std::nullopt;
    Status status;
    std::string why;
    status.id = id_in(value);
    if (status.id.none() || !read_common(value, status, why)) return std::nullopt;
    OwnPost post;
    post.id = status.id;
    post.created_at = status.created_at;
    post.comments = count_in(value, "comments_count");
    post.reposts = count_in(value, "reposts_count");
    post.text = std::move(status.text);
    post.source = std::move(status.source);
    auto const& reposted = dom::get(value, "retweeted_status");
    if (reposted.IsObject()) {
        post.reposted = id_in(reposted);
        post.reposted_author = uid_in(dom::get(reposted, "user"));
    }
    return post;
}

}  // namespace

Result<Page<Comment>> decode_comments(std::string body, WeiboId post) {
    return decode_list<Comment>(std::move(body), "comments", {post, {}});
}

Result<Page<Status>> decode_statuses(std::string body, std::string_view key) {
    return decode_list<Status>(std::move(body), key, {});
}

Result<std::vector<OwnPost>> decode_own_posts(std::string body) {
    auto const parsed = dom::parse(std::move(body));
    if (!parsed) return parsed.error();
    auto const& list = dom::get((*parsed)->document, "statuses");
    if (!list.IsArray()) return without_list("statuses");
    std::vector<OwnPost> posts;
    bool recognised = list.Empty();
    for (auto const& value : list.GetArray()) {
        recognised = recognised || !id_in(value).none();
        if (auto post = own_post_of(value)) posts.push_back(*std::move(post));
    }
    if (!recognised) return Failure{Fault::bad_input, "none of its items has an id"};
    return posts;
}

Result<Page<Comment>> decode_batch(std::string body) {
    auto const parsed = dom::parse(std::move(body));
    if (!parsed) return parsed.error();
    auto const& root = (*parsed)->document;
    if (!root.IsArray()) return Failure{Fault::bad_input, "the body is no list of comments"};
    Page<Comment> page;
    for (auto const& value : root.GetArray()) {
        if (id_in(value).none() || !is_empty_shell(value)) take_item(value, {}, page);
    }
    return recognised(std::move(page));
}

Result<Status> decode_status(std::string body) {
    auto const parsed = dom::parse(std::move(body));
    if (!parsed) return parsed.error();
    auto const& root = (*parsed)->document;
    Status status;
    std::string why;
    status.id = id_in(root);
    if (status.id.none()) return Failure{Fault::bad_input, "the body is no post: it has no id"};
    bool const usable = read(root, status, {}, why);
    bool const dated = status.created_at != TimePoint{};
    bool const orphaned = status.user.uid.none() && dated && !status.text.empty();
    if (usable || status.deleted || orphaned) return status;
    return Failure{Fault::bad_input, "the post cannot be used: " + why};
}

}  // namespace rw::weibo
