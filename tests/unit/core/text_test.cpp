#include "core/text.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <string>

using namespace rw;
using namespace std::string_literals;

namespace {

constexpr char const* mark = "\uFFFD";  // stands where bytes made no sense

std::string random_bytes(std::mt19937_64& random) {
    std::string bytes(random() % 40, '\0');
    for (auto& byte : bytes)
        byte = static_cast<char>(random() % 3 == 0 ? 0xE0 + random() % 32 : random());
    return bytes;
}

}  // namespace

TEST_CASE("bytes that are no UTF-8 become marks, and what stands around them stays", "[core][text]") {
    struct Row {
        char const* what;
        std::string bytes, text;
    };
    Row const rows[] = {
        {"nothing", "", ""},
        {"plain", "abc", "abc"},
        {"Chinese and emoji", "云栖🐟", "云栖🐟"},
        {"NUL", "a\0b"s, "a\0b"s},
        {"overlong slash",
         "a\xC0\xAF"
         "b",
         "a"s + mark + "b"},
        {"overlong in three bytes",
         "a\xE0\x80\xAF"
         "b",
         "a"s + mark + "b"},
        {"high surrogate",
         "a\xED\xA0\x80"
         "b",
         "a"s + mark + "b"},
        {"beyond U+10FFFF",
         "a\xF4\x90\x80\x80"
         "b",
         "a"s + mark + "b"},
        {"no lead byte of any kind",
         "a\xFF"
         "b",
         "a"s + mark + "b"},
        {"a trail byte alone",
         "a\x80"
         "b",
         "a"s + mark + "b"},
        {"cut off at the end", "a\xE4\xBA", "a"s + mark},
        {"cut off after the lead", "a\xF0", "a"s + mark},
        {"cut off before ASCII",
         "\xE4\xBA"
         "bc",
         mark + "bc"s},
        {"cut off before Chinese", "\xE4\xBA云", mark + "云"s},
        {"GBK", "\xC4\xE3", std::string{mark} + mark},
    };
    for (auto const& row : rows) {
        INFO(row.what);
        CHECK(to_utf8(row.bytes) == row.text);
        CHECK(is_utf8(row.bytes) == (row.bytes == row.text));
    }
}

TEST_CASE("whatever comes in, what goes on is valid", "[core][text]") {
    std::mt19937_64 random{7};  // NOLINT: the same bytes in every run
    for (int i = 0; i < 5000; ++i) {
        auto const once = to_utf8(random_bytes(random));
        CHECK(is_utf8(once));
        CHECK(to_utf8(once) == once);
    }
}

TEST_CASE("length is counted in code points", "[core][text]") {
    CHECK(code_points("") == 0);
    CHECK(code_points("abc") == 3);
    CHECK(code_points("云栖🐟") == 3);
    CHECK(code_points("👨‍👩‍👧") == 5);
}

TEST_CASE("bytes are clipped only between two characters", "[core][text]") {
    struct Row {
        std::size_t limit;
        char const* text;
    };
    static constexpr Row rows[] = {{0, ""},    {1, "a"},   {2, "a"},     {3, "a"},
                                   {4, "a云"}, {7, "a云"}, {8, "a云🐟"}, {99, "a云🐟"}};
    for (auto const& row : rows) {
        INFO(row.limit);
        CHECK(clip_bytes("a云🐟", row.limit) == row.text);
    }
    CHECK(clip_bytes("", 0).empty());
}

TEST_CASE("a long text is shortened to its limit, the last place an ellipsis", "[core][text]") {
    struct Row {
        std::size_t limit;
        char const* text;
    };
    static constexpr Row rows[] = {{0, ""},      {1, "…"},       {2, "云…"},
                                   {3, "云栖…"}, {4, "云栖a🐟"}, {5, "云栖a🐟"}};
    for (auto const& row : rows) {
        INFO(row.limit);
        CHECK(shorten("云栖a🐟", row.limit) == row.text);
        CHECK(code_points(shorten("云栖a🐟", row.limit)) <= row.limit);
    }
    CHECK(shorten("", 0).empty());
}

TEST_CASE("columns are those of a terminal", "[core][text]") {
    struct Row {
        char const* text;
        std::size_t columns;
    };
    static constexpr Row rows[] = {
        {"", 0},       {"abc", 3},     {"云栖", 4},   {"ａ，", 4}, {"ｱ", 1},  // half-width katakana
        {"é", 1},      {"e\u0301", 1}, {"한", 2},     {"🐟", 2},   {"a\u200Bb", 2},
        {"\uFEFF", 0}, {"…", 1},       {"\u3000", 2}, {"𠮷", 2},   {"☕", 2},
        {"✅", 2},     {"⭐", 2},      {"🈶", 2},     {"🇨🇳", 2},   {"☆", 1},
    };
    for (auto const& row : rows) {
        INFO('"' << row.text << '"');
        CHECK(columns(row.text) == row.columns);
    }
}

TEST_CASE("blanks of every kind are trimmed from both ends, and only there", "[core][text]") {
    CHECK(trim(" \t\r\n云 栖\v\f ") == "云 栖");
    CHECK(trim("\u3000\u200B 云\u3000栖 \u200B\u3000") == "云\u3000栖");
    CHECK(trim("") == "");
    CHECK(trim(" \u3000\u200B\n").empty());
    CHECK(trim("云") == "云");
}
