#include "core/time.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace rw;

namespace {

std::optional<std::int64_t> millis_of(std::string_view text) {
    auto const read = from_rfc3339(text);
    return read ? std::optional{to_millis(*read)} : std::nullopt;
}

}  // namespace

TEST_CASE("RFC 3339 is read with any offset and up to nine digits of fraction", "[core][time]") {
    struct Row {
        char const* text;
        std::int64_t millis;
    };
    static constexpr Row rows[] = {
        {"1970-01-01T00:00:00Z", 0},
        {"2026-10-10T01:02:03Z", 1'791'594'123'000},
        {"2026-10-10T01:02:03.004Z", 1'791'594'123'004},
        {"2026-10-10T09:02:03.004+08:00", 1'791'594'123'004},
        {"2026-10-09T20:32:03.004-04:30", 1'791'594'123'004},
        {"2026-10-10t01:02:03.004z", 1'791'594'123'004},
        {"2026-10-10 01:02:03.004Z", 1'791'594'123'004},
        {"2026-10-10T01:02:03.1Z", 1'791'594'123'100},
        {"2026-10-10T01:02:03.12Z", 1'791'594'123'120},
        {"2026-10-10T01:02:03.004999Z", 1'791'594'123'004},
        {"2026-10-10T01:02:03.004999999Z", 1'791'594'123'004},
        {"2026-10-10T01:02:03-00:00", 1'791'594'123'000},
        {"2024-02-29T00:00:00Z", 1'709'164'800'000},
        {"2016-12-31T23:59:60Z", 1'483'228'800'000},  // a leap second is the next second
        {"1969-12-31T23:59:59.999Z", -1},
    };
    for (auto const& row : rows) {
        INFO(row.text);
        CHECK(millis_of(row.text) == row.millis);
    }
}

TEST_CASE("what is not RFC 3339 is refused", "[core][time]") {
    static constexpr char const* rows[] = {
        "",
        "now",
        "2026-10-10",
        "2026-10-10T01:02:03",  // where in the world?
        "2026-10-10T01:02Z",
        "2026-10-10T01:02:03+0800",
        "2026-10-10T01:02:03+8:00",
        "2026-10-10T01:02:03+24:00",
        "2026-10-10T01:02:03+08:60",
        "2026-10-10T01:02:03.004Z ",
        " 2026-10-10T01:02:03.004Z",
        "2026-10-10T01:02:03ZZ",
        "2026-13-10T01:02:03Z",
        "2026-00-10T01:02:03Z",
        "2026-02-29T01:02:03Z",  // no leap year
        "2026-10-32T01:02:03Z",
        "2026-10-10T24:00:00Z",
        "2026-10-10T01:60:00Z",
        "2026-10-10T01:02:61Z",
        "26-10-10T01:02:03Z",
        "2026/10/10T01:02:03Z",
        "2026-10-10_01:02:03Z",
        "-026-10-10T01:02:03Z",
        "２026-10-10T01:02:03Z",
        "2026-10-10T01:02:03,004Z",
        "2026-10-10T01:02:03.Z",
        "2026-10-10T01:02:03.0040000000Z",
    };
    for (auto const* text : rows) {
        INFO('"' << text << '"');
        CHECK_FALSE(from_rfc3339(text).has_value());
    }
}

TEST_CASE("an instant is written with milliseconds and reads back as itself", "[core][time]") {
    CHECK(to_rfc3339(from_millis(1'791'594'123'004)) == "2026-10-10T01:02:03.004Z");
    CHECK(to_rfc3339(from_millis(0)) == "1970-01-01T00:00:00.000Z");
    CHECK(to_rfc3339(from_millis(-1)) == "1969-12-31T23:59:59.999Z");
    std::mt19937_64 random{20261124};  // NOLINT: the same instants in every run
    std::uniform_int_distribution<std::int64_t> any{0, 253'402'300'799'999};  // up to the end of 9999
    for (int i = 0; i < 2000; ++i) {
        auto const millis = any(random);
        CHECK(millis_of(to_rfc3339(from_millis(millis))) == millis);
    }
}

TEST_CASE("a duration is a whole number and one unit", "[core][time]") {
    struct Row {
        char const* text;
        std::optional<Span> span;
    };
    static constexpr Row rows[] = {
        {"250ms", 250ms},
        {"90s", 90s},
        {"20m", 20min},
        {"4h", 4h},
        {"2d", 48h},
        {"0s", 0s},
        {"007s", 7s},
        {"36500d", 876'000h},
        {"36501d", std::nullopt},
        {"9223372036854775807ms", std::nullopt},
        {"9223372036854775808ms", std::nullopt},
        {"1w", std::nullopt},
        {"1M", std::nullopt},
        {"1S", std::nullopt},
        {"90", std::nullopt},
        {"s", std::nullopt},
        {"", std::nullopt},
        {"-5m", std::nullopt},
        {"+5m", std::nullopt},
        {"1.5h", std::nullopt},
        {"1h30m", std::nullopt},
        {"5 m", std::nullopt},
        {" 5m", std::nullopt},
        {"5m ", std::nullopt},
        {"５m", std::nullopt},
        {"5分钟", std::nullopt},
    };
    for (auto const& row : rows) {
        INFO('"' << row.text << '"');
        CHECK(parse_span(row.text) == row.span);
    }
}

TEST_CASE("a duration is written in the largest unit that holds it whole, and reads back", "[core][time]") {
    CHECK(to_text(250ms) == "250ms");
    CHECK(to_text(1500ms) == "1500ms");
    CHECK(to_text(90s) == "90s");
    CHECK(to_text(60s) == "1m");
    CHECK(to_text(90min) == "90m");
    CHECK(to_text(24h) == "1d");
    CHECK(to_text(0s) == "0s");
    for (auto const span : {Span{1}, Span{999}, Span{61s}, Span{7h}, Span{100h}, Span{240h}}) {
        CHECK(parse_span(to_text(span)) == span);
    }
}

TEST_CASE("a wait is said as people say it", "[core][time]") {
    struct Row {
        Span wait;
        char const* said;
    };
    static constexpr Row rows[] = {
        {-5s, "0秒"},        {0s, "0秒"},          {999ms, "0秒"},          {30s, "30秒"},
        {59'999ms, "59秒"},  {60s, "1分钟"},       {47min + 59s, "47分钟"}, {1h, "1小时"},
        {1h + 59s, "1小时"}, {72min, "1小时12分"}, {26h, "26小时"},         {47h + 59min, "47小时59分"},
        {48h, "2天"},        {48h + 59min, "2天"}, {51h, "2天3小时"},
    };
    for (auto const& row : rows)
        CHECK(in_words(row.wait) == row.said);
}

TEST_CASE("the clock on the wall in Beijing is eight hours ahead of UTC all year", "[core][time]") {
    CHECK(beijing_clock(*from_rfc3339("2026-01-15T06:02:59Z")) == "14:02");
    CHECK(beijing_clock(*from_rfc3339("2026-07-15T06:02:00Z")) == "14:02");
    CHECK(beijing_clock(*from_rfc3339("2026-10-10T16:00:00Z")) == "00:00");  // tomorrow there
    CHECK(beijing_clock(*from_rfc3339("2026-10-10T15:59:59.999Z")) == "23:59");
    CHECK(beijing_clock(*from_rfc3339("1969-12-31T00:00:00Z")) == "08:00");
}
