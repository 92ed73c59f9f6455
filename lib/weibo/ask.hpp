// One call of the platform: what was asked, and what came of it, classed. Only for the clients.
#pragma once

#include "net/http_client.hpp"
#include "weibo/errors.hpp"

#include <string>
#include <utility>
#include <vector>

namespace rw::weibo {

using Fields = std::vector<std::pair<std::string, std::string>>;

/// Sends `request` to `where` and looks at the answer's status and for an error object. Troubles name the
/// path, never a field: addresses end up in logs.
net::Task<Answer<net::Response>> ask(net::HttpClient& http, net::Url where, net::Request request);

/// A POST of a form. Only for oauth2/*: nothing else is ever posted.
net::Request form_post(std::string path, Fields const& fields);

/// What we would not even send.
Trouble not_asked(std::string words);

}  // namespace rw::weibo
