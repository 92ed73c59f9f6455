// The ledger in a real Redis, for scenarios under a hand-moved clock: each call is done when it returns, so
// that no time passes meanwhile.
#pragma once

#include "store/redis_ledger.hpp"
#include "support/redis_server.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace rw::test {

class BlockingLedger final : public store::Inbox,
                             public store::Ledger,
                             public store::Views,
                             public store::Hints,
                             public store::Lessons {
public:
    explicit BlockingLedger(RedisServer const& server) : bench_{server.settings()} {}

    /// From now on only this fence may write for the account.
    void set_fence(AccountId const& account, std::int64_t fence) {
        REQUIRE(bench_.ask({"SET", keys_.fence(account), std::to_string(fence)}).has_value());
    }
    bool was_seen(AccountId const& account, WeiboId id) {
        auto const reply = bench_.ask({"SISMEMBER", keys_.seen(account, id), id.text()});
        REQUIRE(reply.has_value());
        return reply->integer() == 1;
    }

    net::Task<Result<store::Accepted>> accept(store::Tenure tenure, store::ListPage page) override {
        co_return now(ledger_.accept(std::move(tenure), std::move(page)));
    }
    net::Task<Result<std::vector<store::Parcel>>> pending(AccountId account, std::size_t items) override {
        co_return now(ledger_.pending(std::move(account), items));
    }
    net::Task<Result<std::map<std::string, store::ListState>>> lists(AccountId account) override {
        co_return now(ledger_.lists(std::move(account)));
    }
    net::Task<Result<void>> forget_lists(AccountId account, std::vector<std::string> lists) override {
        co_return now(ledger_.forget_lists(std::move(account), std::move(lists)));
    }
    net::Task<Result<std::map<std::string, std::string>>> load_lessons(AccountId account) override {
        co_return now(ledger_.load_lessons(std::move(account)));
    }
    net::Task<Result<void>> save_lessons(AccountId account,
                                         std::map<std::string, std::string> lessons) override {
        co_return now(ledger_.save_lessons(std::move(account), std::move(lessons)));
    }
    net::Task<Result<std::vector<store::Versioned<care::Conversation>>>> conversations(
        AccountId account, std::vector<ConversationId> ids) override {
        co_return now(ledger_.conversations(std::move(account), std::move(ids)));
    }
    net::Task<Result<std::vector<store::Versioned<alert::Incident>>>> incidents(
        AccountId account, std::vector<IncidentId> ids) override {
        co_return now(ledger_.incidents(std::move(account), std::move(ids)));
    }
    net::Task<Result<std::vector<store::Versioned<alert::Incident>>>> open_incidents(
        AccountId account, std::vector<std::string> keys) override {
        co_return now(ledger_.open_incidents(std::move(account), std::move(keys)));
    }
    net::Task<Result<std::vector<ConversationId>>> waiting_under(AccountId account,
                                                                 std::vector<WeiboId> roots) override {
        co_return now(ledger_.waiting_under(std::move(account), std::move(roots)));
    }
    net::Task<Result<store::Due>> due(AccountId account, TimePoint when, std::size_t limit) override {
        co_return now(ledger_.due(std::move(account), when, limit));
    }
    net::Task<Result<void>> commit(store::Tenure tenure, store::Step step) override {
        co_return now(ledger_.commit(std::move(tenure), std::move(step)));
    }
    net::Task<Result<store::Slice<care::Conversation>>> conversations_on(AccountId account,
                                                                         store::Shelf shelf) override {
        co_return now(ledger_.conversations_on(std::move(account), std::move(shelf)));
    }
    net::Task<Result<store::Slice<alert::Incident>>> incidents_on(AccountId account,
                                                                  store::Shelf shelf) override {
        co_return now(ledger_.incidents_on(std::move(account), std::move(shelf)));
    }
    net::Task<Result<store::Counts>> counts(AccountId account, TimePoint when) override {
        co_return now(ledger_.counts(std::move(account), when));
    }
    net::Task<Result<std::vector<care::Conversation>>> promising(AccountId account,
                                                                 std::size_t limit) override {
        co_return now(ledger_.promising(std::move(account), limit));
    }
    net::Task<Result<void>> add_hint(AccountId account, store::Hint hint) override {
        co_return now(ledger_.add_hint(std::move(account), std::move(hint)));
    }
    net::Task<Result<std::vector<store::Hint>>> pending_hints(AccountId account, std::size_t limit) override {
        co_return now(ledger_.pending_hints(std::move(account), limit));
    }
    net::Task<Result<void>> done_hints(AccountId account, std::vector<std::string> members) override {
        co_return now(ledger_.done_hints(std::move(account), std::move(members)));
    }

private:
    template <class T>
    T now(net::Task<T> task) {
        return bench_.loop.run_until_done(std::move(task));
    }

    RedisBench bench_;
    store::Keys keys_{"rw"};
    store::RedisLedger ledger_{bench_.redis, keys_};
};

}  // namespace rw::test
