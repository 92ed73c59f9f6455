#include "weibo/oauth.hpp"

#include "core/text.hpp"
#include "weibo/ask.hpp"
#include "weibo/decode.hpp"

#include <optional>

namespace rw::weibo {
namespace {

std::string origin_of(net::Url const& url) {
    bool const usual = (url.scheme == "https" && url.port == 443) || (url.scheme == "http" && url.port == 80);
    auto const host = url.host.find(':') == std::string::npos ? url.host : "[" + url.host + "]";
    return url.scheme + "://" + host + (usual ? "" : ":" + std::to_string(url.port));
}

/// Both must have the same length to be compared to the end: what differs shall not show in the time it
/// takes.
bool same(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    unsigned differs = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        differs |= static_cast<unsigned>(static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]));
    return differs == 0;
}

/// The last value of that name, as forms are read.
std::optional<std::string> value_of(Fields const& fields, std::string_view name) {
    std::optional<std::string> found;
    for (auto const& [key, value] : fields) {
        if (key == name) found = value;
    }
    return found;
}

Failure declined(Fields const& fields, std::string const& error) {
    auto const code = value_of(fields, "error_code").value_or("");
    bool const by_owner = error == "access_denied" || code == "21330";
    auto words = by_owner ? std::string{"the authorisation was declined in the browser ("}
                          : std::string{"Weibo refuses to authorise ("};
    words += shorten(to_utf8(error), 60) + (code.empty() ? "" : ", " + shorten(to_utf8(code), 10)) + ")";
    return Failure{Fault::refused, std::move(words)};
}

}  // namespace

std::string authorize_url(net::Url const& api, AuthorizeQuery const& query) {
    Fields fields;
    fields.emplace_back("client_id", query.client_id);
    fields.emplace_back("redirect_uri", query.redirect_uri);
    fields.emplace_back("response_type", "code");
    if (!query.state.empty()) fields.emplace_back("state", query.state);
    if (!query.scope.empty()) fields.emplace_back("scope", query.scope);
    if (query.forcelogin) fields.emplace_back("forcelogin", "true");
    return origin_of(api) + "/oauth2/authorize?" + net::form_encode(fields);
}

Result<std::string> parse_callback(std::string_view target, std::string_view state) {
    target = target.substr(0, target.find('#'));
    auto const mark = target.find('?');
    auto const fields = mark == std::string_view::npos ? Fields{} : net::form_decode(target.substr(mark + 1));
    auto const code = value_of(fields, "code");
    auto const error = value_of(fields, "error");
    if (!code && !error) {
        return Failure{Fault::bad_input, "this is no answer of Weibo: it has no `code`, expected " +
                                             std::string{"REDIRECT_URL?state=…&code=…"}};
    }
    if (!same(value_of(fields, "state").value_or(""), state)) {
        return Failure{Fault::refused,
                       "this answer belongs to another login (its `state` is not ours): start anew"};
    }
    if (error) return declined(fields, *error);
    if (code->empty()) return Failure{Fault::bad_input, "this answer of Weibo has an empty `code`"};
    return *code;
}

net::Task<Answer<NewToken>> exchange_code(net::HttpClient& http, net::Url api, CodeExchange exchange) {
    std::string const path = "/oauth2/access_token";
    Fields fields;
    fields.emplace_back("client_id", exchange.client_id);
    fields.emplace_back("client_secret", exchange.client_secret.reveal());
    fields.emplace_back("grant_type", "authorization_code");
    fields.emplace_back("code", exchange.code);
    fields.emplace_back("redirect_uri", exchange.redirect_uri);
    auto request = form_post(path, fields);
    auto response = co_await ask(http, std::move(api), std::move(request));
    if (!response) co_return response.error();
    auto token = decode_new_token(response->body);
    // How the body begins is not told: it may be a token.
    if (!token)
        co_return Trouble{ErrorClass::retry, 0,
                          while_doing(path, Failure{Fault::timed_out, token.error().doing})};
    co_return *std::move(token);
}

net::Task<Answer<TokenInfo>> ask_token_info(net::HttpClient& http, net::Url api, Secret token,
                                            TimePoint now) {
    std::string const path = "/oauth2/get_token_info";
    Fields fields;
    fields.emplace_back("access_token", token.reveal());
    auto request = form_post(path, fields);
    auto response = co_await ask(http, std::move(api), std::move(request));
    if (!response) co_return response.error();
    auto info = decode_token_info(response->body, now);
    if (!info) co_return unreadable(*response, path, info.error().doing);
    co_return *std::move(info);
}

}  // namespace rw::weibo
