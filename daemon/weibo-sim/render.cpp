#include "weibo-sim/render.hpp"

#include "core/hash.hpp"
#include "core/text.hpp"
#include "weibo-sim/calendar.hpp"

#include <cctype>

namespace rw::sim {
namespace {

constexpr std::size_t long_text = 140;  ///< characters; what is longer is shown cut (weibo-api 3.2)
constexpr std::string_view deleted_text = "抱歉，此微博已被作者删除。查看帮助：http://t.cn/zWSudZc";

std::string cut_text(Item const& item) {
    auto kept = shorten(item.text, long_text - 20);
    if (kept.ends_with("…")) kept.resize(kept.size() - std::string_view{"…"}.size());
    return kept + "...全文： http://m.weibo.cn/" + item.author.text() + "/" + item.id.text() + " \u200b";
}

std::int64_t half_width_units(std::string_view text) {
    std::int64_t ascii = 0;
    for (char const c : text)
        ascii += static_cast<unsigned char>(c) < 0x80 ? 1 : 0;
    return 2 * static_cast<std::int64_t>(code_points(text)) - ascii;
}

}  // namespace

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

void Render::ids(Item const& item) {
    json_.field("mid", item.id.text()).field("idstr", item.id.text());
}

void Render::tombstone(Item const& item) {
    json_.object().field("created_at", weibo_date(item.created_at)).field("id", item.id.value());
    ids(item);
    json_.field("text", deleted_text).field("deleted", "1").end_object();
}

void Render::status(Item const& item, Look look) {
    if (item.deleted) return tombstone(item);
    json_.object().field("created_at", weibo_date(item.created_at)).field("id", item.id.value());
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

void Render::status_text(Item const& item, Look look) {
    bool const is_long = code_points(item.text) > long_text;
    json_.field("can_edit", false);
    if (item.edited_at) json_.field("edit_count", item.edits).field("edit_at", weibo_date(*item.edited_at));
    json_.field("text", is_long ? cut_text(item) : item.text)
        .field("textLength", half_width_units(item.text));
    json_.field("source_allowclick", 0).field("source_type", 1).field("source", item.source);
    json_.field("favorited", false).field("truncated", false).field("in_reply_to_status_id", "");
    json_.field("in_reply_to_user_id", "")
        .field("in_reply_to_screen_name", "")
        .key("pic_urls")
        .array()
        .end_array();
    json_.key("geo").null().field("is_paid", false).field("mblog_vip_type", 0).field("isLongText", is_long);
    if (is_long && look.whole_text) {
        json_.key("longText")
            .object()
            .field("longTextContent", item.text)
            .key("url_objects")
            .array()
            .end_array();
        json_.end_object();
    }
}

void Render::status_tail(Item const& item, Look look) {
    auto const number = [&](std::size_t real) { return look.with_counters ? real : 0U; };
    json_.field("reposts_count", number(world_.reposts_of(item.id).size()));
    json_.field("comments_count", number(world_.comments_of(item.id).size()));
    json_.field("attitudes_count", number(fnv1a(item.id.text()) % 60));
    json_.field("pending_approval_count", 0).field("mlevel", 0);
    json_.key("visible").object().field("type", 0).field("list_id", 0).end_object();
    json_.field("biz_feature", 0).field("hasActionTypeCard", 0);
    for (auto const* name : {"darwin_tags", "hot_weibo_tags", "text_tag_tips"})
        json_.key(name).array().end_array();
    json_.field("userType", 0)
        .field("more_info_type", 0)
        .field("positive_recom_flag", 0)
        .field("content_auth", 0);
    json_.field("gif_ids", "").field("is_show_bulletin", 2).key("comment_manage_info").object();
    json_.field("comment_permission_type", -1).field("approval_comment_type", 0).end_object();
}

void Render::comment_body(Item const& item, bool trim_user) {
    json_.field("created_at", weibo_date(item.created_at)).field("id", item.id.value());
    json_.field("rootid", item.thread.value()).field("floor_number", item.floor).field("text", item.text);
    json_.field("disable_reply", 0)
        .field("source_allowclick", 0)
        .field("source_type", 1)
        .field("source", item.source);
    author(item, trim_user);
    ids(item);
}

void Render::comment(Item const& item, bool trim_user) {
    json_.object();
    comment_body(item, trim_user);
    if (auto const* post = world_.find(item.post)) {
        Look const inside{trim_user, false, false};
        json_.key("status");
        status(*post, inside);
    }
    auto const* parent = world_.find(item.parent);
    if (parent && !parent->deleted) {
        json_.key("reply_comment").object();
        comment_body(*parent, trim_user);
        json_.end_object();
    }
    if (parent) json_.field("reply_original_text", without_reply_prefix(item.text));
    json_.end_object();
}

}  // namespace rw::sim
