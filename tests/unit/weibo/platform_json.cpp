#include "platform_json.hpp"

#include "weibo/permalink.hpp"

#include <array>
#include <cstdio>

namespace rw::test {
namespace {

constexpr std::string_view user_form =
    R"({"id":$UID,"idstr":"$UID","class":1,"screen_name":"$NAME","name":"$NAME","province":"31","city":"1000",)"
    R"("location":"上海","description":"","url":"","profile_image_url":"http://tvax1.sinaimg.cn/crop.0.0.50/a.jpg",)"
    R"("cover_image":"http://ww1.sinaimg.cn/crop.0.0.920.300/b.gif","cover_image_phone":"http://ww1.sinaimg.cn/c.jpg",)"
    R"("profile_url":"u/$UID","domain":"","weihao":"","gender":"f","followers_count":$FOLLOWERS,"friends_count":48,)"
    R"("pagefriends_count":0,"statuses_count":1046,"favourites_count":2,"created_at":"Mon Dec 27 17:56:46 +0800 2010",)"
    R"("following":false,"allow_all_act_msg":false,"geo_enabled":true,"verified":true,"verified_type":$VERIFIED,)"
    R"("remark":"","insecurity":{"sexual_content":false},"ptype":0,"allow_all_comment":true,)"
    R"("avatar_large":"http://tvax1.sinaimg.cn/crop.0.0.180/a.jpg","avatar_hd":"http://tvax1.sinaimg.cn/crop.0.0.1024/a.jpg",)"
    R"("verified_reason":"","verified_trade":"","verified_reason_url":"","verified_source":"","verified_source_url":"",)"
    R"("follow_me":false,"like":false,"like_me":false,"online_status":0,"bi_followers_count":40,"lang":"zh-cn",)"
    R"("star":0,"mbtype":0,"mbrank":0,"block_word":0,"block_app":0,"credit_score":80,"user_ability":2560,"urank":38,)"
    R"("story_read_state":-1,"vclub_member":0})";

constexpr std::string_view status_form =
    R"({"created_at":"$DATE","id":$ID,"mid":"$ID","idstr":"$ID","can_edit":false,"text":"$TEXT","textLength":20,)"
    R"("source_allowclick":0,"source_type":1,"source":"<a href=\"http://app.weibo.com/t/feed/abcdef\" rel=\"nofollow\">)"
    R"(微博 weibo.com<\/a>","favorited":false,"truncated":false,"in_reply_to_status_id":"","in_reply_to_user_id":"",)"
    R"("in_reply_to_screen_name":"","pic_urls":[],"geo":null,"is_paid":false,"mblog_vip_type":0,"user":$USER,)"
    R"("reposts_count":3,"comments_count":7,"attitudes_count":9,"pending_approval_count":0,"isLongText":false,)"
    R"("mlevel":0,"visible":{"type":0,"list_id":0},"biz_feature":4294967300,"hasActionTypeCard":0,"darwin_tags":[],)"
    R"("hot_weibo_tags":[],"text_tag_tips":[],"userType":0,"more_info_type":0,"positive_recom_flag":0,)"
    R"("content_auth":0,"gif_ids":"","is_show_bulletin":2,"comment_manage_info":{"comment_permission_type":-1,)"
    R"("approval_comment_type":0}$EXTRA})";

constexpr std::string_view comment_form =
    R"({"created_at":"$DATE","id":$ID,"rootid":$ID,"floor_number":4,"text":"$TEXT","disable_reply":0,)"
    R"("source_allowclick":0,"source_type":2,"source":"<a href=\"http://weibo.com/\" rel=\"nofollow\">手机客户端</a>",)"
    R"("user":$USER,"mid":"$ID","idstr":"$ID"$STATUS$EXTRA})";

}  // namespace

std::string fill(std::string form, Blanks const& blanks) {
    for (auto const& [blank, with] : blanks) {
        for (auto at = form.find(blank); at != std::string::npos; at = form.find(blank, at + with.size())) {
            form.replace(at, blank.size(), with);
        }
    }
    return form;
}

std::string platform_date(TimePoint when) {
    using namespace std::chrono;
    static constexpr std::array days_of_week{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto const local = when + 8h;
    auto const midnight = floor<days>(local);
    year_month_day const date{midnight};
    hh_mm_ss const clock{floor<seconds>(local - midnight)};
    std::array<char, 64> out{};
    std::snprintf(out.data(), out.size(), "%s %s %02u %02d:%02d:%02d +0800 %d",
                  days_of_week.at(weekday{midnight}.c_encoding()), months.at(unsigned{date.month()} - 1),
                  unsigned{date.day()}, static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
                  int{date.year()});
    return out.data();
}

std::string user_json(Author const& author) {
    return fill(std::string{user_form}, {{"$UID", std::to_string(author.uid)},
                                         {"$NAME", author.name},
                                         {"$FOLLOWERS", std::to_string(author.followers)},
                                         {"$VERIFIED", std::to_string(author.verified_type)}});
}

static Blanks blanks_of(Wire const& wire) {
    auto const date = platform_date(weibo::time_of(WeiboId{wire.id}));
    return {{"$EXTRA", wire.extra},
            {"$USER", user_json(wire.author)},
            {"$DATE", wire.created_at.empty() ? date : wire.created_at},
            {"$ID", std::to_string(wire.id)},
            {"$TEXT", wire.text}};
}

std::string status_json(Wire const& wire) {
    return fill(std::string{status_form}, blanks_of(wire));
}

std::string comment_json(Wire const& wire, std::string const& status) {
    auto blanks = blanks_of(wire);
    blanks.emplace_back("$STATUS", status.empty() ? "" : R"(,"status":)" + status);
    return fill(std::string{comment_form}, blanks);
}

std::string page_json(std::string_view key, std::vector<std::string> const& items, std::int64_t next_cursor) {
    auto out = R"({")" + std::string{key} + R"(":[)";
    for (std::size_t i = 0; i < items.size(); ++i)
        out += (i == 0 ? "" : ",") + items[i];
    return out + R"(],"hasvisible":false,"previous_cursor":0,"next_cursor":)" + std::to_string(next_cursor) +
           R"(,"total_number":)" + std::to_string(items.size() + 7) + R"(,"interval":2000})";
}

std::int64_t id_at(TimePoint when, std::int64_t low_bits) {
    return weibo::first_id_at(when).value() + low_bits;
}

}  // namespace rw::test
