#include "core/json.hpp"

#include <catch2/catch.hpp>

using namespace rw;

TEST_CASE("a document reads like its writing", "[core][json]") {
    Json out;
    out.object()
        .field("name", "云栖")
        .field("late", true)
        .field("count", 3)
        .field("share", 0.5)
        .key("lists")
        .array();
    out.value("mentions").value(std::string_view{"comments"}).end_array().end_object();
    CHECK(out.text() ==
          R"({"name":"云栖","late":true,"count":3,"share":0.5,"lists":["mentions","comments"]})");
}

TEST_CASE("ids are text in JSON, as JavaScript cannot hold them as numbers", "[core][json]") {
    Json out;
    out.object().field("id", WeiboId{5368709120012345}).field("account", AccountId{"yunzhi"}).end_object();
    CHECK(out.text() == R"({"id":"5368709120012345","account":"yunzhi"})");
}

TEST_CASE("an instant is RFC 3339, and what is absent is null", "[core][json]") {
    Json out;
    out.object().field("at", from_millis(1'791'594'123'004)).field("due", std::optional<TimePoint>{});
    out.field("by", std::optional<std::string_view>{"li"}).key("note").null().end_object();
    CHECK(out.text() == R"({"at":"2026-10-10T01:02:03.004Z","due":null,"by":"li","note":null})");
}

TEST_CASE("quotes, backslashes and control characters are escaped", "[core][json]") {
    Json out;
    out.value(std::string_view{"a\"b\\c\n\x01", 7});
    CHECK(out.text() == R"("a\"b\\c\n\u0001")");
}

TEST_CASE("a document within a document is taken as it is", "[core][json]") {
    Json out;
    out.array().raw(R"({"x":1})").value(2).end_array();
    CHECK(out.text() == R"([{"x":1},2])");
}

TEST_CASE("large and negative numbers stay whole", "[core][json]") {
    Json out;
    out.array()
        .value(std::int64_t{-9'223'372'036'854'775'807})
        .value(std::uint32_t{4'294'967'295})
        .end_array();
    CHECK(out.text() == "[-9223372036854775807,4294967295]");
}
