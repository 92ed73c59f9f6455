// The users file: who may ask the daemon, made and taken away offline. The daemon reads it again by itself.
#pragma once

#include <string>

namespace rw::cli {

struct UserOptions {
    std::string name;
    std::string role = "viewer";
    std::string file;    ///< the users file; else that of the configuration
    std::string config;  ///< the configuration that names it
    bool json = false;
};

/// Makes a token for a new user and prints it, once: the file keeps its SHA-256 alone.
int add_token(UserOptions const& options);
int list_tokens(UserOptions const& options);
/// Takes the user's line away; its sessions end with the daemon's next look at the file.
int revoke_token(UserOptions const& options);

}  // namespace rw::cli
