// A page that cannot be read is trouble that passes, never an empty page: no position follows from it (K29).
#include "bench.hpp"
#include "platform_json.hpp"
#include "support/gzip.hpp"

using namespace rw;
using test::Bench;
using test::comment_json;
using test::http;
using test::page_json;
using test::status_json;
using weibo::ErrorClass;
using weibo::List;

namespace {

constexpr std::string_view packed = "Content-Encoding: gzip\r\n";

std::string zip(int status, std::string const& body) {
    return http(status, test::gzip(body), std::string{packed});
}

std::string page() {
    return page_json("comments", {comment_json({4172222330011540}, status_json({4171730559762147}))});
}

struct Row {
    std::string name;
    std::string says;
};

}  // namespace

TEST_CASE("nothing follows from a page that cannot be read", "[weibo]") {
    auto const whole = page();
    auto const zipped = test::gzip(whole);
    auto bent = zipped;
    bent[bent.size() / 2] = static_cast<char>(bent[bent.size() / 2] ^ 0x55);
    auto const row = GENERATE_COPY(values<Row>({
        {"system busy page", http(200, "<!DOCTYPE html><title>系统繁忙</title><p>请稍后再试</p>")},
        {"system busy text", http(200, "system busy")},
        {"login page",
         http(200, "<html><script>location.replace('https://passport.weibo.com')</script></html>")},
        {"empty", http(200, "")},
        {"blank", http(200, " \r\n")},
        {"nothing", http(204, "")},
        {"moved", http(302, "", "Location: https://weibo.com/login.php\r\n")},
        {"auth error", http(200, "auth error")},
        {"null", http(200, "null")},
        {"a list for an envelope", http(200, "[]")},
        {"a list of pages", http(200, "[" + whole + "]")},
        {"an envelope without its list",
         http(200, R"({"hasvisible":false,"next_cursor":0,"total_number":0})")},
        {"an object for the list", http(200, R"({"comments":{},"next_cursor":0})")},
        {"null for the list", http(200, R"({"comments":null,"next_cursor":0})")},
        {"a text for the list", http(200, R"({"comments":"","next_cursor":0})")},
        {"ids that are objects", http(200, R"({"comments":[{"id":{},"text":"x"},{"id":[]}]})")},
        {"items that are texts", http(200, R"({"comments":["x","y"]})")},
        {"cut short", http(200, whole.substr(0, whole.size() / 2))},
        {"two pages in one", http(200, whole + whole)},
        {"no UTF-8 and no JSON", http(200, "\x1f\x8b\xff auth error \xfe")},
        {"error without a code", http(200, R"({"error":"system busy","request":"/2/comments/to_me.json"})")},
        {"error object, code as a text", http(200, R"({"error":"timed out","error_code":"21405"})")},
        {"gzip cut short", http(200, zipped.substr(0, zipped.size() - 9), std::string{packed})},
        {"gzip bent", http(200, bent, std::string{packed})},
        {"gzip in name only", http(200, whole, std::string{packed})},
        {"gzip without its header", http(200, zipped)},
        {"gzip of nothing", zip(200, "")},
        {"gzip of a page in HTML", zip(200, "<html></html>")},
        {"a broken error", http(502, "\x1f\x8b\x08 nonsense", std::string{packed})},
    }));
    CAPTURE(row.name);
    Bench bench{row.says};
    auto const answer = bench.list(List::comments_to_me);
    REQUIRE(answer.has_error());
    CHECK(to_text(answer.error().what) == "retry");
    CHECK(passes(answer.error().failure.kind));
    CHECK(answer.error().sent);
    CHECK_THAT(answer.error().failure.doing, Catch::Contains("/2/comments/to_me.json"));
    CHECK(answer.error().failure.doing.size() < 400);
}

TEST_CASE("a page is read in every dress it may come in", "[weibo]") {
    auto const row = GENERATE(values<Row>({
        {"plain", http(200, page())},
        {"packed", zip(200, page())},
        {"packed, in capitals", http(200, test::gzip(page()), "content-encoding: GZIP\r\n")},
        {"packed, by its old name", http(200, test::gzip(page()), "Content-Encoding: x-gzip\r\n")},
        {"as text/html", http(200, page(), "Content-Type: text/html; charset=UTF-8\r\n")},
        {"with blanks around it", http(200, "\r\n" + page() + "\n")},
    }));
    CAPTURE(row.name);
    Bench bench{row.says};
    auto const answer = bench.list(List::comments_to_me);
    REQUIRE(answer.has_value());
    CHECK(answer->items.size() == 1);
}

TEST_CASE("an error is understood packed and unpacked", "[weibo]") {
    std::string const body = R"({"error":"User requests out of rate limit!","error_code":10023})";
    auto const says = GENERATE_COPY(as<std::string>{}, http(403, body), zip(403, body), zip(200, body));
    Bench bench{says};
    auto const answer = bench.list(List::by_me);
    REQUIRE(answer.has_error());
    CHECK(answer.error().what == ErrorClass::limit_token);
    CHECK(answer.error().code == 10023);
}

TEST_CASE("a date in a new dress costs no message: its id tells the time", "[weibo]") {
    auto const when =
        GENERATE(as<std::string>{}, R"("2017-11-09T17:13:02+08:00")", "1510218782", "null", "{}");
    CAPTURE(when);
    auto const item = R"({"id":4172222330011540,"created_at":)" + when +
                      R"(,"text":"在吗","user":{"id":7},"status":{"id":4171730559762147}})";
    Bench bench{http(200, page_json("comments", {item}))};
    auto const answer = bench.list(List::comments_to_me);
    REQUIRE(answer.has_value());
    REQUIRE(answer->items.size() == 1);
    auto const off = answer->items[0].created_at - *from_rfc3339("2017-11-09T17:13:02+08:00");
    CHECK(off >= -3s);
    CHECK(off <= 3s);
}
