#include "weibo-sim/api.hpp"

#include <algorithm>

namespace rw::sim {
namespace {

constexpr Span slow_by = 3s;
constexpr Span hang_for = 120s;  ///< longer than any client waits; then the connection is closed

constexpr std::string_view bad_gateway =
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body bgcolor=\"white\">\r\n"
    "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

constexpr std::string_view login_page =
    "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>登录 - 新浪微博</title></head><body>"
    "<form action=\"https://login.sina.com.cn/sso/login.php\" method=\"post\"><input name=\"username\">"
    "<input name=\"password\" type=\"password\"></form></body></html>";

/// Each key of lists, counters and accounts, and none of the type it should have.
constexpr std::string_view wrong_types =
    R"({"comments":{"0":"none"},"statuses":"none","reposts":7,"hasvisible":[],"previous_cursor":{},)"
    R"("next_cursor":"soon","total_number":[1],"interval":"x","uid":{"id":[]},"cmt":"many","dm":[],)"
    R"("mention_status":{},"mention_cmt":"few","id":{},"text":[],"remaining_user_hits":"plenty",)"
    R"("reset_time_in_seconds":{}})";

}  // namespace

Answer Api::answer(net::Request const& request, TimePoint now) {
    auto const call = take_apart(request, now);
    ++census_.calls[{call.path, call.token}];
    if (changes_something(call)) ++census_.writes[call.path];
    auto const fault = faults_.meet(call.path);
    if (fault) ++census_.faults[std::string{to_text(*fault)}];
    return fault ? meet(*fault, call) : plain_answer(call);
}

Answer Api::early_fault(FaultKind kind) {
    Answer answer;
    switch (kind) {
        case FaultKind::http500: answer.status = 500; break;
        case FaultKind::http502html: return {502, std::string{bad_gateway}, "text/html"};
        case FaultKind::http503: return {503, "", "text/html"};
        case FaultKind::garbage: return {200, "\x1f\x8b\xff auth error \xfe", "text/plain"};
        case FaultKind::login_html: return {200, std::string{login_page}, "text/html;charset=UTF-8"};
        case FaultKind::auth_text: return {200, "auth error", "text/plain"};
        case FaultKind::hang: answer.delay = hang_for; [[fallthrough]];
        case FaultKind::reset: answer.wire = Wire::none; break;
        default: break;
    }
    return answer;
}

Answer Api::meet(FaultKind kind, Call const& call) {
    if (!costs_quota(kind)) return early_fault(kind);
    auto answer = plain_answer(call);
    if (kind == FaultKind::slow) answer.delay = slow_by;
    if (kind == FaultKind::truncate) answer.wire = Wire::cut;
    answer.false_gzip = kind == FaultKind::bad_gzip;
    if (answer.status != 200) return answer;
    if (kind == FaultKind::array) answer.body = "[]";
    if (kind == FaultKind::wrong_types) answer.body = wrong_types;
    if (kind == FaultKind::error200)
        answer.body = R"({"request":")" + call.path +
                      R"(","error_code":"21405","error":"Operation timed out after 300 milliseconds"})";
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

/// What keeps this call from the endpoint, in the order in which the platform looks.
std::optional<ApiError> Api::admit(Call const& call, Endpoint const* endpoint) {
    bool const write = is_writing(call.path);
    if (!endpoint && !write) return errors::unknown_api();
    // Revoking is the one OAuth call that may also be asked with GET (weibo-api 2.4).
    bool const either = endpoint && endpoint->run == &Api::revoke;
    if (endpoint && !either && call.method != (endpoint->post ? "POST" : "GET"))
        return errors::wrong_method();
    bool const open = endpoint && endpoint->open;
    if (!open) {
        if (auto error = tokens_.check(call.token, call.now)) return error;
    }
    if (write && !manners_.writes) return errors::no_permission();
    if (!endpoint) return errors::no_permission();
    if (open) return std::nullopt;
    auto const& token = *tokens_.find(call.token);
    if (!token.may(call.path) || (endpoint->biz && !token.biz)) return errors::no_permission();
    if (endpoint->free) return std::nullopt;
    return tokens_.spend({call.token, call.peer, call.path}, call.now);
}

Outcome Api::run(Call const& call) {
    auto const* endpoint = find_endpoint(call.path);
    if (auto const error = admit(call, endpoint)) return *error;
    return (this->*endpoint->run)(call);
}

}  // namespace rw::sim
