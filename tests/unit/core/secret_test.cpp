#include "core/secret.hpp"

#include <catch2/catch.hpp>

#include <sstream>
#include <string_view>
#include <type_traits>

using namespace rw;

TEST_CASE("a secret never prints", "[core][secret]") {
    std::ostringstream out;
    out << Secret{"2.00abcdEFGH"} << ' ' << Secret{};
    CHECK(out.str() == "*** ***");  // not even whether there is one
    CHECK(Catch::Detail::stringify(Secret{"2.00abcdEFGH"}) == "***");
}

TEST_CASE("a secret does not turn into text unasked", "[core][secret]") {
    STATIC_REQUIRE_FALSE(std::is_convertible_v<Secret, std::string>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<Secret, std::string_view>);
    STATIC_REQUIRE_FALSE(std::is_constructible_v<std::string, Secret>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<std::string, Secret>);
}

TEST_CASE("a secret is given to whoever asks by name, and can be compared", "[core][secret]") {
    Secret const token{"2.00abcdEFGH"};
    CHECK(token.reveal() == "2.00abcdEFGH");
    CHECK(token == Secret{"2.00abcdEFGH"});
    CHECK_FALSE(token == Secret{"other"});
    CHECK(Secret{}.empty());
    CHECK_FALSE(token.empty());
}
