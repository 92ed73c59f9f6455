// What the platform's error codes mean to us (weibo-api 6.3). Decided by code, never by text.
#pragma once

#include "core/result.hpp"
#include "net/http.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rw::weibo {

enum class ErrorClass : std::uint8_t {
    permanent,    ///< P: this request never succeeds
    retry,        ///< R: again with backoff
    limit_token,  ///< L: this token waits for its reset (10023, 10024, 20016, …)
    limit_ip,     ///< L: everything from this address waits (10022)
    auth,         ///< A: the token is dead, a person must authorise again
    forbidden,    ///< F: application or permission: stop this endpoint and say so
    gone,         ///< N: the target does not exist: data, not trouble
    success,      ///< 20032: done, only slow to appear
};
std::string_view to_text(ErrorClass what);

/// Class of a code of the table; unknown 1xxxx codes are worth another try, unknown others are permanent.
ErrorClass class_of(int code);

/// After such an answer the endpoint is not asked again until the configuration or the token changes: not
/// covered. All of class `forbidden`, those that tell whose token may ask (21335, 21620), and 21321.
bool is_permission(int code);

/// The class of a code for one endpoint. 21321 has two meanings (weibo-api 6.3): the endpoint is closed to an
/// unaudited application, or its owner took the authorisation back. `class_of` takes the graver one;
/// `token_works` says that the same token was answered by another endpoint since it was loaded, or by
/// oauth2/get_token_info just now: then only this endpoint is closed.
ErrorClass class_of(int code, bool token_works);

/// What went wrong with one call.
struct Trouble {
    ErrorClass what = ErrorClass::retry;
    int code = 0;  ///< of the platform; 0 when it did not say one
    Failure failure;
    bool sent = true;  ///< the platform has counted the call, for all we know
};
[[noreturn]] void throw_exception_from_error(Trouble const& trouble, boost::source_location const& where);

template <class T>
using Answer = boost::system::result<T, Trouble>;

/// Nothing when the answer is a success as far as its status and a look for an error object tell; a body that
/// has to be JSON and is not (HTML, cut short, empty, `auth error`) is found out by its decoder.
std::optional<Trouble> trouble_in(net::Response const& response, std::string_view doing);
/// A body that cannot be what was asked for.
Trouble unreadable(net::Response const& response, std::string_view doing, std::string_view why);

}  // namespace rw::weibo
