#include "net/http.hpp"
#include "weibo-sim/scenario_parts.hpp"

namespace rw::sim {
namespace {

TokenPart read_token(TableReader reader) {
    TokenPart token;
    std::string state = "valid";
    reader.text("token", token.token, Need::required);
    reader.text("state", state);
    reader.whole("quota_hour", token.quota_hour, {0, 1e9});
    reader.whole("quota_day", token.quota_day, {0, 1e9});
    reader.span("expires_in", token.expires_in);
    reader.flag("biz", token.biz);
    reader.texts("forbidden", token.forbidden);
    reader.weights("quota_api", token.by_path);
    auto const known = parse_token_state(state);
    if (!known) reader.complain("state", "expected valid, expired, revoked or garbage");
    token.state = known.value_or(TokenState::valid);
    reader.finish();
    return token;
}

StaffPart read_staff(TableReader reader) {
    StaffPart staff;
    read_uid(reader, staff.uid, Need::required);
    reader.text("name", staff.name, Need::required);
    reader.finish();
    return staff;
}

Badges read_counters(TableReader& reader) {
    std::string name = "true";
    reader.text("counters", name);
    auto const mode = parse_badges(name);
    if (!mode) reader.complain("counters", "expected true, stuck, absent or human");
    return mode.value_or(Badges::truly);
}

bool is_here(std::string const& host) {
    return host == "localhost" || host == "::1" || host.starts_with("127.");
}

PushPart read_push(TableReader reader) {
    PushPart push;
    reader.text("url", push.url, Need::required);
    reader.text("app_secret", push.app_secret, Need::required);
    reader.flag("mentions", push.mentions);
    auto const url = net::parse_url(push.url);
    bool const good =
        url && url->scheme == "http" && is_here(url->host) && url->target.find('?') == std::string::npos;
    if (!good && !push.url.empty())
        reader.complain(
            "url", "expected http, an address of this machine (127.0.0.1, ::1 or localhost) and no query");
    reader.finish();
    return push;
}

void read_rate(TableReader& reader, BrandPart& brand) {
    reader.number("per_minute", brand.per_minute, {0, 6000});
    reader.number("per_hour", brand.per_hour, {0, 360'000});
    if (brand.per_minute >= 0 && brand.per_hour >= 0)
        reader.complain("per_hour", "expected either per_hour or per_minute");
    read_cycle(reader, brand.cycle);
}

}  // namespace

void read_uid(TableReader& reader, Uid& into, Need need) {
    std::string text;
    reader.text("uid", text, need);
    if (text.empty()) return;
    auto const uid = Uid::parse(text);
    if (!uid) return reader.complain("uid", "expected a number in quotes such as \"1904178193\"");
    into = *uid;
}

BrandPart read_brand(TableReader reader) {
    BrandPart brand;
    reader.text("key", brand.key, Need::required);
    reader.text("name", brand.name, Need::required);
    read_uid(reader, brand.uid, Need::required);
    reader.whole("followers", brand.followers, {0, 1e9});
    reader.text("reason", brand.reason);
    read_rate(reader, brand);
    brand.counters = read_counters(reader);
    for (auto& one : reader.child("push"))
        brand.push = read_push(std::move(one));
    for (auto& one : reader.children("tokens"))
        brand.tokens.push_back(read_token(std::move(one)));
    for (auto& one : reader.children("staff"))
        brand.staff.push_back(read_staff(std::move(one)));
    for (auto& one : reader.children("executives"))
        brand.executives.push_back(read_staff(std::move(one)));
    reader.texts("codes", brand.codes);
    reader.texts("products", brand.products);
    reader.texts("posts", brand.posts);
    reader.finish();
    return brand;
}

}  // namespace rw::sim
