// A daemon that is stopped in the middle of a month goes on from what it has stored, as if nothing had been.
#include "care/book.hpp"
#include "store/records.hpp"
#include "support/life.hpp"

#include <catch2/catch.hpp>

#include <span>

using namespace rw;
using care::Book;
using test::Happening;

namespace {

void live(Book& book, std::span<Happening const> happenings) {
    for (auto const& happening : happenings) {
        book.pass_time(happening.known_at);
        if (auto const* said = std::get_if<Utterance>(&happening.what)) {
            book.take(*said);
        } else {
            auto const& deed = std::get<test::Deed>(happening.what);
            book.take(deed.conversation, deed.event);
        }
    }
}

}  // namespace

TEST_CASE("stopped at any point and started again, the month ends the same", "[store][book][K26]") {
    auto const life = test::make_life({11, 0, 40, 250, 5});
    auto const all = std::span{life.happenings};
    Book whole{life.brand, test::life_policy()};
    live(whole, all);
    whole.pass_time(life.end);
    for (std::size_t const part : {1U, 3U}) {
        auto const stop = all.size() * part / 4;
        Book before{life.brand, test::life_policy()};
        live(before, all.first(stop));
        Book after{life.brand, test::life_policy()};
        before.each([&](care::Conversation const& talk) {
            auto kept = store::unpack_conversation(talk.id, store::pack(talk));
            REQUIRE(kept);
            after.restore(*std::move(kept));
        });
        live(after, all.subspan(stop));
        after.pass_time(life.end);
        CHECK(after.digest() == whole.digest());
        whole.each([&](care::Conversation const& talk) {  // and nothing is said twice, or at another time
            auto const* other = after.find(talk.id);
            REQUIRE(other);
            CHECK(other->events == talk.events);
        });
    }
}
