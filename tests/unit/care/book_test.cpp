// A month of one brand: in whatever order its facts become known, it ends the same.
#include "care/book.hpp"

#include "support/life.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <random>

using namespace rw;
using namespace rw::care;
using test::Happening;

namespace {

test::Life const& small_life() {
    static auto const life = test::make_life({7, 0, 60, 500, 8});
    return life;
}

void take(Book& book, Happening const& happening) {
    if (auto const* said = std::get_if<Utterance>(&happening.what)) {
        book.take(*said);
    } else {
        auto const& deed = std::get<test::Deed>(happening.what);
        book.take(deed.conversation, deed.event);
    }
}

/// Time passes as we learn of things.
void live(Book& book, std::vector<Happening> const& happenings) {
    for (auto const& happening : happenings) {
        book.pass_time(happening.known_at);
        take(book, happening);
    }
}

/// The month as it happened.
Book const& in_order() {
    static Book book{small_life().brand, test::life_policy()};
    static bool const lived = [] {
        live(book, small_life().happenings);
        book.pass_time(small_life().end);
        return true;
    }();
    REQUIRE(lived);
    return book;
}

/// Which conversations ended otherwise than in the month as it happened.
std::vector<std::string> differing(Book const& book) {
    std::vector<std::string> ids;
    in_order().each([&](Conversation const& talk) {
        auto const* other = book.find(talk.id);
        auto const expected = digest(talk, in_order().standing(talk));
        if (!other || digest(*other, book.standing(*other)) != expected) ids.push_back(talk.id.text());
    });
    CHECK(ids.empty() == (book.digest() == in_order().digest()));
    return ids;
}
using Nothing = std::vector<std::string>;

}  // namespace

TEST_CASE("a month has something of everything", "[care][book]") {
    std::array<int, std::variant_size_v<decltype(Event::what)>> kinds{};
    in_order().each([&](Conversation const& talk) {
        CHECK(talk.dropped == 0);
        for (auto const& event : talk.events)
            ++kinds.at(event.what.index());
    });
    for (std::size_t kind = 0; kind + 1 < kinds.size(); ++kind) {  // all but `Unknown`
        CAPTURE(kind);
        CHECK(kinds[kind] > 0);
    }
}

TEST_CASE("the same month lived twice ends the same", "[care][book]") {
    Book book{small_life().brand, test::life_policy()};
    live(book, small_life().happenings);
    book.pass_time(small_life().end);
    CHECK(differing(book) == Nothing{});
}

TEST_CASE("items that are read twice, the second time later, change nothing", "[care][book][K28]") {
    auto twice = small_life().happenings;
    for (auto const& happening : small_life().happenings) {
        auto again = happening;
        again.known_at += 20min;
        if (auto* said = std::get_if<Utterance>(&again.what)) said->seen_at += 20min;
        twice.push_back(again);
    }
    std::ranges::stable_sort(twice, {}, &Happening::known_at);
    Book book{small_life().brand, test::life_policy()};
    live(book, twice);
    book.pass_time(small_life().end);
    CHECK(differing(book) == Nothing{});
}

TEST_CASE("lists that are read now sooner, now later, end the same", "[care][book][K28]") {
    auto happenings = small_life().happenings;
    std::mt19937_64 dice{3};
    for (auto& happening : happenings)
        happening.known_at += Span{static_cast<std::int64_t>(dice() % 1'200'000)};  // up to 20 min
    std::ranges::stable_sort(happenings, {}, &Happening::known_at);
    Book book{small_life().brand, test::life_policy()};
    live(book, happenings);
    book.pass_time(small_life().end);
    CHECK(differing(book) == Nothing{});
}

TEST_CASE("a month whose facts become known in any order ends the same", "[care][book]") {
    for (unsigned seed : {1U, 2U}) {
        auto happenings = small_life().happenings;
        std::ranges::shuffle(happenings, std::mt19937_64{seed});
        Book book{small_life().brand, test::life_policy()};
        for (auto const& happening : happenings)
            take(book, happening);
        book.pass_time(small_life().end);
        CHECK(differing(book) == Nothing{});
    }
}
