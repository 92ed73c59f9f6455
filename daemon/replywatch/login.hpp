// `replywatch login ACCOUNT`: the account's owner lets the application in, and the token that follows is
// written where the configuration expects it. Offline: the daemon need not run.
#pragma once

#include <string>

namespace rw::cli {

struct LoginOptions {
    std::string account;     ///< `name` of an [[account]]
    std::string config;      ///< the configuration file; its token files need not exist yet
    bool paste = false;      ///< the code, or the address that holds it, comes on standard input
    std::string listen;      ///< where the answer arrives; empty: at `weibo.redirect_url`
    std::string token_file;  ///< empty: the account's own
    bool json = false;
};

/// 0 when the token has been written; 2, with words on standard error and nothing written, when not.
int login(LoginOptions const& options);

}  // namespace rw::cli
