// Reads one account's lists into its inbox: what a call is worth decides the order, the quota how much, and
// what cannot be seen is said.
#pragma once

#include "app/office.hpp"
#include "app/reading_list.hpp"
#include "app/tokens.hpp"
#include "care/pacer.hpp"
#include "core/meters.hpp"
#include "net/clock.hpp"
#include "store/hints.hpp"
#include "store/ledger.hpp"
#include "weibo/client.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace rw::app {

class Watch {
public:
    struct World {
        weibo::Client& weibo;
        store::Inbox& inbox;
        store::Lessons& lessons;
        store::Hints& hints;
        store::Views& views;
        store::QuotaLedger& quota;
        net::Clock& clock;
        Meters& meters;
    };
    struct Settings {
        std::vector<weibo::List> lists;
        Tokens::Settings tokens;
        bool fan_service = false;
        Span min_interval = 180s;  ///< no list is read more often
        Span look_most = 30s;      ///< the counters are asked at least so often
        Span blind_after = 20min;
        weibo::Reading::Settings reading;
    };
    Watch(World world, Seat& seat, Settings settings);

    /// In force from the next round on: what is being read is read to its end.
    void take_settings(Settings settings) { next_ = std::move(settings); }
    /// One round: the counters, then every list whose time has come. Gives how long to wait before the next.
    net::Task<Span> round(store::Tenure tenure);
    /// Another daemon works for the account: what we remember of its lists may be old when we take over.
    void stand_by();

    /// A person wants it read now, from the tenth of the quota that is kept for people: a list by its name,
    /// or the answers under a post. `bad_input` names the lists that there are.
    Result<void> ask_for(std::string_view list);
    void ask_for(WeiboId post);

private:
    struct Progress {
        int failures = 0;        ///< in a row
        TimePoint planned_at{};  ///< when it was first to be read
        std::optional<weibo::ListPosition> position;
        std::optional<TimePoint> read_at;
    };

    void apply(Settings settings);
    net::Task<Result<void>> load();
    net::Task<void> set_fence(store::Tenure tenure);
    net::Task<void> look_at_counters();
    net::Task<void> look_round();
    net::Task<void> make_errands();
    net::Task<void> count_hints(TimePoint now);
    Occasion occasion(TimePoint now) const;
    net::Task<void> forget_past();
    net::Task<void> save_lessons();

    /// What became of an errand.
    enum class Went : std::uint8_t {
        on,     ///< done, or put off: the next one may have its turn
        broke,  ///< nobody can pay for anything at present
    };
    net::Task<void> run_errands(store::Tenure tenure);
    net::Task<Went> run(store::Tenure tenure, Errand errand, store::Purpose purpose);
    net::Task<Went> read_pages(store::Tenure tenure, Errand errand, store::Purpose purpose);
    net::Task<Went> read_posts(store::Tenure tenure, Errand errand, store::Purpose purpose);
    net::Task<Went> recheck(store::Tenure tenure, Errand errand, store::Purpose purpose);
    net::Task<Went> count_spread(store::Tenure tenure, Errand errand, store::Purpose purpose);
    net::Task<Went> follow_hints(store::Tenure tenure, Errand errand, store::Purpose purpose);
    /// True when the hint is dealt with.
    net::Task<bool> follow_comments(store::Tenure tenure, Errand errand, std::vector<store::Hint> hints);
    net::Task<bool> follow_status(store::Tenure tenure, Errand errand, store::Hint hint);
    net::Task<Result<store::Accepted>> keep(store::Tenure tenure, Errand errand, store::ListPage page);
    net::Task<void> post_may_be_gone(store::Tenure tenure, WeiboId post);
    net::Task<void> look_for_news(store::Tenure tenure, Utterance post);
    net::Task<void> look_for_edit(store::Tenure tenure, ConversationId talk, std::optional<TimePoint>& known,
                                  Utterance const& seen);
    weibo::Reading reading_of(Errand const& errand);
    std::map<WeiboId, TimePoint> take_items(weibo::ListAnswer page, store::ListPage& kept) const;
    std::vector<WeiboId> next_to_recheck() const;
    Went cannot_pay(Errand const& errand, Tokens::Payment const& payment);
    net::Task<void> note_spread(store::Tenure tenure, ConversationId talk, care::Spread& known,
                                care::Spread seen);
    net::Task<void> mark_gone(store::Tenure tenure, WeiboId item, std::set<Uid> still_there);

    void done(Errand const& errand, care::Read const& read);
    net::Task<void> failed(Errand errand, Token& token, weibo::Trouble trouble);
    void not_kept(Errand const& errand, Failure const& why);
    void count(std::string_view errand, std::string_view result, double by = 1);

    void judge_sight(TimePoint now);
    void judge_sight(Sight& sight, std::string const& name, TimePoint now);
    std::vector<Errand const*> parts_of(std::string const& list) const;
    Span blind_limit(Span every) const;
    net::Task<void> tell_troubles(store::Tenure tenure);
    net::Task<void> tell_tokens(store::Tenure tenure);
    net::Task<void> tell_address(store::Tenure tenure);
    net::Task<void> tell_list(store::Tenure tenure, std::string name);
    net::Task<void> tell_closed(store::Tenure tenure);
    net::Task<void> relieve_orphans(store::Tenure tenure);
    net::Task<void> tell(store::Tenure tenure, alert::Trouble trouble, bool holds);

    World world_;
    Seat& seat_;
    Settings settings_;
    std::optional<Settings> next_;
    Tokens tokens_;
    care::Pacer pacer_;
    std::vector<Errand> errands_;
    std::map<std::string, Progress> progress_;
    std::vector<WeiboId> posts_;  ///< the brand's newest
    std::vector<Waiting> waiting_;
    bool red_is_open_ = false;
    /// An item that may go.
    struct MayBeGone {
        ConversationId talk;
        Uid fan;
        MayGo::Whose whose = MayGo::Whose::fan;
        care::Spread spread;      ///< as far as is known
        bool under_ours = false;  ///< it stands under a post of the brand, which may remove it
    };
    std::map<WeiboId, MayBeGone> to_recheck_;
    std::set<WeiboId> missed_;        ///< not found once: found missing again they are gone
    std::set<WeiboId> posts_missed_;  ///< likewise, posts
    WeiboId rechecked_up_to_;
    /// Of a fan's post that is looked at: what we know of itself.
    struct PostKnown {
        Uid author;
        std::optional<TimePoint> edited_at;
        care::Spread spread;
    };
    std::map<WeiboId, PostKnown> posts_known_;
    std::map<WeiboId, TimePoint> asked_for_;  ///< posts that a person wanted to see
    std::set<WeiboId> to_ask_;                ///< of those, not planned yet
    std::int64_t hints_seen_ = 0;
    std::set<std::string> hints_known_;
    bool warm_ = false;  ///< what was stored has been taken over
    bool lost_ = false;  ///< somebody else has the account: known since the last write
    TimePoint started_at_{};
    std::optional<TimePoint>
        first_start_;  ///< of this account, ever: what is older by `cold_start` is history (K2)
    TimePoint looked_round_at_{};
    TimePoint counters_at_{};
    TimePoint saved_at_{};
    /// How a trouble was told last.
    struct Told {
        care::Level level = care::Level::none;  ///< none: it is over
        Language language = Language::chinese;
        friend bool operator==(Told const&, Told const&) = default;
    };
    std::map<std::string, Told> told_;   ///< troubles by key, as the desk knows them
    std::set<std::string> looked_into_;  ///< of those, the ones that somebody still answers for
    bool counters_failed_ = false;
};

}  // namespace rw::app
