// How an account lets the application in (weibo-api 2): the address its owner opens in a browser, what comes
// back from there, and the token that it is good for.
#pragma once

#include "core/secret.hpp"
#include "net/http_client.hpp"
#include "weibo/errors.hpp"
#include "weibo/objects.hpp"

#include <string>
#include <string_view>

namespace rw::weibo {

struct AuthorizeQuery {
    std::string client_id;     ///< the app key
    std::string redirect_uri;  ///< as registered, to the letter (else 21322)
    std::string state;         ///< comes back unchanged: proof that the answer is to our question
    bool forcelogin = false;   ///< ask for the password even where somebody is logged in
    std::string scope{};       ///< empty: what the application has by itself
};
/// Where the browser goes (weibo-api 2.1).
std::string authorize_url(net::Url const& api, AuthorizeQuery const& query);

/// The code in what came back: the target of a request (`/callback?code=…`) or a whole address. `refused`
/// when the owner declined or `state` is not ours, `bad_input` when it is no answer at all.
Result<std::string> parse_callback(std::string_view target, std::string_view state);

struct CodeExchange {
    std::string client_id;
    Secret client_secret;
    std::string redirect_uri;
    std::string code;  ///< good once
};
/// A token for a code (weibo-api 2.2). A code whose answer was lost is spent, for all we know.
net::Task<Answer<NewToken>> exchange_code(net::HttpClient& http, net::Url api, CodeExchange exchange);

/// What the platform says of a token (weibo-api 2.3); its time counted from `now`.
net::Task<Answer<TokenInfo>> ask_token_info(net::HttpClient& http, net::Url api, Secret token, TimePoint now);

}  // namespace rw::weibo
