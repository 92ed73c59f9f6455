// What was read in an odd order belongs where it would have belonged.
#include "care/book.hpp"

#include "support/talk.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using namespace rw::care;
using test::brand_uid;
using test::complaint;
using test::start;

namespace {

Brand const house{AccountId{"yunzhi"}, brand_uid, {brand_uid}};
Uid const fan{5100000001};
Uid const other{5100000002};
WeiboId const post{77};

Utterance words(std::int64_t id, Uid who, Span at, std::string text) {
    Utterance one;
    one.id = WeiboId{id};
    one.root = post;
    one.root_author = brand_uid;
    one.author = {who, who == fan ? "小鱼" : "老王", 100};
    one.text = std::move(text);
    one.created_at = start + at;
    one.seen_at = start + at + 30s;
    return one;
}

Utterance reply(std::int64_t id, Uid to, Span at, std::string text) {
    auto one = words(id, brand_uid, at, std::move(text));
    one.parent = WeiboId{id - 1};
    one.parent_author = to;
    return one;
}

Conversation const& talk_with(Book const& book, Uid who, WeiboId root = post) {
    auto const* talk = book.find(conversation_id(house.account, root, who));
    REQUIRE(talk);
    return *talk;
}

std::uint64_t digest_of(std::vector<Utterance> const& said) {
    Book book{house, Policy{}};
    for (auto const& one : said)
        book.take(one);
    return book.digest();
}

}  // namespace

TEST_CASE("a reply to the wrong fan is found out although the right one is read only later",
          "[care][filing][K12]") {
    auto const right = words(10, other, 0s, complaint);
    auto const wrong = words(20, fan, 1min, complaint);
    auto const stray = reply(21, fan, 5min, "回复@小鱼:@老王 您的退款到了");
    Book book{house, Policy{}};
    book.take(wrong);
    book.take(stray);
    CHECK(book.standing(talk_with(book, fan)).state == State::answered);
    book.take(right);
    CHECK(book.standing(talk_with(book, fan)).state == State::waiting);
    CHECK(book.standing(talk_with(book, other)).state == State::waiting);  // K12: his clock goes on
    CHECK(book.digest() == digest_of({right, wrong, stray}));
}

TEST_CASE("words to nobody answer him who had asked, whichever is read first", "[care][filing][K9]") {
    auto const asked = words(10, fan, 0s, "云朵沙发什么时候补货");
    auto const loose = words(11, brand_uid, 5min, "云朵沙发周五上午10点补货哦");
    CHECK(digest_of({asked, loose}) == digest_of({loose, asked}));
    Book book{house, Policy{}};
    book.take(loose);
    book.take(asked);
    CHECK(book.standing(talk_with(book, fan)).probably_answered);
}

TEST_CASE("an answer by repost that is read first does not make the fan's post ours", "[care][filing][K9]") {
    WeiboId const own{10};
    auto asked = words(own.value(), fan, 0s, complaint);
    asked.kind = Kind::mention;
    asked.root = own;
    asked.root_author = fan;
    auto repost = reply(11, fan, 5min, "这就为您查");
    repost.kind = Kind::repost;
    repost.root = repost.id;
    repost.parent = own;
    Book book{house, Policy{}};
    book.take(repost);
    book.take(asked);
    CHECK(talk_with(book, fan, own).root_author == fan);
    CHECK(book.digest() == digest_of({asked, repost}));
}

TEST_CASE("changed words that are read before the first ones end the same", "[care][filing][K16]") {
    auto const first = words(10, fan, 0s, "云朵沙发什么时候补货");
    auto changed = first;
    changed.text = "云朵沙发什么时候补货，算了，退款";
    changed.edited_at = start + 10min;
    changed.seen_at = start + 11min;
    CHECK(digest_of({first, changed}) == digest_of({changed, first}));
    Book book{house, Policy{}};
    book.take(changed);
    book.take(first);
    auto const& asked = std::get<Asked>(talk_with(book, fan).events.front().what);
    CHECK(asked.text == first.text);
    CHECK(book.standing(talk_with(book, fan)).text == changed.text);
}

TEST_CASE("how many follow the fan is known although his last words do not tell", "[care][filing]") {
    auto const told = words(10, fan, 0s, complaint);
    auto untold = words(20, fan, 1min, complaint);
    untold.author.followers = -1;
    CHECK(digest_of({told, untold}) == digest_of({untold, told}));
}
