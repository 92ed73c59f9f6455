#include "web/router.hpp"

#include "net/digest.hpp"
#include "net/loop.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::web;

namespace {

net::Task<net::Response> tell(Call call) {
    auto text = call.user.name + ":" + (call.path.contains("id") ? call.path.at("id") : "");
    text += ":" + call.query_value("q").value_or("-");
    co_return json(200, "\"" + text + "\"");
}

Router router() {
    Router all{Users{
        {{net::sha256_hex("see"), "viewer", Role::viewer}, {net::sha256_hex("do"), "li", Role::operator_}}}};
    all.add("GET", "/open", Role::none, tell);
    all.add("GET", "/api/v1/things/{id}", Role::viewer, tell);
    all.add("POST", "/api/v1/things/{id}/claim", Role::operator_, tell);
    return all;
}

net::Response ask(std::string method, std::string target, std::string authorization = {}) {
    net::Request request;
    request.method = std::move(method);
    request.target = std::move(target);
    if (!authorization.empty()) request.headers.emplace_back("authorization", std::move(authorization));
    net::Loop loop;
    auto all = router();
    return loop.run_until_done(all.handle(std::move(request)));
}

}  // namespace

TEST_CASE("who may do what, and what is said to the others", "[web][contract 6]") {
    struct Row {
        std::string what, method, target, authorization;
        int status;
    };
    Row const rows[] = {
        {"open to everybody", "GET", "/open", "", 200},
        {"without a token", "GET", "/api/v1/things/1", "", 401},
        {"with an unknown token", "GET", "/api/v1/things/1", "Bearer other", 401},
        {"with another scheme", "GET", "/api/v1/things/1", "Basic see", 401},
        {"with an empty token", "GET", "/api/v1/things/1", "Bearer ", 401},
        {"a viewer looks", "GET", "/api/v1/things/1", "Bearer see", 200},
        {"the scheme in any case", "GET", "/api/v1/things/1", "bEARER see", 200},
        {"a viewer may not do", "POST", "/api/v1/things/1/claim", "Bearer see", 403},
        {"an operator may do and look", "POST", "/api/v1/things/1/claim", "Bearer do", 200},
        {"an operator looks", "GET", "/api/v1/things/1", "Bearer do", 200},
        {"nothing there", "GET", "/api/v1/nothing", "Bearer do", 404},
        {"another method", "DELETE", "/api/v1/things/1", "Bearer do", 405},
        {"the head of what can be got", "HEAD", "/api/v1/things/1", "Bearer see", 200},
    };
    for (auto const& row : rows) {
        CAPTURE(row.what);
        CHECK(ask(row.method, row.target, row.authorization).status == row.status);
    }
    CHECK(net::find_header(ask("GET", "/api/v1/things/1").headers, "WWW-Authenticate"));
    CHECK(net::find_header(ask("DELETE", "/open").headers, "Allow") == "GET");
}

TEST_CASE("names in paths and queries arrive decoded", "[web]") {
    CHECK(ask("GET", "/api/v1/things/%E7%94%B2?q=a%20b&q=c", "Bearer see").body == "\"viewer:甲:c\"");
}

TEST_CASE("an error is problem+json, with its words escaped", "[web]") {
    auto const wrong = problem(422, "a \"quoted\" word");
    CHECK(wrong.status == 422);
    CHECK(net::find_header(wrong.headers, "Content-Type") == "application/problem+json");
    CHECK(
        wrong.body ==
        R"({"type":"about:blank","title":"Unprocessable Content","status":422,"detail":"a \"quoted\" word"})");
}

TEST_CASE("roles and hashes", "[web]") {
    CHECK(parse_role("operator") == Role::operator_);
    CHECK_FALSE(parse_role("root"));
    CHECK(net::sha256_hex("demo") == "2a97516c354b68848cdbd8f54a226a0a55b21ed138e207ad6c5cbb9c00aa5aea");
    CHECK(Role::viewer < Role::operator_);
    CHECK(Role::operator_ < Role::admin);
}
