#include "weibo-sim/error_codes.hpp"

#include "core/json.hpp"

namespace rw::sim {
namespace errors {

ApiError missing_token() {
    return {10006, 400, "source paramter(appkey) is missing"};
}
ApiError no_permission() {
    return {10014, 403, "Insufficient app permissions!"};
}
ApiError missing_parameter(std::string_view name) {
    return {10016, 400, "miss required parameter (" + std::string{name} + ") , see doc for more info"};
}
ApiError bad_parameter(std::string_view name, std::string_view expected, std::string_view got) {
    return {10017, 400,
            "parameter (" + std::string{name} + ")'s value invalid, expect (" + std::string{expected} +
                ") , but get (" + std::string{got} + ") , see doc for more info"};
}
ApiError unknown_api() {
    return {10020, 404, "request api not found!"};
}
ApiError wrong_method() {
    return {10021, 405, "HTTP METHOD is not suported for this request!"};
}
ApiError ip_over_limit() {
    return {10022, 403, "IP requests out of rate limit!"};
}
ApiError user_over_limit() {
    return {10023, 403, "User requests out of rate limit!"};
}
ApiError interface_over_limit(std::string_view path) {
    return {10024, 403, "User requests for (" + std::string{path} + ") out of rate limit!"};
}
ApiError content_is_null() {
    return {20008, 400, "Content is null"};
}
ApiError text_too_long() {
    return {20012, 400, "Text too long, please input text less than 140 characters!"};
}
ApiError out_of_limit() {
    return {20016, 400, "Out of limit"};
}
ApiError repeated_content() {
    return {20019, 400, "Repeat content!"};
}
ApiError no_such_comment() {
    return {20201, 400, "Target weibo comment does not exist!"};
}
ApiError not_your_comment() {
    return {20203, 400, "Not your own comment!"};
}
ApiError no_such_user() {
    return {20003, 400, "User does not exists!"};
}
ApiError too_many_ids() {
    return {20009, 400, "IDs is too many!"};
}
ApiError no_such_status() {
    return {20101, 400, "target weibo does not exist!"};
}
ApiError revoked_token() {
    return {21321, 403, "applications over the unaudited use restrictions!"};
}
ApiError invalid_request(std::string_view why) {
    return {21323, 400, "invalid_request", std::string{why}};
}
ApiError invalid_client(std::string_view id) {
    return {21324, 400, "invalid_client", "unknow client id:" + std::string{id}};
}
ApiError invalid_grant(std::string_view code) {
    return {21325, 400, "invalid_grant", "invalid authorization code:" + std::string{code}};
}
ApiError expired_token() {
    return {21327, 403, "expired_token"};
}
ApiError unsupported_grant_type() {
    return {21328, 400, "unsupported_grant_type"};
}
ApiError invalid_token() {
    return {21332, 401, "invalid_access_token"};
}
ApiError not_the_current_user() {
    return {21335, 403, "request uid's value must be the current user"};
}

}  // namespace errors

std::string body_of(ApiError const& error, std::string_view request) {
    Json json;
    json.object().field("error", error.text).field("error_code", error.code).field("request", request);
    if (request.starts_with("/oauth2/")) json.field("error_uri", request);
    if (!error.description.empty()) json.field("error_description", error.description);
    return json.end_object().text();
}

}  // namespace rw::sim
