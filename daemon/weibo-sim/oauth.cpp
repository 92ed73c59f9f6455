#include "weibo-sim/api.hpp"

#include "core/hash.hpp"

namespace rw::sim {
namespace {

constexpr std::chrono::seconds life{157679999};  ///< what the owner of an app gets (weibo-api 2.2)

std::int64_t seconds_of(auto span) {
    return std::chrono::duration_cast<std::chrono::seconds>(span).count();
}

}  // namespace

Outcome Api::access_token(Call const& call) {
    for (auto const* name : {"client_id", "client_secret", "grant_type", "code", "redirect_uri"}) {
        if (!call.field(name)) return errors::invalid_request("miss " + std::string{name} + ".");
    }
    if (call.field("grant_type") != "authorization_code") return errors::unsupported_grant_type();
    auto const code = *call.field("code");
    auto const found = manners_.codes.find(code);
    if (found == manners_.codes.end()) return errors::invalid_grant(code);
    Token token;
    token.text = "2.00" + base32(fnv1a(code + std::to_string(manners_.seed)));
    token.uid = found->second;
    token.created_at = call.now;
    token.expires_at = call.now + life;
    manners_.codes.erase(found);
    JsonText json;
    json.object().field("access_token", token.text).field("remind_in", std::to_string(life.count()));
    json.field("expires_in", life.count()).field("uid", token.uid.text()).field("isRealName", "true");
    tokens_.add(std::move(token));
    return json.end_object().text();
}

Outcome Api::get_token_info(Call const& call) {
    if (auto const error = tokens_.check(call.token, call.now)) return *error;
    auto const& token = *tokens_.find(call.token);
    JsonText json;
    json.object().field("uid", token.uid.value()).field("appkey", 1352222456).key("scope").null();
    json.field("create_at", seconds_of(token.created_at.time_since_epoch()));
    json.field("expire_in", seconds_of(token.expires_at - call.now));
    return json.end_object().text();
}

Outcome Api::revoke(Call const& call) {
    if (auto const error = tokens_.check(call.token, call.now)) return *error;
    tokens_.find(call.token)->state = TokenState::revoked;
    JsonText json;
    return json.object().field("result", "true").end_object().text();
}

}  // namespace rw::sim
