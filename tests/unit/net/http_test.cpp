#include "net/http.hpp"

#include <catch2/catch.hpp>

using namespace rw;

TEST_CASE("form fields are encoded once, a blank as %20", "[net][weibo-api 1]") {
    CHECK(net::form_encode({{"a", "1 2"}, {"text", "你好&="}}) == "a=1%202&text=%E4%BD%A0%E5%A5%BD%26%3D");
    CHECK(net::form_encode({}).empty());
}

TEST_CASE("decoding undoes encoding, and leaves broken escapes as they are", "[net]") {
    struct Row {
        std::string_view text;
        std::string_view decoded;
    };
    static constexpr Row rows[] = {
        {"%E4%BD%A0", "你"}, {"a+b", "a b"}, {"%", "%"},         {"%4", "%4"},
        {"%zz", "%zz"},      {"%41", "A"},   {"100%25", "100%"},
    };
    for (auto const& row : rows) {
        CAPTURE(row.text);
        CHECK(net::percent_decode(row.text) == row.decoded);
    }
    auto const fields = net::form_decode("a=1&b=&c&&d=x%3Dy");
    CHECK(fields ==
          std::vector<std::pair<std::string, std::string>>{{"a", "1"}, {"b", ""}, {"c", ""}, {"d", "x=y"}});
}

TEST_CASE("addresses are cut into their parts, or refused", "[net]") {
    auto const url = net::parse_url("HTTPS://api.weibo.com/2/a.json?b=c#d");
    REQUIRE(url);
    CHECK(url->scheme == "https");
    CHECK(url->host == "api.weibo.com");
    CHECK(url->port == 443);
    CHECK(url->target == "/2/a.json?b=c");
    CHECK(net::parse_url("redis://us%40er:p%3Aw@[::1]:7000/2")->host == "::1");
    CHECK(net::parse_url("redis://us%40er:p%3Aw@[::1]:7000/2")->user == "us@er");
    CHECK(net::parse_url("redis://us%40er:p%3Aw@[::1]:7000/2")->password == "p:w");
    CHECK(net::parse_url("redis://us%40er:p%3Aw@[::1]:7000/2")->port == 7000);
    CHECK(net::parse_url("http://host")->target == "/");
    CHECK(net::parse_url("unix:///run/x.sock")->host == "/run/x.sock");
    for (auto const* wrong :
         {"", "http://", "host:80", "http://host:99999", "http://host:x", "unix://relative", "://x"}) {
        CAPTURE(wrong);
        CHECK_FALSE(net::parse_url(wrong));
    }
}

TEST_CASE("headers are found without case", "[net]") {
    net::Headers const headers{{"Content-Type", "text/html"}, {"X-A", "1"}};
    CHECK(net::find_header(headers, "content-type") == "text/html");
    CHECK_FALSE(net::find_header(headers, "content"));
}
