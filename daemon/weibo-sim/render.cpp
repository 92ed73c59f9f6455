#include "weibo-sim/render.hpp"

#include "core/hash.hpp"
#include "core/text.hpp"
#include "weibo-sim/calendar.hpp"

#include <cctype>

namespace rw::sim {
namespace {

constexpr std::size_t long_text_from = 140;  ///< characters; what is longer is shown cut (weibo-api 3.2)
constexpr std::string_view deleted_text = "抱歉，此微博已被作者删除。查看帮助：http://t.cn/zWSudZc";
constexpr std::string_view deleted_text_2011 = "此微博已被原作者删除。";

std::string cut_text(Item const& item) {
    auto kept = shorten(item.text, long_text_from - 20);
    if (kept.ends_with("…")) kept.resize(kept.size() - std::string_view{"…"}.size());
    return kept + "...全文： http://m.weibo.cn/" + item.author.text() + "/" + item.id.text() + " \u200b";
}

/// How far the date stands beside the id: a number that belongs to the id for ever (weibo-api 3.1).
std::chrono::seconds skew_of(Item const& item, double share) {
    if (share <= 0) return {};
    auto mixed = static_cast<std::uint64_t>(item.id.value()) * 0x9e3779b97f4a7c15U;
    mixed ^= mixed >> 29U;
    if (static_cast<double>(mixed % 1000) >= share * 1000) return {};
    constexpr std::int64_t skews[] = {-1, -1, 1, -2, -3, 1};
    return std::chrono::seconds{skews[(mixed >> 12U) % std::size(skews)]};
}

/// Of comments before 2013 the `mid` is another number than the id (weibo-api 3.1).
std::string old_mid(Item const& item) {
    auto const hash = fnv1a(item.id.text());
    auto digits = std::to_string(hash % 1'000'000'000'000U);
    return "2121" + std::string(12 - digits.size(), '0') + digits;
}

}  // namespace

std::int64_t half_width_units(std::string_view text) {
    std::int64_t ascii = 0;
    for (char const c : text)
        ascii += static_cast<unsigned char>(c) < 0x80 ? 1 : 0;
    return 2 * static_cast<std::int64_t>(code_points(text)) - ascii;
}

std::string_view without_reply_prefix(std::string_view text) {
    if (!text.starts_with("回复@")) return text;
    auto const colon = text.find(':');
    return colon == text.npos ? text : text.substr(colon + 1);
}

void Render::author(Item const& item, bool trim_user) {
    auto const* who = item.authorless ? nullptr : world_.people().find(item.author);
    if (!who) return;
    json_.key("user");
    if (trim_user) {
        json_.object().field("id", who->uid.value()).end_object();
    } else {
        user(*who);
    }
}

void Render::begin(Item const& item) {
    auto const when = item.created_at + skew_of(item, cards_.skew_share());
    json_.object().field("created_at", weibo_date(when)).field("id", item.id.value());
}

void Render::ids(Item const& item) {
    auto const id = item.id.text();
    bool const other = before(Year::y2014) && item.shape == Shape::comment;
    json_.field("mid", other ? old_mid(item) : id).field("idstr", id);
}

void Render::tombstone(Item const& item, bool trim_user) {
    begin(item);
    ids(item);
    if (!before(Year::y2014)) {
        json_.field("text", deleted_text).field("deleted", "1").end_object();
        return;
    }
    // The form of 2011: all keys and the user, no counters (weibo-api 3.5).
    json_.field("text", deleted_text_2011).field("source", item.source);
    json_.field("favorited", false).field("truncated", false);
    reply_fields();
    json_.key("geo").null().field("deleted", "1");
    author(item, trim_user);
    json_.end_object();
}

void Render::status(Item const& item, Look look) {
    if (item.deleted) return tombstone(item, look.trim_user);
    begin(item);
    ids(item);
    status_text(item, look);
    author(item, look.trim_user);
    if (auto const* original = world_.find(item.post)) {
        json_.key("retweeted_status");
        auto inner = look;
        inner.whole_text = false;
        status(*original, inner);
    }
    status_tail(item, look);
    json_.end_object();
}

void Render::reply_fields() {
    json_.field("in_reply_to_status_id", "").field("in_reply_to_user_id", "");
    json_.field("in_reply_to_screen_name", "");
}

void Render::status_text(Item const& item, Look look) {
    bool const modern = !before(Year::y2018);
    bool const is_long = modern && code_points(item.text) > long_text_from;
    if (modern) json_.field("can_edit", false);
    if (modern && item.edited_at)
        json_.field("edit_count", item.edits).field("edit_at", weibo_date(*item.edited_at));
    if (is_long) json_.field("text", cut_text(item));
    if (!is_long) json_.field("text", item.text);
    if (modern) json_.field("textLength", half_width_units(item.text)).field("source_allowclick", 0);
    if (!before(Year::y2014)) json_.field("source_type", 1);
    json_.field("source", item.source).field("favorited", false).field("truncated", false);
    reply_fields();
    if (!before(Year::y2014)) json_.key("pic_urls").array().end_array();
    json_.key("geo").null();
    if (!modern) return;
    json_.field("is_paid", false).field("mblog_vip_type", 0).field("isLongText", is_long);
    if (is_long && look.whole_text) long_text(item);
}

void Render::long_text(Item const& item) {
    json_.key("longText").object().field("longTextContent", item.text);
    json_.key("url_objects").array().end_array().end_object();
}

void Render::status_tail(Item const& item, Look look) {
    auto const number = [&](std::size_t real) { return look.with_counters ? real : 0U; };
    json_.field("reposts_count", number(world_.reposts_of(item.id).size()));
    json_.field("comments_count", number(world_.comments_of(item.id).size()));
    json_.field("attitudes_count", look.with_counters ? item.likes : 0);
    bool const modern = !before(Year::y2018);
    if (modern) json_.field("pending_approval_count", 0);
    json_.field("mlevel", 0);
    json_.key("visible").object().field("type", 0).field("list_id", 0).end_object();
    if (modern) status_tail_2018();
}

void Render::status_tail_2018() {
    json_.field("biz_feature", 0).field("hasActionTypeCard", 0);
    for (auto const* name : {"darwin_tags", "hot_weibo_tags", "text_tag_tips"})
        json_.key(name).array().end_array();
    for (auto const* name : {"userType", "more_info_type", "positive_recom_flag", "content_auth"})
        json_.field(name, 0);
    json_.field("gif_ids", "").field("is_show_bulletin", 2).key("comment_manage_info").object();
    json_.field("comment_permission_type", -1).field("approval_comment_type", 0).end_object();
}

void Render::comment_head(Item const& item, bool trim_user) {
    begin(item);
    if (!before(Year::y2018)) json_.field("rootid", item.thread.value()).field("floor_number", item.floor);
    json_.field("text", item.text);
    if (!before(Year::y2018)) json_.field("disable_reply", 0);
    if (item.likes > 0) json_.field("like_count", item.likes);  // since 2021, and not to every application
    if (!before(Year::y2014)) json_.field("source_allowclick", 0).field("source_type", 1);
    json_.field("source", item.source);
    author(item, trim_user);
    ids(item);
    if (cards_.year() == Year::y2014) json_.field("floor_num", item.floor);
}

void Render::comment(Item const& item, bool trim_user) {
    comment_head(item, trim_user);
    if (auto const* post = world_.find(item.post)) {
        Look const inside{trim_user, false, false};
        json_.key("status");
        status(*post, inside);
    }
    auto const* parent = world_.find(item.parent);
    if (parent && !parent->deleted) {
        json_.key("reply_comment");
        comment_head(*parent, trim_user);
        json_.end_object();
    }
    if (parent && !before(Year::y2018)) json_.field("reply_original_text", without_reply_prefix(item.text));
    json_.end_object();
}

}  // namespace rw::sim
