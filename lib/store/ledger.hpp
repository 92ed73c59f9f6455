// What is kept, as the engine sees it: the inbox, the conversations, the incidents and the outbox of an
// account. Every write of the holder names the tenure it is made under; once the lease has moved on it gets
// `conflict`.
#pragma once

#include "alert/incident.hpp"
#include "alert/notice.hpp"
#include "care/conversation.hpp"
#include "core/result.hpp"
#include "core/utterance.hpp"
#include "net/task.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rw::store {

/// The right to write for an account, as long as nobody else has taken the lease since.
struct Tenure {
    AccountId account;
    std::int64_t fence = 0;
};

/// A stored thing and the version it was read at; version 0 was not there.
template <class T>
struct Versioned {
    T value;
    std::uint32_t version = 0;
};

/// One page of a list as it was read, and where reading stands once the page is kept.
struct ListPage {
    std::string list;
    std::vector<Utterance> items;
    std::string cursor;
    TimePoint read_at{};
    bool complete = true;  ///< the list has been read to its watermark: the sight is good as of `read_at`
};
struct Accepted {
    int fresh = 0;
    int known = 0;
    std::vector<WeiboId> fresh_ids;  ///< unknown, so empty, when an answer was lost and the page sent again
};
/// What one accepted page brought, waiting to be worked on.
struct Parcel {
    std::string id;
    std::vector<Utterance> items;
};
struct ListState {
    std::string cursor;
    std::optional<TimePoint> read_at;  ///< the last complete read
};

/// The left seam. A page and its cursor are kept in one step, or not at all; items seen before are left out.
class Inbox {
public:
    virtual ~Inbox() = default;
    virtual net::Task<Result<Accepted>> accept(Tenure tenure, ListPage page) = 0;
    /// The oldest parcels not yet worked on, with at most about `items` items in all.
    virtual net::Task<Result<std::vector<Parcel>>> pending(AccountId account, std::size_t items) = 0;
    virtual net::Task<Result<std::map<std::string, ListState>>> lists(AccountId account) = 0;
    /// Where reading stands in these lists is forgotten: posts that nobody asks about any more.
    virtual net::Task<Result<void>> forget_lists(AccountId account, std::vector<std::string> lists) = 0;
};

/// The way into the inbox for what no list brings: private messages that are pushed. Open to every process,
/// whoever holds the lease: an item is kept once by its id, and its order does not matter.
class Letterbox {
public:
    virtual ~Letterbox() = default;
    /// As `accept`, without a list. `throttled` when the inbox is full.
    virtual net::Task<Result<Accepted>> deliver(AccountId account, std::vector<Utterance> items) = 0;
};

/// What has been learnt of an account's lists, by name; losing it costs some days of learning, nothing else.
class Lessons {
public:
    virtual ~Lessons() = default;
    virtual net::Task<Result<std::map<std::string, std::string>>> load_lessons(AccountId account) = 0;
    virtual net::Task<Result<void>> save_lessons(AccountId account,
                                                 std::map<std::string, std::string> lessons) = 0;
};

struct ConversationChange {
    Versioned<care::Conversation> now;
    care::Level level = care::Level::none;
    std::optional<TimePoint> due_at;   ///< while waiting: the ceiling; it orders the queue within a level
    std::optional<TimePoint> since;    ///< while waiting: of the oldest unanswered message
    bool warned = false;               ///< while waiting: it is time to answer
    std::optional<TimePoint> promise;  ///< the first promise that is not kept
    std::optional<TimePoint> timer;    ///< the next deadline
    TimePoint touched_at{};            ///< for retention and for lists of what is settled
};

inline constexpr std::size_t most_under_a_post = 200;

/// One atomic step (architecture 3.4): all of it, or none and `conflict`.
struct Step {
    std::vector<ConversationChange> conversations;
    std::vector<Versioned<alert::Incident>> incidents;
    std::vector<alert::Notice> notices;
    std::vector<std::string> consumed;           ///< parcels that this step has worked on
    std::map<std::string, std::int64_t> counts;  ///< added to the account's lifetime counters
};

struct Due {
    std::vector<ConversationId> conversations;
    std::vector<IncidentId> incidents;
    std::optional<TimePoint> next;  ///< of those that are not due yet
};

class Ledger {
public:
    virtual ~Ledger() = default;
    /// In the order asked for; what does not exist comes with version 0 and an empty id.
    virtual net::Task<Result<std::vector<Versioned<care::Conversation>>>> conversations(
        AccountId account, std::vector<ConversationId> ids) = 0;
    /// Likewise, by id or (for those not resolved) by key.
    virtual net::Task<Result<std::vector<Versioned<alert::Incident>>>> incidents(
        AccountId account, std::vector<IncidentId> ids) = 0;
    virtual net::Task<Result<std::vector<Versioned<alert::Incident>>>> open_incidents(
        AccountId account, std::vector<std::string> keys) = 0;
    /// Those that wait under these posts, at most `most_under_a_post` a post.
    virtual net::Task<Result<std::vector<ConversationId>>> waiting_under(AccountId account,
                                                                         std::vector<WeiboId> roots) = 0;
    virtual net::Task<Result<Due>> due(AccountId account, TimePoint now, std::size_t limit) = 0;
    virtual net::Task<Result<void>> commit(Tenure tenure, Step step) = 0;
};

/// The right seam, as the dispatcher needs it.
class NoticeStore {
public:
    virtual ~NoticeStore() = default;
    /// Due by `now` or found `sending`, the due ones first; at most `limit`.
    virtual net::Task<Result<std::vector<alert::Notice>>> due_notices(AccountId account, TimePoint now,
                                                                      std::size_t limit) = 0;
    virtual net::Task<Result<std::vector<alert::Notice>>> notices(AccountId account,
                                                                  std::vector<NoticeId> ids) = 0;
    virtual net::Task<Result<std::string>> load_budget(ChannelId channel) = 0;
    /// Keeps `to` where `from` (empty: nothing) is kept; `conflict` when something else is there.
    virtual net::Task<Result<void>> swap_budget(ChannelId robot, std::string from, std::string to) = 0;
};

/// Which conversations a list shows, most pressing first.
struct Shelf {
    enum class Which { waiting, settled };
    Which which = Which::waiting;
    std::string after;  ///< cursor of the page before; empty: from the top
    std::size_t limit = 50;
};
template <class T>
struct Slice {
    std::vector<T> items;
    std::vector<std::string> cursors;  ///< one an item: continues right after it
};
using ByLevel = std::array<std::int64_t, 5>;  ///< in the order of `care::Level`
struct Counts {
    std::int64_t waiting = 0;
    std::int64_t settled = 0;
    ByLevel levels{};       ///< of those that wait
    std::int64_t soon = 0;  ///< warned, and not overdue
    std::int64_t overdue = 0;
    std::optional<TimePoint> oldest;  ///< since when the longest wait lasts
    ByLevel incidents{};              ///< not resolved
    ByLevel acked{};                  ///< those of them that somebody has taken on
    std::map<std::string, std::int64_t> lifetime;
};

/// For people: pages of what is kept, read without any right to write.
class Views {
public:
    virtual ~Views() = default;
    virtual net::Task<Result<Slice<care::Conversation>>> conversations_on(AccountId account, Shelf shelf) = 0;
    /// Not resolved (`waiting`) by gravity, or resolved (`settled`), the latest first.
    virtual net::Task<Result<Slice<alert::Incident>>> incidents_on(AccountId account, Shelf shelf) = 0;
    virtual net::Task<Result<Counts>> counts(AccountId account, TimePoint now) = 0;
    /// Those with a promise that is not kept, the first to be kept first; at most `limit`.
    virtual net::Task<Result<std::vector<care::Conversation>>> promising(AccountId account,
                                                                         std::size_t limit) = 0;
};

/// What the steps after a position have changed.
struct News {
    std::string position;  ///< the last of these steps
    std::vector<ConversationId> conversations;
    std::vector<IncidentId> incidents;
    bool more = false;
};

/// The steps of an account in the order in which they were kept, by whichever process; so that people see
/// what happens while it happens, and go on where they were cut off. The last few thousand are known.
class Changes {
public:
    virtual ~Changes() = default;
    virtual net::Task<Result<std::string>> position(AccountId account) = 0;
    /// Some dozens of steps, each id once. `gone` when some after `position` are known no longer.
    virtual net::Task<Result<News>> changes(AccountId account, std::string position) = 0;
};

}  // namespace rw::store
