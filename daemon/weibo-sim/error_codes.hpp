// The platform's error answers: code, HTTP status and words (weibo-api 6).
#pragma once

#include <string>
#include <string_view>

namespace rw::sim {

struct ApiError {
    int code = 0;
    int status = 400;
    std::string text;
    std::string description{};  ///< OAuth answers only
};

namespace errors {
ApiError missing_token();                                                                        // 10006
ApiError no_permission();                                                                        // 10014
ApiError missing_parameter(std::string_view name);                                               // 10016
ApiError bad_parameter(std::string_view name, std::string_view expected, std::string_view got);  // 10017
ApiError unknown_api();                                                                          // 10020
ApiError wrong_method();                                                                         // 10021
ApiError ip_over_limit();                                                                        // 10022
ApiError user_over_limit();                                                                      // 10023
ApiError interface_over_limit(std::string_view path);                                            // 10024
ApiError no_such_user();                                                                         // 20003
ApiError content_is_null();                                                                      // 20008
ApiError too_many_ids();                                                                         // 20009
ApiError text_too_long();                                                                        // 20012
ApiError out_of_limit();                                                                         // 20016
ApiError repeated_content();                                                                     // 20019
ApiError no_such_status();                                                                       // 20101
ApiError no_such_comment();                                                                      // 20201
ApiError not_your_comment();                                                                     // 20203
ApiError revoked_token();                                                                        // 21321
ApiError invalid_request(std::string_view why);                                                  // 21323
ApiError invalid_client(std::string_view id);                                                    // 21324
ApiError invalid_grant(std::string_view code);                                                   // 21325
ApiError expired_token();                                                                        // 21327
ApiError unsupported_grant_type();                                                               // 21328
ApiError invalid_token();                                                                        // 21332
ApiError not_the_current_user();                                                                 // 21335
}  // namespace errors

/// The body for `error`, with `request` the path that was asked.
std::string body_of(ApiError const& error, std::string_view request);

}  // namespace rw::sim
