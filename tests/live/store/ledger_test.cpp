// The ledger's promises, held by both of its forms: the one in Redis and the one that scenarios use.
#include "support/memory_ledger.hpp"
#include "support/printing.hpp"
#include "support/redis_server.hpp"

#include "store/lease.hpp"
#include "store/redis_ledger.hpp"

#include <catch2/catch.hpp>

using namespace rw;
using store::Tenure;

namespace {

AccountId const account{"yunzhi"};
TimePoint const noon = TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 10 / 12}} + 12h;

Utterance said(std::int64_t id) {
    Utterance one;
    one.id = WeiboId{(std::int64_t{1'280'000'000} << 22) + id};
    one.root = WeiboId{77};
    one.author.uid = Uid{500 + id % 3};
    one.author.name = "粉丝";
    one.text = "你好";
    one.created_at = noon;
    one.seen_at = noon + 5s;
    return one;
}

store::ConversationChange waiting(std::string const& id, std::uint32_t version, TimePoint due) {
    store::ConversationChange change;
    change.now.value.id = ConversationId{id};
    change.now.value.post = WeiboId{id == "A" ? 77 : 7};
    change.now.version = version;
    change.due_at = due;
    change.since = noon;
    change.timer = due;
    change.touched_at = noon;
    return change;
}

alert::Incident incident(std::string const& id, std::string const& key) {
    alert::Incident one;
    one.id = IncidentId{id};
    one.key = key;
    one.account = account;
    one.opened_at = noon;
    one.next_step_at = noon + 10min;
    return one;
}

/// The claims; `run` turns a task into its result.
template <class Ledger, class Run>
void check_claims(Ledger& ledger, Tenure const& tenure, Run run) {
    // The left seam: a page and its cursor together, known items left out.
    store::ListPage page{"mentions", {said(1), said(2), said(1)}, "v1 2", noon, true};
    auto const first = run(ledger.accept(tenure, page));
    REQUIRE(first);
    CHECK(first->fresh == 2);
    CHECK(first->known == 1);
    page.items.push_back(said(3));
    page.cursor = "v1 3";
    CHECK(run(ledger.accept(tenure, page))->fresh == 1);
    auto const lists = run(ledger.lists(account));
    CHECK(lists->at("mentions").cursor == "v1 3");
    CHECK(lists->at("mentions").read_at == noon);
    auto const parcels = run(ledger.pending(account, 100));
    REQUIRE(parcels->size() == 2);
    CHECK((*parcels)[0].items == std::vector{said(1), said(2)});
    CHECK((*parcels)[1].items == std::vector{said(3)});

    // The atomic step: everything or nothing, by version.
    store::Step step;
    step.conversations = {waiting("A", 0, noon + 1h), waiting("B", 0, noon + 2h)};
    step.incidents.push_back({incident("I", "late/A"), 0});
    step.consumed = {(*parcels)[0].id};
    step.counts = {{"messages", 2}};
    REQUIRE(run(ledger.commit(tenure, step)));
    CHECK(run(ledger.pending(account, 100))->size() == 1);
    CHECK(run(ledger.counts(account, noon))->waiting == 2);
    CHECK(run(ledger.counts(account, noon))->lifetime.at("messages") == 2);
    auto const again = run(ledger.commit(tenure, step));
    REQUIRE_FALSE(again);
    CHECK(again.error().kind == Fault::conflict);
    CHECK(run(ledger.counts(account, noon))->lifetime.at("messages") == 2);
    auto const loaded = run(ledger.conversations(account, {ConversationId{"A"}, ConversationId{"missing"}}));
    CHECK((*loaded)[0].version == 1);
    CHECK((*loaded)[1].version == 0);

    // Who waits under a post: under 7 is not under 77.
    CHECK(run(ledger.waiting_under(account, {WeiboId{77}})).value() == std::vector{ConversationId{"A"}});
    CHECK(run(ledger.waiting_under(account, {WeiboId{7}})).value() == std::vector{ConversationId{"B"}});

    // Deadlines of conversations and steps of incidents, in order.
    auto const due = run(ledger.due(account, noon + 1h, 10));
    CHECK(due->incidents == std::vector{IncidentId{"I"}});
    CHECK(due->conversations == std::vector{ConversationId{"A"}});
    CHECK(due->next == noon + 2h);

    // An incident is found by its key until it is resolved.
    auto found = run(ledger.open_incidents(account, {"late/none", "late/A"}));
    CHECK((*found)[0].version == 0);
    REQUIRE((*found)[1].version == 1);
    CHECK((*found)[1].value == incident("I", "late/A"));
    auto over = (*found)[1];
    over.value.state = alert::IncidentState::resolved;
    over.value.resolved_at = noon + 1h;
    over.value.next_step_at.reset();
    store::Step end;
    end.incidents = {over};
    auto settled = waiting("A", 1, noon);
    settled.due_at.reset();
    settled.timer.reset();
    end.conversations = {settled};
    REQUIRE(run(ledger.commit(tenure, end)));
    CHECK(run(ledger.open_incidents(account, {"late/A"}))->front().version == 0);
    CHECK(run(ledger.due(account, noon + 90min, 10))->conversations.empty());
    CHECK(run(ledger.counts(account, noon))->waiting == 1);
    CHECK(run(ledger.counts(account, noon))->settled == 1);
    CHECK(run(ledger.waiting_under(account, {WeiboId{77}})).value().empty());
    CHECK(run(ledger.incidents_on(account, {store::Shelf::Which::settled, "", 10}))->items.size() == 1);

    // The right seam: what is due, and what was being sent when we died.
    alert::Notice notice;
    notice.id = NoticeId{"N"};
    notice.incident = IncidentId{"I"};
    notice.account = account;
    notice.channel = ChannelId{"ops"};
    notice.due = noon + 30s;
    store::Step put;
    put.notices = {notice};
    REQUIRE(run(ledger.commit(tenure, put)));
    CHECK(run(ledger.due_notices(account, noon, 10))->empty());
    CHECK(run(ledger.due_notices(account, noon + 30s, 10))->front() == notice);
    put.notices[0].state = alert::NoticeState::sending;
    REQUIRE(run(ledger.commit(tenure, put)));
    CHECK(run(ledger.due_notices(account, noon, 10))->front().state == alert::NoticeState::sending);
    put.notices[0].state = alert::NoticeState::sent;
    REQUIRE(run(ledger.commit(tenure, put)));
    CHECK(run(ledger.due_notices(account, noon + 1h, 10))->empty());
    CHECK(run(ledger.notices(account, {NoticeId{"N"}}))->front().state == alert::NoticeState::sent);

    // Mentions that were pushed, until they are done; and which pushes have been seen.
    using store::Hint;
    Hint const post{Hint::Of::status, WeiboId{7}, noon + 2s};
    Hint const comment{Hint::Of::comment, WeiboId{7}, noon + 1s};
    REQUIRE(run(ledger.add_hint(account, post)));
    REQUIRE(run(ledger.add_hint(account, comment)));
    REQUIRE(run(ledger.add_hint(account, {Hint::Of::comment, WeiboId{7}, noon + 9s})));
    CHECK(*run(ledger.pending_hints(account, 10)) == std::vector{comment, post});
    CHECK(*run(ledger.pending_hints(account, 1)) == std::vector{comment});
    REQUIRE(run(ledger.done_hints(account, {comment.member(), "status:8"})));
    CHECK(*run(ledger.pending_hints(account, 10)) == std::vector{post});
    CHECK(*run(ledger.meet(account, "n1", "abc")));
    CHECK(*run(ledger.meet(account, "n1", "abc")));
    CHECK_FALSE(*run(ledger.meet(account, "n1", "abd")));
    CHECK(*run(ledger.meet(account, "n2", "abd")));

    // What is pushed is taken from whoever has it, once, whichever way it came first; no list moves.
    auto const known_lists = run(ledger.lists(account))->size();
    auto const held = run(ledger.pending(account, 100))->size();
    auto const pushed = run(ledger.deliver(account, {said(3), said(8), said(8), said(9)}));
    REQUIRE(pushed);
    CHECK(pushed->fresh == 2);
    CHECK(pushed->known == 2);
    CHECK(pushed->fresh_ids == std::vector{said(8).id, said(9).id});
    CHECK(run(ledger.deliver(account, {said(8)}))->fresh == 0);
    CHECK(run(ledger.accept(tenure, {"mentions", {said(9)}, "v1 9", noon, true}))->known == 1);
    CHECK(run(ledger.deliver(AccountId{"other"}, {said(8)}))->fresh == 1);
    auto const waiting_now = run(ledger.pending(account, 100));
    REQUIRE(waiting_now->size() == held + 1);
    CHECK(waiting_now->back().items == std::vector{said(8), said(9)});
    CHECK(run(ledger.lists(account))->size() == known_lists);

    // Who lost the lease may not write.
    Tenure const late{account, tenure.fence - 1};
    CHECK(run(ledger.commit(late, store::Step{})).error().kind == Fault::conflict);
    CHECK(run(ledger.accept(late, page)).error().kind == Fault::conflict);
}

}  // namespace

TEST_CASE("the ledger in Redis keeps its promises", "[live]") {
    test::RedisServer server;
    test::RedisBench bench{server.settings()};
    store::Keys const keys{"rw"};
    store::Lease lease{bench.redis, *bench.clock, keys, account, {"one", 60s}};
    REQUIRE(*bench.now(lease.hold()));
    store::RedisLedger ledger{bench.redis, keys};
    check_claims(ledger, *lease.tenure(), [&](auto task) { return bench.now(std::move(task)); });
}

TEST_CASE("a full inbox takes nothing more, and what it did not take is not known to it", "[live]") {
    test::RedisServer server;
    test::RedisBench bench{server.settings()};
    store::RedisLedger ledger{bench.redis, store::Keys{"rw"}};
    REQUIRE(bench.ask({"EVAL", "for i = 1, 2000 do redis.call('XADD', KEYS[1], '*', 'm', '') end", "1",
                       "rw:{yunzhi}:inbox"}));
    auto const full = bench.now(ledger.deliver(account, {said(1)}));
    REQUIRE_FALSE(full);
    CHECK(full.error().kind == Fault::throttled);
    REQUIRE(bench.ask({"DEL", "rw:{yunzhi}:inbox"}));
    CHECK(bench.now(ledger.deliver(account, {said(1)}))->fresh == 1);
}

TEST_CASE("private messages are known by sets of a day and a half, apart from those of posts", "[live]") {
    test::RedisServer server;
    test::RedisBench bench{server.settings()};
    store::Keys const keys{"rw"};
    store::Lease lease{bench.redis, *bench.clock, keys, account, {"one", 60s}};
    REQUIRE(*bench.now(lease.hold()));
    store::RedisLedger ledger{bench.redis, keys};
    store::ListPage page{"messages", {}, "", noon, false};
    for (std::int64_t const hours : {0, 1, 37, 74}) {
        auto one = said(1);
        one.id = WeiboId{(to_millis(noon + hours * 1h) / 1000) << 32};
        one.kind = Kind::message;
        page.items.push_back(one);
    }
    page.items.push_back(said(1));
    CHECK(bench.now(ledger.accept(*lease.tenure(), page))->fresh == 5);
    CHECK(bench.now(ledger.accept(*lease.tenure(), page))->known == 5);
    auto const sets = bench.ask({"KEYS", "rw:{yunzhi}:seen:m*"})->items().size();
    CHECK(sets == 3);
    CHECK(bench.ask({"KEYS", "rw:{yunzhi}:seen:*"})->items().size() == sets + 1);
    CHECK_FALSE(bench.now(ledger.lists(account))->at("messages").read_at);
}

TEST_CASE("the ledger in memory keeps the same promises") {
    net::Loop loop;
    test::MemoryLedger ledger;
    check_claims(ledger, Tenure{account, 1}, [&](auto task) { return loop.run_until_done(std::move(task)); });
}

TEST_CASE("the queue is ordered by level and then by time, page by page", "[live]") {
    test::RedisServer server;
    test::RedisBench bench{server.settings()};
    store::Keys const keys{"rw"};
    store::Lease lease{bench.redis, *bench.clock, keys, account, {"one", 60s}};
    REQUIRE(*bench.now(lease.hold()));
    store::RedisLedger ledger{bench.redis, keys};
    store::Step step;
    for (int i = 0; i < 30; ++i) {
        auto change = waiting("C" + std::to_string(10 + i), 0, noon + std::chrono::minutes{(i * 7) % 10});
        change.level = static_cast<care::Level>(i % 5);
        step.conversations.push_back(change);
    }
    REQUIRE(bench.now(ledger.commit(*lease.tenure(), step)));
    std::vector<std::string> order;
    store::Shelf shelf;
    shelf.limit = 7;
    for (;;) {
        auto const slice = bench.now(ledger.conversations_on(account, shelf));
        REQUIRE(slice);
        if (slice->items.empty()) break;
        for (auto const& talk : slice->items)
            order.push_back(talk.id.text());
        shelf.after = slice->cursors.back();
    }
    auto wanted = step.conversations;
    std::ranges::sort(wanted, {}, [](auto const& change) {
        return std::pair{store::queue_score(change.level, *change.due_at), change.now.value.id.text()};
    });
    std::vector<std::string> ids;
    for (auto const& change : wanted)
        ids.push_back(change.now.value.id.text());
    CHECK(order == ids);
}

TEST_CASE("what was settled long ago is forgotten with all that belonged to it", "[live]") {
    test::RedisServer server;
    test::RedisBench bench{server.settings()};
    store::Keys const keys{"rw"};
    store::Lease lease{bench.redis, *bench.clock, keys, account, {"one", 60s}};
    REQUIRE(*bench.now(lease.hold()));
    store::RedisLedger ledger{bench.redis, keys};
    store::Step step;
    auto old = waiting("OLD", 0, noon);
    old.due_at.reset();
    old.timer.reset();
    step.conversations = {old, waiting("OPEN", 0, noon + 1h)};
    auto past = incident("I", "late/OLD");
    past.state = alert::IncidentState::resolved;
    past.resolved_at = noon;
    past.notices = {NoticeId{"N"}};
    step.incidents.push_back({past, 0});
    alert::Notice notice;
    notice.id = NoticeId{"N"};
    notice.state = alert::NoticeState::dead;
    notice.due = noon;
    step.notices = {notice};
    REQUIRE(bench.now(ledger.commit(*lease.tenure(), step)));
    CHECK(*bench.now(ledger.forget(*lease.tenure(), noon - 1s, 100)) == 0);
    CHECK(*bench.now(ledger.forget(*lease.tenure(), noon + 1s, 100)) == 2);
    CHECK(bench.ask({"HLEN", "rw:{yunzhi}:conv"})->integer() == 1);
    for (auto const* key : {"inc", "notices", "dead", "settled", "incpast"}) {
        CAPTURE(key);
        CHECK(bench.ask({"EXISTS", std::string{"rw:{yunzhi}:"} + key})->integer() == 0);
    }
}

TEST_CASE("an open conversation with a 200-byte text costs at most 900 bytes of Redis", "[live]") {
    test::RedisServer server{{"--set-max-intset-entries", "4096"}};
    test::RedisBench bench{server.settings()};
    store::Keys const keys{"rw"};
    store::Lease lease{bench.redis, *bench.clock, keys, account, {"one", 60s}};
    REQUIRE(*bench.now(lease.hold()));
    store::RedisLedger ledger{bench.redis, keys};
    auto const used = [&] {
        auto const info = bench.ask({"INFO", "memory"})->text();
        auto const at = info.find("used_memory:") + 12;
        return std::stoll(info.substr(at, info.find('\r', at) - at));
    };
    auto const before = used();
    constexpr int pages = 100;
    for (int p = 0; p < pages; ++p) {
        store::ListPage page{"mentions", {}, "v1 1", noon, true};
        store::Step step;
        for (int i = 0; i < 100; ++i) {
            auto one = said(p * 100 + i);
            one.text = std::string(200, 'x');
            auto const id = "4D96XNC5" + std::to_string(10000 + p * 100 + i);
            auto change = waiting(id, 0, noon + 1h);
            change.now.value.root = WeiboId{(std::int64_t{1'280'000'000} << 22) + 5};
            change.now.value.root_author = Uid{1904178193};
            change.now.value.fan = {Uid{5'100'000'000 + i}, "爱吃鱼的小猫咪", 320, -1};
            change.now.value.events.push_back({noon, care::Asked{one.id,
                                                                 Kind::comment,
                                                                 noon + 5s,
                                                                 one.text,
                                                                 {{{tone::FanLabel::complaint, 200, 0, 2},
                                                                   {tone::FanLabel::question, 230, 4, 6}},
                                                                  1,
                                                                  true},
                                                                 false}});
            step.conversations.push_back(std::move(change));
            page.items.push_back(std::move(one));
        }
        REQUIRE(bench.now(ledger.accept(*lease.tenure(), page)));
        auto const parcels = bench.now(ledger.pending(account, 1000));
        for (auto const& parcel : *parcels)
            step.consumed.push_back(parcel.id);
        REQUIRE(bench.now(ledger.commit(*lease.tenure(), step)));
    }
    auto const each = (used() - before) / (pages * 100);
    INFO("bytes for each open conversation: " << each);
    CHECK(each <= 1050);  // of them 95 for the index by which the longest wait is found
    WARN("bytes for each open conversation: " << each);
}
