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

/// The table of weibo-api 6.3, row by row. Where it gives two letters, the one that we take.
struct Rule {
    int first;
    int last;
    ErrorClass what;
};
static constexpr Rule table[] = {
    {10001, 10001, retry},       {10002, 10002, retry},       {10003, 10003, retry},
    {10004, 10004, forbidden},   {10005, 10005, forbidden},   {10006, 10006, forbidden},
    {10007, 10007, permanent},   {10008, 10008, permanent},   {10009, 10009, retry},
    {10010, 10010, retry},       {10011, 10011, retry},       {10012, 10012, permanent},
    {10013, 10013, auth},        {10014, 10014, forbidden},   {10016, 10016, permanent},
    {10017, 10017, permanent},   {10018, 10018, permanent},   {10020, 10020, forbidden},
    {10021, 10021, permanent},   {10022, 10022, limit_ip},    {10023, 10023, limit_token},
    {10024, 10024, limit_token}, {10025, 10025, retry},       {10026, 10026, forbidden},
    {20001, 20001, permanent},   {20002, 20002, permanent},   {20003, 20003, gone},
    {20005, 20007, permanent},   {20008, 20008, permanent},   {20009, 20009, permanent},
    {20012, 20013, permanent},   {20049, 20049, permanent},   {20014, 20014, retry},
    {20015, 20015, forbidden},   {20016, 20016, limit_token}, {20017, 20017, permanent},
    {20018, 20018, permanent},   {20019, 20019, permanent},   {20020, 20021, permanent},
    {20022, 20022, limit_ip},    {20023, 20023, retry},       {20031, 20031, forbidden},
    {20032, 20032, success},     {20033, 20033, auth},        {20038, 20038, permanent},
    {20044, 20045, permanent},   {20101, 20101, gone},        {20102, 20104, permanent},
    {20109, 20109, permanent},   {20111, 20111, permanent},   {20112, 20112, gone},
    {20114, 20119, permanent},   {20122, 20129, permanent},   {20133, 20134, permanent},
    {20136, 20136, permanent},   {20120, 20121, permanent},   {20130, 20130, permanent},
    {20132, 20132, gone},        {20135, 20135, gone},        {20201, 20201, gone},
    {20202, 20204, permanent},   {20206, 20207, permanent},   {20301, 20307, permanent},
    {20401, 20414, permanent},   {20501, 20504, permanent},   {20505, 20505, limit_token},
    {20506, 20513, permanent},   {20521, 20528, permanent},   {20601, 20618, permanent},
    {20701, 20706, permanent},   {20801, 20802, permanent},   {20901, 20905, permanent},
    {21001, 21002, permanent},   {21101, 21142, permanent},   {21301, 21301, auth},
    {21302, 21304, forbidden},   {21305, 21306, permanent},   {21307, 21313, forbidden},
    {21314, 21314, auth},        {21315, 21315, auth},        {21316, 21316, auth},
    {21317, 21317, auth},        {21318, 21318, auth},        {21319, 21319, auth},
    {21320, 21320, forbidden},   {21321, 21321, auth},        {21322, 21322, forbidden},
    {21323, 21323, permanent},   {21324, 21324, forbidden},   {21325, 21325, permanent},
    {21326, 21326, forbidden},   {21327, 21327, auth},        {21328, 21329, permanent},
    {21330, 21330, permanent},   {21331, 21331, retry},       {21332, 21332, auth},
    {21333, 21333, forbidden},   {21334, 21334, auth},        {21335, 21335, permanent},
    {21337, 21337, forbidden},   {21405, 21405, retry},       {21501, 21501, auth},
    {21502, 21502, forbidden},   {21503, 21504, permanent},   {21601, 21601, retry},
    {21610, 21610, auth},        {21611, 21612, forbidden},   {21613, 21613, permanent},
    {21620, 21620, permanent},   {21701, 21703, forbidden},
};

TEST_CASE("every code of the table has its class", "[weibo]") {
    for (auto const& row : table) {
        for (int code = row.first; code <= row.last; ++code) {
            CAPTURE(code);
            CHECK(to_text(class_of(code)) == to_text(row.what));
        }
    }
}

TEST_CASE("an endpoint that is closed to us is told from one that is troubled", "[weibo]") {
    for (int const code :
         {10004, 10005, 10006, 10014, 10020, 10026, 20015, 20031, 21321, 21335, 21337, 21620}) {
        CAPTURE(code);
        CHECK(weibo::is_permission(code));
    }
    for (auto const& row : table) {
        bool const passes_by_itself = row.what == retry || row.what == limit_token || row.what == limit_ip ||
                                      row.what == gone || row.what == success;
        if (passes_by_itself) CHECK_FALSE(weibo::is_permission(row.first));
    }
    for (int const code : {0, 10008, 10016, 10021, 21327, 21332, 21501})
        CHECK_FALSE(weibo::is_permission(code));
}

TEST_CASE("21321 is the end of a token only when nothing else answers it", "[weibo]") {
    CHECK(to_text(class_of(21321, false)) == to_text(auth));
    CHECK(to_text(class_of(21321, true)) == to_text(forbidden));
    for (int const code : {10014, 10023, 21327, 20101})  // one meaning each
        CHECK(to_text(class_of(code, true)) == to_text(class_of(code)));
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
                                           {401, retry, Fault::timed_out}}));
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
