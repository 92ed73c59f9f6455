// The ledger in Redis. Writes are the scripts of scripts.hpp; reads are plain commands.
#pragma once

#include "store/hints.hpp"
#include "store/keys.hpp"
#include "store/ledger.hpp"
#include "store/redis.hpp"

namespace rw::store {

class RedisLedger final : public Inbox,
                          public Letterbox,
                          public Ledger,
                          public NoticeStore,
                          public Views,
                          public Changes,
                          public Hints,
                          public Nonces,
                          public Lessons {
public:
    RedisLedger(Redis& redis, Keys keys) : redis_{redis}, keys_{std::move(keys)} {}

    net::Task<Result<Accepted>> accept(Tenure tenure, ListPage page) override;
    net::Task<Result<Accepted>> deliver(AccountId account, std::vector<Utterance> items) override;
    net::Task<Result<std::vector<Parcel>>> pending(AccountId account, std::size_t items) override;
    net::Task<Result<std::map<std::string, ListState>>> lists(AccountId account) override;
    net::Task<Result<void>> forget_lists(AccountId account, std::vector<std::string> lists) override;

    net::Task<Result<std::map<std::string, std::string>>> load_lessons(AccountId account) override;
    net::Task<Result<void>> save_lessons(AccountId account,
                                         std::map<std::string, std::string> lessons) override;

    net::Task<Result<std::vector<Versioned<care::Conversation>>>> conversations(
        AccountId account, std::vector<ConversationId> ids) override;
    net::Task<Result<std::vector<Versioned<alert::Incident>>>> incidents(
        AccountId account, std::vector<IncidentId> ids) override;
    net::Task<Result<std::vector<Versioned<alert::Incident>>>> open_incidents(
        AccountId account, std::vector<std::string> keys) override;
    net::Task<Result<std::vector<ConversationId>>> waiting_under(AccountId account,
                                                                 std::vector<WeiboId> roots) override;
    net::Task<Result<Due>> due(AccountId account, TimePoint now, std::size_t limit) override;
    net::Task<Result<void>> commit(Tenure tenure, Step step) override;

    net::Task<Result<std::vector<alert::Notice>>> due_notices(AccountId account, TimePoint now,
                                                              std::size_t limit) override;
    net::Task<Result<std::vector<alert::Notice>>> notices(AccountId account,
                                                          std::vector<NoticeId> ids) override;
    net::Task<Result<std::string>> load_budget(ChannelId channel) override;
    net::Task<Result<void>> swap_budget(ChannelId robot, std::string from, std::string to) override;

    net::Task<Result<Slice<care::Conversation>>> conversations_on(AccountId account, Shelf shelf) override;
    net::Task<Result<Slice<alert::Incident>>> incidents_on(AccountId account, Shelf shelf) override;
    net::Task<Result<Counts>> counts(AccountId account, TimePoint now) override;
    net::Task<Result<std::vector<care::Conversation>>> promising(AccountId account,
                                                                 std::size_t limit) override;
    net::Task<Result<std::string>> position(AccountId account) override;
    net::Task<Result<News>> changes(AccountId account, std::string position) override;

    net::Task<Result<void>> add_hint(AccountId account, Hint hint) override;
    net::Task<Result<std::vector<Hint>>> pending_hints(AccountId account, std::size_t limit) override;
    net::Task<Result<void>> done_hints(AccountId account, std::vector<std::string> members) override;
    net::Task<Result<bool>> meet(AccountId account, std::string nonce, std::string digest) override;

    /// Forgets up to `limit` conversations and incidents that were settled before `before`, with their
    /// notices (privacy.retention). Gives how many.
    net::Task<Result<int>> forget(Tenure tenure, TimePoint before, std::size_t limit);

private:
    struct Members {
        std::vector<std::string> ids;
        std::vector<std::string> cursors;
    };
    void put_items(AccountId const& account, std::vector<Utterance> const& items,
                   std::vector<std::string>& keys, std::vector<std::string>& arguments) const;
    net::Task<Result<Members>> members(std::string key, Shelf shelf);
    net::Task<Result<Reply>> fields(std::string key, std::vector<std::string> names);

    Redis& redis_;
    Keys keys_;
};

/// How the queue is ordered: by level, the gravest first, and within a level by time.
double queue_score(care::Level level, TimePoint when);
inline constexpr double score_width = 4398046511104.0;  ///< of a level: 2^42 ms, beyond the year 2109

}  // namespace rw::store
