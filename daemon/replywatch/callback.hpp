// How the code comes from the browser to us: on a callback that only this machine can reach, or by hand.
#pragma once

#include "core/result.hpp"
#include "core/time.hpp"
#include "net/clock.hpp"

#include <functional>
#include <string>

namespace rw::cli {

inline constexpr Span login_limit = 5min;  ///< so long may the person take

struct Callback {
    std::string listen;  ///< `127.0.0.1:8765`; port 0: any
    std::string path;    ///< of the redirect address
    std::string state;   ///< what an answer to us carries
};

/// Serves until the answer has come or the limit is over, and gives the code. `begun` is told the address
/// once it is bound. Requests that are no answer of Weibo get a page that says so, and change nothing.
Result<std::string> await_callback(net::Clock& clock, Callback const& callback,
                                   std::function<void(std::string const&)> const& begun);

/// One line of standard input: the code alone, or the whole address that the browser was sent to.
Result<std::string> await_paste(net::Clock& clock, std::string const& state);

/// A random text that nobody can guess.
Result<std::string> make_state();

/// Shows `address` in a browser where there is a display; does nothing elsewhere.
void open_browser(std::string const& address);

}  // namespace rw::cli
