// How the command line reaches the daemon: over its HTTP API, like everybody else.
#pragma once

#include "core/result.hpp"
#include "core/secret.hpp"

#include <rapidjson/document.h>

#include <memory>
#include <string>

namespace rw::cli {

struct Address {
    std::string url;  ///< `http://127.0.0.1:8787`
    Secret token;
};

/// What was given on the command line, else REPLYWATCH_URL and REPLYWATCH_TOKEN, else ~/.config/replywatch
/// (`url = …` and `token = …`, a line each), else the local daemon without a token.
Result<Address> find_daemon(std::string const& url, std::string const& token_file);

struct Answer {
    int status = 0;
    std::string body;
    rapidjson::Document document;  ///< null when the body is no JSON
};
/// One question and its answer. `unreachable` says which address did not answer, and why.
Result<std::unique_ptr<Answer>> ask(Address const& daemon, std::string const& method, std::string const& path,
                                    std::string const& body = {});

}  // namespace rw::cli
