// Who is served first, and that nobody is served never.
#include "care/book.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <tuple>

using namespace rw;
using namespace rw::care;

namespace {

TimePoint const start{std::chrono::sys_days{std::chrono::year{2026} / 10 / 12}};
Uid const brand{1904178193};

Utterance complaint(std::int64_t number, std::int64_t followers, TimePoint at) {
    Utterance one;
    one.id = WeiboId{1000 + number};
    one.root = WeiboId{77};
    one.root_author = brand;
    one.author = {Uid{5100000000 + number}, "粉丝" + std::to_string(number), followers};
    one.text = "退款三天了没到账";
    one.created_at = at;
    one.seen_at = at;
    return one;
}

/// The one at the head of the queue: the gravest, and of these the one that is due first.
Conversation const* first_in_queue(Book const& book) {
    Conversation const* first = nullptr;
    std::tuple<int, TimePoint> best;
    book.each([&](Conversation const& talk) {
        auto const standing = book.standing(talk);
        if (standing.state != State::waiting) return;
        std::tuple const place{-static_cast<int>(rank_of(standing)), standing.deadlines.due_at};
        if (first != nullptr && best <= place) return;
        first = &talk;
        best = place;
    });
    return first;
}

}  // namespace

TEST_CASE("a stream of noble complaints without end keeps nobody waiting for twice his ceiling",
          "[care][A14]") {
    for (int const stream : {1, 2}) {  // as many come for each that is served: all graver, and due sooner
        CAPTURE(stream);
        Book book{{AccountId{"yunzhi"}, brand, {brand}}, Policy{}};
        book.take(complaint(0, 100, start));
        auto const plain = conversation_id(AccountId{"yunzhi"}, WeiboId{77}, Uid{5100000000});
        auto const ceiling = Policy{}.bands.of(Class::complaint).ceiling;
        std::int64_t next = 1;
        std::optional<TimePoint> answered;
        for (auto now = start; now < start + 2 * ceiling && !answered; now += 1min) {
            book.pass_time(now);
            for (int more = 0; more < stream; ++more)
                book.take(complaint(next++, 2'000'000, now));
            auto const* served = first_in_queue(book);
            REQUIRE(served != nullptr);
            Replied reply;
            reply.id = WeiboId{900'000 + next};
            reply.by = brand;
            reply.text = "这就为您查";
            auto const id = served->id;
            book.take(id, {now, reply});
            if (id == plain) answered = now;
        }
        REQUIRE(answered);
        CHECK(*answered - start < 2 * ceiling);
    }
}
