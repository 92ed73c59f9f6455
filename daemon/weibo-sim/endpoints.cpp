#include "weibo-sim/api.hpp"

#include <algorithm>

namespace rw::sim {
namespace {

constexpr std::string_view writing[] = {
    "/2/comments/create.json",          "/2/comments/reply.json",     "/2/comments/destroy.json",
    "/2/comments/destroy_batch.json",   "/2/statuses/update.json",    "/2/statuses/upload.json",
    "/2/statuses/upload_url_text.json", "/2/statuses/repost.json",    "/2/statuses/share.json",
    "/2/statuses/destroy.json",         "/2/remind/set_count.json",   "/2/friendships/create.json",
    "/2/friendships/destroy.json",      "/2/attitudes/create.json",   "/2/attitudes/destroy.json",
    "/2/favorites/create.json",         "/2/favorites/destroy.json",  "/2/direct_messages/new.json",
    "/2/direct_messages/reply.json",    "/2/account/end_session.json"};

}  // namespace

bool is_writing(std::string_view path) {
    return std::ranges::find(writing, path) != std::end(writing);
}

Api::Endpoint const* Api::find_endpoint(std::string_view path) {
    static constexpr Endpoint endpoints[] = {
        {"/2/statuses/mentions.json", false, false, false, &Api::mentions},
        {"/2/comments/mentions.json", false, false, false, &Api::comment_mentions},
        {"/2/comments/to_me.json", false, false, false, &Api::comments_to_me},
        {"/2/comments/by_me.json", false, false, false, &Api::comments_by_me},
        {"/2/comments/timeline.json", false, false, false, &Api::comments_timeline},
        {"/2/comments/show.json", false, false, false, &Api::comments_show},
        {"/2/comments/show_batch.json", false, false, false, &Api::comments_show_batch},
        {"/2/statuses/repost_timeline.json", false, false, false, &Api::repost_timeline},
        {"/2/statuses/user_timeline.json", false, false, false, &Api::user_timeline},
        {"/2/statuses/show.json", false, false, false, &Api::statuses_show},
        {"/2/statuses/count.json", false, false, false, &Api::statuses_count},
        {"/2/users/show.json", false, false, false, &Api::users_show},
        {"/2/account/get_uid.json", false, false, false, &Api::get_uid},
        {"/2/account/rate_limit_status.json", false, false, true, &Api::rate_limit_status},
        {"/2/remind/unread_count.json", false, false, true, &Api::unread_count},
        {"/2/comments/create.json", true, false, false, &Api::comments_create},
        {"/2/comments/reply.json", true, false, false, &Api::comments_reply},
        {"/2/comments/destroy.json", true, false, false, &Api::comments_destroy},
        {"/2/statuses/mentions/biz.json", false, false, false, &Api::mentions_biz, true},
        {"/2/statuses/user_timeline/biz.json", false, false, false, &Api::user_timeline_biz, true},
        {"/2/comments/to_me/biz.json", false, false, false, &Api::comments_to_me_biz, true},
        {"/2/comments/by_me/biz.json", false, false, false, &Api::comments_by_me, true},
        {"/2/comments/mentions/biz.json", false, false, false, &Api::comment_mentions, true},
        {"/2/comments/show_batch/biz.json", false, false, false, &Api::comments_show_batch, true},
        {"/2/comments/show/all.json", false, false, false, &Api::comments_show_all, true},
        {"/oauth2/access_token", true, true, true, &Api::access_token},
        {"/oauth2/get_token_info", true, true, true, &Api::get_token_info},
        {"/oauth2/revokeoauth2", true, true, true, &Api::revoke},
    };
    auto const found = std::ranges::find(endpoints, path, &Endpoint::path);
    return found == std::end(endpoints) ? nullptr : found;
}

bool Api::changes_something(Call const& call) const {
    bool const posted = call.method != "GET" && call.method != "HEAD" && call.path.starts_with("/2/");
    return posted || is_writing(call.path);
}

}  // namespace rw::sim
