#include "web/router.hpp"

#include "net/digest.hpp"
#include "net/gzip.hpp"
#include "support/manual_clock.hpp"

#include <catch2/catch.hpp>

#include <utility>

using namespace rw;
using namespace rw::web;

namespace {

/// The daemon's door, with a viewer `see` and an operator `do`.
class Door {
public:
    Door() {
        keys.rotate(clock.now());
        router.gate().take_settings({&clock, [this]() -> net::SigningKeys const& { return keys; }, true, 2});
        router.add("GET", "/api/v1/things", Role::viewer, [this](Call) { return give(); });
        router.add("POST", "/api/v1/things/{id}/claim", Role::operator_, [this](Call) { return give(); });
        router.add("GET", "/api/v1/export", Role::viewer, [this](Call) { return give(); }, {.reveals = true});
        router.take_witness([this](Deed deed) { return note(std::move(deed)); });
    }

    net::Response ask(std::string method, std::string target, net::Headers headers) {
        net::Request request{std::move(method), std::move(target), std::move(headers), {}, "10.0.0.9"};
        return loop.run_until_done(router.handle(std::move(request)));
    }
    /// The cookie that a browser would send back.
    std::string signed_in(std::string const& token) {
        auto const cookie = router.gate().sign_in(token, "10.0.0.9").set_cookie;
        return cookie.substr(0, cookie.find(';'));
    }

    test::ManualClock clock;
    net::SigningKeys keys;
    net::Loop loop;
    Router router{Users{
        {{net::sha256_hex("see"), "guest", Role::viewer}, {net::sha256_hex("do"), "li", Role::operator_}}}};
    std::string body = R"({"items":[]})";
    std::vector<Deed> deeds;

private:
    net::Task<net::Response> give() { co_return json(200, body); }
    net::Task<void> note(Deed deed) {
        deeds.push_back(std::move(deed));
        co_return;
    }
};

std::string header(net::Response const& response, std::string_view name) {
    return std::string{net::find_header(response.headers, name).value_or("")};
}

}  // namespace

TEST_CASE("a session is a cookie that no script reads, and ends by itself", "[web]") {
    Door door;
    auto const set = door.router.gate().sign_in("do", "10.0.0.9").set_cookie;
    for (auto const* part : {"HttpOnly", "SameSite=Strict", "Secure", "Path=/", "Max-Age=604800"})
        CHECK(set.find(part) != set.npos);
    CHECK(set.find("do;") == set.npos);
    auto const cookie = door.signed_in("do");
    net::Headers const with{{"Cookie", "other=1; " + cookie}};
    CHECK(door.ask("GET", "/api/v1/things", with).status == 200);
    CHECK(door.ask("GET", "/api/v1/things", {{"Cookie", cookie + "x"}}).status == 401);
    door.clock.step_wall(7 * 24h - 1s);
    CHECK(door.ask("GET", "/api/v1/things", with).status == 200);
    door.clock.step_wall(2s);
    CHECK(door.ask("GET", "/api/v1/things", with).status == 401);
}

TEST_CASE("before the keys are read nobody is signed out", "[web]") {
    Door door;
    net::Headers const with{{"Cookie", door.signed_in("do")}};
    auto const keys = std::exchange(door.keys, {});
    auto const early = door.ask("GET", "/api/v1/things", with);
    CHECK(early.status == 503);
    CHECK(header(early, "Retry-After") == "1");
    CHECK(door.ask("GET", "/api/v1/things", {}).status == 401);
    CHECK(door.ask("GET", "/api/v1/things", {{"Authorization", "Bearer see"}}).status == 200);
    door.keys = keys;
    CHECK(door.ask("GET", "/api/v1/things", with).status == 200);
}

TEST_CASE("whose token is revoked, his sessions end at once", "[web]") {
    Door door;
    net::Headers const with{{"Cookie", door.signed_in("do")}};
    door.router.gate().take_users(Users{{{net::sha256_hex("see"), "guest", Role::viewer}}});
    CHECK(door.ask("GET", "/api/v1/things", with).status == 401);
}

TEST_CASE("another site cannot act with a visitor's cookie", "[web]") {
    Door door;
    auto const cookie = door.signed_in("do");
    auto const claim = "/api/v1/things/1/claim";
    CHECK(door.ask("POST", claim, {{"Cookie", cookie}}).status == 403);
    CHECK(door.ask("POST", claim, {{"Cookie", cookie}, {"X-Replywatch", "1"}}).status == 200);
    CHECK(
        door.ask("POST", claim, {{"Cookie", cookie}, {"X-Replywatch", "1"}, {"Sec-Fetch-Site", "cross-site"}})
            .status == 403);
    CHECK(door.ask("POST", claim, {{"Authorization", "Bearer do"}}).status == 200);
}

TEST_CASE("who guesses tokens has to wait", "[web]") {
    Door door;
    int wrong = 0;
    while (!door.router.gate().sign_in("guess" + std::to_string(wrong), "10.0.0.9").must_wait)
        REQUIRE(++wrong < 100);
    CHECK(wrong == 20);
    CHECK_FALSE(door.router.gate().sign_in("guess", "10.0.0.8").must_wait);
    CHECK(door.router.gate().sign_in("do", "10.0.0.9").user);  // whoever knows his is not locked out by it
}

TEST_CASE("each user has an allowance of his own", "[web]") {
    Door door;
    net::Headers const li{{"Authorization", "Bearer do"}};
    for (int i = 0; i < 10; ++i)  // two a second, five seconds' worth at once
        CHECK(door.ask("GET", "/api/v1/things", li).status == 200);
    auto const refused = door.ask("GET", "/api/v1/things", li);
    CHECK(refused.status == 429);
    CHECK(header(refused, "Retry-After") == "1");
    CHECK(door.ask("GET", "/api/v1/things", {{"Authorization", "Bearer see"}}).status == 200);
    door.clock.advance(door.loop, 500ms);
    CHECK(door.ask("GET", "/api/v1/things", li).status == 200);
    CHECK(door.ask("GET", "/api/v1/things", li).status == 429);
}

TEST_CASE("what has not changed is not sent again, what is long is sent short", "[web]") {
    Door door;
    door.body = "{\"items\":[\"" + std::string(4000, 'a') + "\"]}";
    net::Headers with{{"Authorization", "Bearer see"}};
    auto const plain = door.ask("GET", "/api/v1/things", with);
    CHECK(plain.body == door.body);
    with.emplace_back("Accept-Encoding", "br, gzip");
    auto const packed = door.ask("GET", "/api/v1/things", with);
    CHECK(header(packed, "Content-Encoding") == "gzip");
    CHECK(packed.body.size() < 200);
    CHECK(net::gunzip(packed.body, 10'000).value() == door.body);
    with.emplace_back("If-None-Match", header(plain, "ETag"));
    auto const same = door.ask("GET", "/api/v1/things", with);
    CHECK(same.status == 304);
    CHECK(same.body.empty());
    door.body.replace(12, 1, "b");
    CHECK(door.ask("GET", "/api/v1/things", with).status == 200);
}

TEST_CASE("every answer bears the id of its request", "[web]") {
    Door door;
    net::Headers const with{{"Authorization", "Bearer see"}, {"X-Request-Id", "proxy-17"}};
    CHECK(header(door.ask("GET", "/api/v1/things", with), "X-Request-Id") == "proxy-17");
    auto const one = header(door.ask("GET", "/nothing", {}), "X-Request-Id");
    auto const other = header(door.ask("GET", "/nothing", {{"X-Request-Id", "a b\t"}}), "X-Request-Id");
    CHECK_FALSE(one.empty());
    CHECK(one != other);
    CHECK(other.find(' ') == other.npos);
}

TEST_CASE("every change is witnessed, and every look at what is masked for others", "[web]") {
    Door door;
    door.ask("GET", "/api/v1/things", {{"Authorization", "Bearer do"}});
    CHECK(door.deeds.empty());
    door.ask("POST", "/api/v1/things/1/claim?x=1", {{"Authorization", "Bearer do"}});
    door.ask("POST", "/api/v1/things/1/claim", {{"Authorization", "Bearer see"}});
    door.ask("POST", "/api/v1/things/1/claim", {});
    door.ask("GET", "/api/v1/export", {{"Authorization", "Bearer see"}});
    REQUIRE(door.deeds.size() == 3);
    CHECK(door.deeds[0].who == "li");
    CHECK(door.deeds[0].did == "POST /api/v1/things/1/claim");
    CHECK(door.deeds[0].status == 200);
    CHECK(door.deeds[1].who == "guest");
    CHECK(door.deeds[1].status == 403);
    CHECK(door.deeds[2].did == "GET /api/v1/export");
}
