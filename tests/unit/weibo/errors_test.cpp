#include "weibo/errors.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

using namespace rw;
using weibo::class_of;
using weibo::ErrorClass;
using enum weibo::ErrorClass;

namespace {

std::optional<weibo::Trouble> trouble(int status, std::string body) {
    return weibo::trouble_in({status, {}, std::move(body)}, "read comments/to_me");
}

std::string error_body(std::string const& code, std::string const& words = "some words") {
    return R"({"error":")" + words + R"(","error_code":)" + code + R"(,"request":"/2/comments/to_me.json"})";
}

}  // namespace

TEST_CASE("every code of the table has its class", "[weibo]") {
    struct Row {
        ErrorClass what;
        std::vector<int> codes;
    };
    auto const row = GENERATE(values<Row>({
        {retry, {10001, 10002, 10003, 10009, 10010, 10011, 10025, 20014, 20023, 21331, 21405, 21601}},
        {limit_ip, {10022, 20022}},
        {limit_token, {10023, 10024, 20016, 20505}},
        {auth,
         {10013, 20033, 21301, 21314, 21315, 21316, 21317, 21318, 21319, 21321, 21327, 21332, 21334, 21501,
          21610}},
        {forbidden,
         {10004, 10005, 10006, 10014, 10020, 10026, 20015, 20031, 21302, 21303, 21304, 21307, 21313,
          21320, 21322, 21324, 21326, 21333, 21337, 21502, 21611, 21612, 21701, 21702, 21703}},
        {gone, {20003, 20101, 20112, 20132, 20135, 20201}},
        {success, {20032}},
        {permanent,
         {10007, 10008, 10012, 10016, 10017, 10018, 10021, 20001, 20002, 20005, 20008, 20012, 20017,
          20018, 20019, 20021, 20038, 20044, 20102, 20109, 20111, 20114, 20120, 20130, 20134, 20202,
          20206, 20301, 20401, 20501, 20506, 20601, 20701, 20801, 20901, 21002, 21101, 21142, 21305,
          21306, 21323, 21325, 21328, 21330, 21335, 21503, 21504, 21613, 21620}},
    }));
    for (auto const code : row.codes) {
        CAPTURE(code);
        CHECK(to_text(class_of(code)) == to_text(row.what));
    }
}

TEST_CASE("an unknown code of the system is worth another try, one of a service is not", "[weibo]") {
    CHECK(class_of(10099) == retry);
    CHECK(class_of(20999) == permanent);
    CHECK(class_of(0) == permanent);
    CHECK(class_of(-1) == permanent);
}

TEST_CASE("the code decides, whatever the status says", "[weibo]") {
    for (int const status : {200, 400, 401, 403, 404, 500}) {
        CAPTURE(status);
        auto const expired = trouble(status, error_body("21327"));
        REQUIRE(expired);
        CHECK(expired->what == auth);
        CHECK(expired->code == 21327);
        CHECK(expired->sent);
        CHECK_FALSE(trouble(status, error_body("20032")));
    }
}

TEST_CASE("a code may be a text", "[weibo]") {
    auto const late =
        trouble(200, R"({"request":"/2/x.json","error_code":"21405","error":"Operation timed out"})");
    REQUIRE(late);
    CHECK(late->code == 21405);
    CHECK(late->what == retry);
}

TEST_CASE("the words of the platform are told but never decide", "[weibo]") {
    auto const limited = trouble(403, error_body("10023", "User requests out of rate limit!"));
    REQUIRE(limited);
    CHECK(limited->what == limit_token);
    CHECK(limited->failure.kind == Fault::throttled);
    CHECK(limited->failure.doing == "read comments/to_me: 10023 User requests out of rate limit!");
    auto const misleading = trouble(403, error_body("20101", "out of rate limit"));
    REQUIRE(misleading);
    CHECK(misleading->what == gone);
    CHECK(misleading->failure.kind == Fault::gone);
}

TEST_CASE("a fan who writes about an error_code is not one", "[weibo]") {
    CHECK_FALSE(trouble(200, R"({"comments":[{"id":1,"text":"\"error_code\":10023 是什么意思"}]})"));
    CHECK_FALSE(trouble(200, R"({"comments":[{"id":1,"status":{"error_code":10023}}]})"));
}

TEST_CASE("without a code the status decides", "[weibo]") {
    struct Row {
        int status;
        ErrorClass what;
        Fault kind;
    };
    auto const row = GENERATE(values<Row>({{500, retry, Fault::timed_out},
                                           {502, retry, Fault::timed_out},
                                           {503, retry, Fault::timed_out},
                                           {404, retry, Fault::timed_out},
                                           {408, retry, Fault::timed_out},
                                           {302, retry, Fault::timed_out},
                                           {400, retry, Fault::timed_out},
                                           {403, retry, Fault::timed_out},
                                           {405, retry, Fault::timed_out},
                                           {429, limit_token, Fault::throttled},
                                           {401, auth, Fault::refused}}));
    auto const body = GENERATE(as<std::string>{}, "", "<html><h1>502 Bad Gateway</h1></html>", "auth error",
                               "[]", R"({"error_code":)", R"({"error_code":null})", R"({"error_code":"abc"})",
                               "[\"error_code\"]");
    CAPTURE(row.status, body);
    auto const found = trouble(row.status, body);
    REQUIRE(found);
    CHECK(to_text(found->what) == to_text(row.what));
    CHECK(found->failure.kind == row.kind);
    CHECK(found->code == 0);
    CHECK(found->failure.doing ==
          "read comments/to_me: HTTP " + std::to_string(row.status) + " without an error code");
}

TEST_CASE("an answer of 200 without an error object is left to its decoder", "[weibo]") {
    auto const body =
        GENERATE(as<std::string>{}, "", "[]", "auth error", "<html></html>", R"({"comments":[]})");
    CHECK_FALSE(trouble(200, body));
}

TEST_CASE("an unreadable answer is worth another try and shows how it begins", "[weibo]") {
    auto const page = weibo::unreadable({200, {}, "  <html><body>that page doesn't exist!</body>"}, "read",
                                        "the body is not JSON");
    CHECK(page.what == retry);
    CHECK(passes(page.failure.kind));
    CHECK_THAT(page.failure.doing, Catch::StartsWith("read: the body is not JSON (it begins `<html><body>"));
    auto const empty = weibo::unreadable({200, {}, ""}, "read", "the body is not JSON");
    CHECK(empty.failure.doing == "read: the body is not JSON (the body is empty)");
    std::string const long_body(100'000, 'x');
    CHECK(weibo::unreadable({200, {}, long_body}, "read", "why").failure.doing.size() < 200);
}

TEST_CASE("taking the value of a trouble is a bug and says where", "[weibo]") {
    weibo::Answer<int> const answer = weibo::Trouble{retry, 0, Failure{Fault::timed_out, "read mentions"}};
    CHECK_THROWS_AS(answer.value(), std::logic_error);
}
