#include "weibo-sim/render.hpp"

#include "core/hash.hpp"
#include "weibo-sim/calendar.hpp"

namespace rw::sim {
namespace {

/// A number that belongs to this person for ever.
std::int64_t trait(Character const& who, std::string_view what, std::int64_t below) {
    auto const hash = fnv1a(who.uid.text() + std::string{what});
    return static_cast<std::int64_t>(hash % static_cast<std::uint64_t>(below));
}

TimePoint joined(Character const& who) {
    return TimePoint{std::chrono::seconds{1262304000 + trait(who, "joined", 400'000'000)}};
}

}  // namespace

void Render::user(Character const& who, bool known) {
    if (auto const* card = known ? cards_.find(who) : nullptr) {
        json_.raw(*card);
        return;
    }
    JsonText fresh;
    Render inner{world_, fresh, cards_};
    fresh.object();
    inner.user_head(who, known);
    inner.user_counts(who, known);
    inner.user_badge(who, known);
    inner.user_tail(who);
    fresh.end_object();
    json_.raw(known ? cards_.keep(who, fresh.text()) : fresh.text());
}

void Render::user_head(Character const& who, bool known) {
    auto const picture = [&](std::string_view size) {
        return "http://tvax2.sinaimg.cn/crop.0.0.400.400." + std::string{size} + "/" +
               base32(fnv1a(who.uid.text())) + ".jpg";
    };
    bool const modern = !before(Year::y2018);
    json_.field("id", who.uid.value()).field("idstr", who.uid.text());
    if (!before(Year::y2014)) json_.field("class", 1);
    json_.field("screen_name", who.name).field("name", who.name);
    json_.field("province", std::to_string(11 + trait(who, "province", 50)));
    json_.field("city", std::to_string(trait(who, "city", 20))).field("location", who.location);
    if (known) json_.field("description", "");
    json_.field("url", "").field("profile_image_url", picture("50"));
    if (modern) json_.field("cover_image", "");
    if (modern) json_.field("cover_image_phone", "http://ww1.sinaimg.cn/crop.0.0.640.640.640/cover.jpg");
    json_.field("profile_url", "u/" + who.uid.text()).field("domain", "").field("weihao", "");
    json_.field("gender", who.gender).field("avatar_large", picture("180"));
    if (!before(Year::y2014)) json_.field("avatar_hd", picture("1024"));
}

void Render::user_counts(Character const& who, bool known) {
    if (known) {
        json_.field("followers_count", who.followers).field("friends_count", 30 + trait(who, "friends", 900));
        json_.field("statuses_count", 12 + trait(who, "statuses", 5000));
    }
    if (!before(Year::y2018)) json_.field("pagefriends_count", 0);
    json_.field("favourites_count", trait(who, "favourites", 300));
    json_.field("bi_followers_count", trait(who, "both", 80)).field("created_at", weibo_date(joined(who)));
    json_.field("following", false).field("follow_me", false).field("allow_all_act_msg", false);
    json_.field("geo_enabled", true).field("allow_all_comment", true);
    if (!before(Year::y2018)) json_.field("like", false).field("like_me", false);
    json_.field("online_status", trait(who, "online", 2));
}

void Render::user_badge(Character const& who, bool known) {
    json_.field("verified", who.verified()).field("verified_type", who.verified_type);
    if (known) json_.field("verified_reason", who.reason);
    if (before(Year::y2014)) return;
    json_.field("verified_trade", "").field("verified_reason_url", "").field("verified_source", "");
    json_.field("verified_source_url", "");
    if (before(Year::y2018) || !who.verified()) return;
    json_.field("verified_state", 0).field("verified_level", 3).field("verified_type_ext", 0);
    json_.field("has_service_tel", false).field("verified_reason_modified", "");
    json_.field("verified_contact_name", "")
        .field("verified_contact_email", "")
        .field("verified_contact_mobile", "");
}

void Render::user_tail(Character const& who) {
    json_.field("remark", "");
    if (!before(Year::y2018)) json_.key("insecurity").object().field("sexual_content", false).end_object();
    if (!before(Year::y2014)) json_.field("ptype", 0);
    if (!before(Year::y2018)) json_.field("pay_remind", 0).field("pay_date", "");
    json_.field("lang", "zh-cn").field("star", 0).field("mbtype", 0).field("mbrank", 0);
    json_.field("block_word", 0);
    if (before(Year::y2014)) return;
    json_.field("block_app", 0).field("credit_score", 80);
    json_.field("user_ability", trait(who, "ability", 4096)).field("urank", trait(who, "rank", 48));
    if (!before(Year::y2018)) json_.field("story_read_state", -1).field("vclub_member", 0);
}

}  // namespace rw::sim
