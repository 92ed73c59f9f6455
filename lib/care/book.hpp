// The rules of one account run in memory: what the desk does with what arrives and with time, without a
// store. For replay, for statistics of what would have been, and for tests.
#pragma once

#include "care/filing.hpp"
#include "care/standing.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace rw::care {

/// Something that the team would be told of a conversation.
struct Moment {
    enum class What : std::uint8_t { prebreach, late, aged, promise, over };
    What what = What::prebreach;
    Level level = Level::none;  ///< of `promise` and `over`: none
    TimePoint when{};           ///< at the deadline, or when we learnt of it if it had passed by then
    WeiboId asked;              ///< the message waited for, or the reply that promised; of `over` none
    Conversation const& talk;
    Standing const& standing;
};
std::string_view to_text(Moment::What what);

class Book final : private Cabinet {
public:
    using Listener = std::function<void(Moment const&)>;
    Book(Brand brand, Policy policy, Listener listener = {}, Filing::Duty alone_on_duty = {});
    Book(Book const&) = delete;
    Book& operator=(Book const&) = delete;
    ~Book() override;

    /// Something was read. Its `seen_at` moves the clock as far as it is later; no deadline passes by that.
    void take(Utterance said);
    /// Several, as they were read together.
    void take(std::vector<Utterance> said);
    /// What people did, or what is gone. False when that was known.
    bool take(ConversationId const& id, Event event);
    /// A conversation as it was kept; one without events begins there.
    void restore(Conversation talk);

    /// Says every deadline that has passed by `now`, in order of time.
    void pass_time(TimePoint now);
    /// The next deadline, if any.
    std::optional<TimePoint> next();

    Conversation const* find(ConversationId const& id) const;
    Standing standing(Conversation const& talk) const { return fold(talk, policy_); }
    std::size_t size() const { return entries_.size(); }
    /// In no order.
    void each(std::function<void(Conversation const&)> const& look) const;
    /// The same for two books that know the same facts, in whatever order they learnt them: standings, and
    /// events of items and people. What depends on when it was said is left out: that a deadline passed,
    /// that a wait was settled; and the crowd, which is counted only where somebody waits already.
    std::uint64_t digest() const;

private:
    struct Entry {
        Conversation talk;
        std::optional<TimePoint> timer;
        WeiboId post;             ///< under which it is to be found
        bool is_changed = false;  ///< and not judged yet
        bool is_told = false;     ///< that it is nearly late, or late
    };
    struct Timer {
        TimePoint at{};
        Entry* entry = nullptr;
    };
    static bool is_later(Timer const& a, Timer const& b);

    Conversation* look_up(ConversationId const& id) override;
    Conversation& open(ConversationId const& id) override;
    std::vector<Conversation*> under(WeiboId post) override;
    void changed(Conversation const& talk) override;

    void judge_changed();
    Standing judge(Entry& entry);
    void set_timer(Entry& entry, std::optional<TimePoint> at);
    Timer const* first();
    void pass_deadline(Entry& entry);
    void tell(Entry const& entry, Standing const& standing, Moment::What what, WeiboId asked) const;

    Brand brand_;
    Policy policy_;
    std::string policy_id_;
    Listener listener_;
    Filing filing_;
    std::unordered_map<ConversationId, Entry> entries_;
    std::unordered_map<WeiboId, std::vector<Entry*>> under_;
    std::vector<Entry*> changed_;
    std::vector<Timer> timers_;  ///< a heap; one that its entry does not bear any more means nothing
    TimePoint clock_{};
};

/// Of one conversation, as in `Book::digest`.
std::uint64_t digest(Conversation const& talk, Standing const& standing);

}  // namespace rw::care
