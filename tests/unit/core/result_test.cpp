#include "core/result.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

using namespace rw;

TEST_CASE("each fault has a name, and says whether trying again makes sense", "[core][result]") {
    struct Row {
        Fault fault;
        char const* name;
        bool passes;
    };
    static constexpr Row rows[] = {
        {Fault::bad_input, "bad_input", false}, {Fault::unreachable, "unreachable", true},
        {Fault::timed_out, "timed_out", true},  {Fault::refused, "refused", false},
        {Fault::throttled, "throttled", true},  {Fault::conflict, "conflict", false},
        {Fault::gone, "gone", false},           {Fault::unknown_outcome, "unknown_outcome", true},
        {Fault::stopped, "stopped", false},
    };
    for (auto const& row : rows) {
        INFO(row.name);
        CHECK(to_text(row.fault) == row.name);
        CHECK(passes(row.fault) == row.passes);
    }
}

TEST_CASE("a failure tells its way from the outermost deed to the cause", "[core][result]") {
    auto const cause = Failure{Fault::unreachable, "connect to api.weibo.com:443: connection refused"};
    auto const told = while_doing("poll mentions of yunzhi", cause);
    CHECK(told.doing == "poll mentions of yunzhi: connect to api.weibo.com:443: connection refused");
    CHECK(told.kind == Fault::unreachable);
}

TEST_CASE("taking the value of a failure is a bug that names the failure and the place", "[core][result]") {
    Result<int> const broken = Failure{Fault::gone, "read conversation c1: no such key"};
    REQUIRE_FALSE(broken.has_value());
    CHECK(broken.error().kind == Fault::gone);
    CHECK_THROWS_AS(broken.value(), std::logic_error);
    CHECK_THROWS_WITH(broken.value(), Catch::Contains("read conversation c1: no such key") &&
                                          Catch::Contains("result_test.cpp"));
}

TEST_CASE("a result is a value when all went well, also when there is nothing to say", "[core][result]") {
    Result<int> const seven = 7;
    CHECK(seven.value() == 7);
    Result<void> const done;
    CHECK(done.has_value());
}
