#include "weibo-sim/api.hpp"

#include <algorithm>

namespace rw::sim {
namespace {

constexpr Span slow_by = 3s;
constexpr Span hang_for = 120s;  ///< longer than any client waits; then the connection is closed

constexpr std::string_view writing[] = {
    "/2/comments/create.json",          "/2/comments/reply.json",     "/2/comments/destroy.json",
    "/2/comments/destroy_batch.json",   "/2/statuses/update.json",    "/2/statuses/upload.json",
    "/2/statuses/upload_url_text.json", "/2/statuses/repost.json",    "/2/statuses/share.json",
    "/2/statuses/destroy.json",         "/2/remind/set_count.json",   "/2/friendships/create.json",
    "/2/friendships/destroy.json",      "/2/attitudes/create.json",   "/2/attitudes/destroy.json",
    "/2/favorites/create.json",         "/2/favorites/destroy.json",  "/2/direct_messages/new.json",
    "/2/direct_messages/reply.json",    "/2/account/end_session.json"};

constexpr std::string_view bad_gateway =
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body bgcolor=\"white\">\r\n"
    "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

std::string_view scheme_less(std::string_view header) {
    constexpr std::string_view scheme = "OAuth2 ";
    return header.starts_with(scheme) ? header.substr(scheme.size()) : std::string_view{};
}

}  // namespace

std::optional<std::string> Call::field(std::string_view name) const {
    for (auto at = fields.rbegin(); at != fields.rend(); ++at) {
        if (at->first == name) return at->second.empty() ? std::nullopt : std::optional{at->second};
    }
    return std::nullopt;
}

Call take_apart(net::Request const& request, TimePoint now) {
    Call call{request.method, request.target, request.peer, {}, {}, now};
    if (auto const mark = call.path.find('?'); mark != std::string::npos) {
        call.fields = net::form_decode(std::string_view{request.target}.substr(mark + 1));
        call.path.resize(mark);
    }
    auto const type = net::find_header(request.headers, "Content-Type").value_or("");
    if (!request.body.empty() && !type.starts_with("application/json")) {
        std::ranges::move(net::form_decode(request.body), std::back_inserter(call.fields));
    }
    call.token = scheme_less(net::find_header(request.headers, "Authorization").value_or(""));
    if (call.token.empty()) call.token = call.field("access_token").value_or("");
    return call;
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
        {"/oauth2/access_token", true, true, true, &Api::access_token},
        {"/oauth2/get_token_info", true, true, true, &Api::get_token_info},
        {"/oauth2/revokeoauth2", true, true, true, &Api::revoke},
    };
    auto const found = std::ranges::find(endpoints, path, &Endpoint::path);
    return found == std::end(endpoints) ? nullptr : found;
}

bool Api::changes_something(Call const& call) const {
    bool const posted = call.method != "GET" && call.method != "HEAD" && call.path.starts_with("/2/");
    return posted || std::ranges::find(writing, call.path) != std::end(writing);
}

Answer Api::answer(net::Request const& request, TimePoint now) {
    auto const call = take_apart(request, now);
    ++census_.calls[{call.path, call.token}];
    if (changes_something(call)) ++census_.writes[call.path];
    auto const fault = faults_.meet(call.path);
    if (fault) ++census_.faults[std::string{to_text(*fault)}];
    return fault ? meet(*fault, call) : plain_answer(call);
}

Answer Api::meet(FaultKind kind, Call const& call) {
    Answer answer;
    switch (kind) {
        case FaultKind::http500: answer.status = 500; return answer;
        case FaultKind::http502html: return {502, std::string{bad_gateway}, "text/html"};
        case FaultKind::error200:
            answer.body = R"({"request":")" + call.path +
                          R"(","error_code":"21405","error":"Operation timed out after 300 milliseconds"})";
            return answer;
        case FaultKind::garbage: return {200, "\x1f\x8b\xff auth error \xfe", "text/plain"};
        case FaultKind::reset: answer.wire = Wire::none; return answer;
        case FaultKind::hang:
            answer.wire = Wire::none;
            answer.delay = hang_for;
            return answer;
        case FaultKind::slow:
            answer = plain_answer(call);
            answer.delay = slow_by;
            return answer;
        case FaultKind::truncate:
            answer = plain_answer(call);
            answer.wire = Wire::cut;
            return answer;
    }
    return answer;
}

Answer Api::refuse(ApiError const& error, Call const& call) {
    ++census_.refused[error.code];
    return {error.status, body_of(error, call.path)};
}

Answer Api::plain_answer(Call const& call) {
    auto outcome = run(call);
    if (auto const* error = std::get_if<ApiError>(&outcome)) return refuse(*error, call);
    return {200, std::get<std::string>(std::move(outcome))};
}

Outcome Api::run(Call const& call) {
    auto const* endpoint = find_endpoint(call.path);
    bool const write = std::ranges::find(writing, call.path) != std::end(writing);
    if (!endpoint && !write) return errors::unknown_api();
    // Revoking is the one OAuth call that may also be asked with GET (weibo-api 2.4).
    bool const either = endpoint && endpoint->run == &Api::revoke;
    if (endpoint && !either && call.method != (endpoint->post ? "POST" : "GET"))
        return errors::wrong_method();
    if (!endpoint || !endpoint->open) {
        if (auto const error = tokens_.check(call.token, call.now)) return *error;
    }
    if (write) return errors::no_permission();
    if (!endpoint->free) {
        if (auto const error = tokens_.spend(call.token, call.peer, call.now)) return *error;
    }
    return (this->*endpoint->run)(call);
}

}  // namespace rw::sim
