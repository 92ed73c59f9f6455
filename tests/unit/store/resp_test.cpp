#include "store/resp.hpp"
#include "support/printing.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using store::Reply;
using store::ReplyReader;

TEST_CASE("a command is written as Redis reads it, whatever the bytes", "[store]") {
    store::Command command{"SET"};
    command.add("k").add(std::string_view{"\0\r\n", 3}).add(std::int64_t{-7});
    CHECK(command.wire() == std::string{"*4\r\n$3\r\nSET\r\n$1\r\nk\r\n$3\r\n\0\r\n\r\n$2\r\n-7\r\n", 37});
    CHECK(command.name() == "SET");
}

TEST_CASE("replies are whole however they are cut", "[store]") {
    std::string const wire = "*4\r\n:42\r\n$5\r\nhello\r\n*2\r\n$-1\r\n+OK\r\n$0\r\n\r\n-ERR no\r\n";
    for (std::size_t cut = 0; cut <= wire.size(); ++cut) {
        CAPTURE(cut);
        ReplyReader reader;
        REQUIRE(reader.feed(wire.substr(0, cut)));
        std::vector<Reply> replies;
        auto const drain = [&] {
            for (;;) {
                auto next = reader.next();
                REQUIRE(next);
                if (!*next) return;
                replies.push_back(**std::move(next));
            }
        };
        drain();
        REQUIRE(reader.feed(wire.substr(cut)));
        drain();
        REQUIRE(replies.size() == 2);
        auto const& items = replies[0].items();
        REQUIRE(items.size() == 4);
        CHECK(items[0].integer() == 42);
        CHECK(items[1].text() == "hello");
        CHECK(items[2].items()[0].is_nil());
        CHECK(items[2].items()[1].text() == "OK");
        CHECK(items[3].text().empty());
        CHECK(replies[1].is_error());
    }
}

TEST_CASE("an array that cannot be is refused at once, and so is nonsense", "[store][redis.md 8]") {
    for (auto const* wire : {"*2147483647\r\n", "*1000001\r\n", "?what\r\n",
                             "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n"}) {
        CAPTURE(wire);
        ReplyReader reader;
        REQUIRE(reader.feed(wire));
        CHECK_FALSE(reader.next());
        CHECK_FALSE(reader.next());
    }
}
