#include "weibo/oauth.hpp"
#include "bench.hpp"

using namespace rw;
using test::Bench;
using test::http;
using weibo::AuthorizeQuery;
using weibo::ErrorClass;
using weibo::parse_callback;

namespace {

weibo::CodeExchange const exchange{"1352222456", Secret{"s&cret"}, "http://127.0.0.1:8765/callback", "code1"};

weibo::Answer<weibo::NewToken> exchanged(Bench& bench) {
    auto task = weibo::exchange_code(bench.http_client, *net::parse_url("https://api.example/x"), exchange);
    return bench.now(std::move(task));
}

}  // namespace

TEST_CASE("the browser is sent to where the platform asks the owner", "[weibo][oauth]") {
    auto const api = *net::parse_url("https://api.weibo.com");
    AuthorizeQuery query{"1352222456", "https://brand.example/weibo?from=rw", "st4te"};
    CHECK(authorize_url(api, query) ==
          "https://api.weibo.com/oauth2/authorize?client_id=1352222456&"
          "redirect_uri=https%3A%2F%2Fbrand.example%2Fweibo%3Ffrom%3Drw&response_type=code&state=st4te");
    query.forcelogin = true;
    query.scope = "all,email";
    CHECK_THAT(authorize_url(api, query), Catch::EndsWith("&scope=all%2Cemail&forcelogin=true"));
    CHECK_THAT(authorize_url(*net::parse_url("http://127.0.0.1:18080/2"), query),
               Catch::StartsWith("http://127.0.0.1:18080/oauth2/authorize?"));
    CHECK_THAT(authorize_url(*net::parse_url("http://[::1]:18080"), query),
               Catch::StartsWith("http://[::1]:18080/oauth2/authorize?"));
}

TEST_CASE("what comes back gives the code", "[weibo][oauth]") {
    for (auto const* const target :
         {"/callback?code=abc123&state=st4te", "/callback?state=st4te&code=abc123",
          "http://127.0.0.1:8765/callback?state=st4te&code=abc123#top",
          "https://brand.example/weibo?from=rw&state=st4te&code=abc123", "?code=abc123&state=st4te"}) {
        CAPTURE(target);
        auto const code = parse_callback(target, "st4te");
        REQUIRE(code.has_value());
        CHECK(*code == "abc123");
    }
    CHECK(parse_callback("/c?code=a%2Bb&state=x%20y", "x y").value() == "a+b");
}

TEST_CASE("what comes back and gives no code says why", "[weibo][oauth]") {
    struct Row {
        std::string target;
        Fault kind;
        std::string words;
    };
    auto const row = GENERATE(values<Row>({
        {"/callback?error_uri=%2Foauth2%2Fauthorize&error=access_denied&error_code=21330&state=st4te",
         Fault::refused, "declined in the browser (access_denied, 21330)"},
        {"/callback?error=redirect_uri_mismatch&error_code=21322&state=st4te", Fault::refused,
         "refuses to authorise (redirect_uri_mismatch, 21322)"},
        {"/callback?code=abc123&state=another", Fault::refused, "another login"},
        {"/callback?code=abc123&state=st4t", Fault::refused, "another login"},
        {"/callback?code=abc123", Fault::refused, "another login"},
        {"/callback?error=access_denied", Fault::refused, "another login"},
        {"/callback?code=abc123&state=st4te&state=twice", Fault::refused, "another login"},
        {"/callback?code=&state=st4te", Fault::bad_input, "empty `code`"},
        {"/callback?state=st4te", Fault::bad_input, "has no `code`"},
        {"/callback", Fault::bad_input, "has no `code`"},
        {"", Fault::bad_input, "has no `code`"},
    }));
    CAPTURE(row.target);
    auto const code = parse_callback(row.target, "st4te");
    REQUIRE(code.has_error());
    CHECK(code.error().kind == row.kind);
    CHECK_THAT(code.error().doing, Catch::Contains(row.words));
    CHECK_THAT(code.error().doing, !Catch::Contains("abc123"));
}

TEST_CASE("a code is exchanged by a form", "[weibo][oauth]") {
    auto const body = GENERATE(
        as<std::string>{},
        R"({"access_token":"2.00new","remind_in":"157679999","expires_in":157679999,"uid":"1404376560","isRealName":"true"})",
        R"({"access_token":"2.00new","expires_in":"157679999","uid":1404376560,"scope":"all"})",
        R"({"access_token":"2.00new","remind_in":"157679999","uid":1404376560})");
    Bench bench{http(200, body)};
    auto const token = exchanged(bench);
    REQUIRE(token.has_value());
    CHECK(token->token.reveal() == "2.00new");
    CHECK(token->expires_in == 157679999s);
    CHECK(token->uid == Uid{1404376560});
    CHECK(bench.asked() == "POST /oauth2/access_token HTTP/1.1");
    CHECK_THAT(bench.dialer.records.at(0)->written,
               Catch::EndsWith("\r\n\r\nclient_id=1352222456&client_secret=s%26cret&"
                               "grant_type=authorization_code&code=code1&"
                               "redirect_uri=http%3A%2F%2F127.0.0.1%3A8765%2Fcallback"));
}

TEST_CASE("a code that is not exchanged says why and tells no secret", "[weibo][oauth]") {
    struct Row {
        std::string says;
        ErrorClass what;
        int code;
    };
    auto const row = GENERATE(values<Row>({
        {http(400,
              R"({"error":"invalid_grant","error_code":21325,"error_description":"invalid code:code1"})"),
         ErrorClass::permanent, 21325},
        {http(400, R"({"error":"invalid_client","error_code":21324})"), ErrorClass::forbidden, 21324},
        {http(400, R"({"error":"redirect_uri_mismatch","error_code":21322})"), ErrorClass::forbidden, 21322},
        {http(200, R"({"access_token":"2.00new cut)"), ErrorClass::retry, 0},
        {http(200, R"({"access_token":"two words","uid":"1"})"), ErrorClass::retry, 0},
        {http(200, R"({"access_token":"","uid":"1"})"), ErrorClass::retry, 0},
        {http(200, R"({"access_token":{"2.00new":1}})"), ErrorClass::retry, 0},
        {http(200, "<html>系统繁忙</html>"), ErrorClass::retry, 0},
        {http(200, "[]"), ErrorClass::retry, 0},
    }));
    CAPTURE(row.says);
    Bench bench{row.says};
    auto const token = exchanged(bench);
    REQUIRE(token.has_error());
    CHECK(to_text(token.error().what) == to_text(row.what));
    CHECK(token.error().code == row.code);
    CHECK_THAT(token.error().failure.doing, Catch::StartsWith("/oauth2/access_token: "));
    for (auto const* const secret : {"2.00new", "s&cret", "code1"})
        CHECK_THAT(token.error().failure.doing, !Catch::Contains(secret));
}
