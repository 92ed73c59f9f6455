// The desk of one account: takes what arrived, puts it where it belongs, watches the deadlines, and opens and
// closes incidents. Every change is one atomic step; a conflict means read again and decide again.
#pragma once

#include "alert/escalate.hpp"
#include "app/filing.hpp"
#include "app/rules.hpp"
#include "care/canned.hpp"
#include "care/handling.hpp"
#include "care/surge.hpp"
#include "core/meters.hpp"
#include "net/clock.hpp"
#include "net/loop.hpp"
#include "store/ledger.hpp"

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace rw::app {

class Desk {
public:
    struct World {
        store::Inbox& inbox;
        store::Ledger& ledger;
        store::Views& views;
        net::Clock& clock;
        Meters& meters;
        std::function<void()> outbox_filled;  ///< notices were stored: somebody may want to send them now
    };
    Desk(World world, Rules rules);

    /// New rules; with them every open conversation is judged again (K24).
    void take_rules(Rules rules);
    /// Tiers that the ledger of fans tells; in force for what is judged from now on.
    void take_known_tiers(std::unordered_map<Uid, care::Tier> known) {
        rules_.policy.known = std::move(known);
    }
    /// The silences that are in force or to come; what one of them held back and no longer does is told.
    net::Task<Result<void>> take_silences(store::Tenure tenure, std::vector<alert::Silence> silences);
    Rules const& rules() const { return rules_; }
    /// Complaints that are usual at this hour of the week.
    void expect_complaints(double an_hour) { surges_.expect(an_hour); }
    std::vector<care::Surges::Matter> matters() const { return surges_.matters(); }
    /// Whether every list is seen at present; deadlines that pass while it is not are marked (K30).
    void take_sight(bool sees_all) { sees_all_ = sees_all; }

    /// Works on parcels until none is left. Gives the number of items.
    net::Task<Result<int>> clear_inbox(store::Tenure tenure);
    /// Says every deadline that has passed and takes every escalation step that has come. Gives the instant
    /// of the next one that is known.
    net::Task<Result<std::optional<TimePoint>>> keep_time(store::Tenure tenure);

    /// What people do. `refused` when the state does not allow it, with words; `gone` when there is no such
    /// thing.
    net::Task<Result<care::Conversation>> act(store::Tenure tenure, ConversationId id, care::Event event);
    /// Decides by how the conversation stands when it is kept, not when it was shown.
    using Decision = std::function<care::Deed(care::Standing const& standing)>;
    net::Task<Result<care::Conversation>> decide(store::Tenure tenure, ConversationId id, Decision decision);
    enum class Answer { acknowledge, unacknowledge, resolve, note };
    struct Word {
        Answer how = Answer::acknowledge;
        std::string who;
        std::string text;  ///< of a note; of an acknowledgement by link: the notice that brought it
    };
    net::Task<Result<alert::Incident>> answer(store::Tenure tenure, IncidentId id, Word word);

    /// Takes steps of open incidents that are more than a minute late, or have lost their timer. Gives how
    /// many: none, unless something is wrong with us.
    net::Task<Result<int>> audit(store::Tenure tenure);

    /// Opens or updates the incident of a trouble that is not a conversation's, such as `blind/mentions`.
    net::Task<Result<void>> report(store::Tenure tenure, alert::Trouble trouble);
    /// Ends the incident under `key` if there is one.
    net::Task<Result<void>> relieve(store::Tenure tenure, std::string key, std::string why);

private:
    struct Loaded {
        std::vector<ConversationId> ids;
        Talks talks;  ///< in the order of `ids`
    };
    using Cases = std::unordered_map<std::string, store::Versioned<alert::Incident>>;

    net::Task<Result<int>> work_on(store::Tenure tenure, std::vector<store::Parcel> parcels);
    net::Task<Result<Loaded>> load_for(AccountId account, Mail const& mail);
    net::Task<Result<void>> judge_and_commit(store::Tenure tenure, Talks talks, store::Step step);
    net::Task<Result<void>> judge_anew(store::Tenure tenure);
    net::Task<Result<std::vector<ConversationId>>> all_waiting(AccountId account);
    net::Task<Result<void>> pass_deadlines(store::Tenure tenure, std::vector<ConversationId> ids);
    net::Task<Result<void>> climb(store::Tenure tenure, std::vector<IncidentId> ids);
    net::Task<Result<void>> commit(store::Tenure tenure, store::Step step);

    void follow(std::string const& key, std::optional<alert::Trouble> const& trouble,
                std::string_view now_it_is, Cases& cases, store::Step& step) const;
    void judge(store::Versioned<care::Conversation> talk, Cases& cases, store::Step& step);
    /// Once: what has been said within a day, by this process or another.
    net::Task<Result<void>> recall_day(AccountId account);
    /// Tells storms that have grown, and ends those that have calmed.
    net::Task<Result<void>> follow_surges(store::Tenure tenure);
    net::Task<Result<void>> recall_storms(AccountId account);
    /// Replies of this talk with which the same words have gone round (B10), and that nobody has told yet.
    std::vector<care::Risk> canned_in(care::Conversation const& talk, care::Standing const& standing);

    World world_;
    Rules rules_;
    std::string policy_id_;
    std::string
        judged_under_;  ///< the policy, and language, by which every open conversation has been judged
    /// Open incidents that say already what others would, as of the step that has been kept last.
    net::Task<Result<void>> recall_burning(AccountId account);
    void learn_from(alert::Incident const& incident);

    using Wanted = std::function<bool(alert::Incident const&)>;
    /// Those that are not resolved, read page by page.
    net::Task<Result<std::vector<alert::Incident>>> open_ones(AccountId account, Wanted wanted);
    /// Takes an incident's step now if it is `still` so when it is read again; whether it was.
    net::Task<Result<bool>> step_now(store::Tenure tenure, IncidentId id, Wanted still);
    net::Task<Result<void>> look_at_held(store::Tenure tenure);

    /// The incidents of these keys that ended a moment ago, by key.
    net::Task<Result<Cases>> lately_ended(AccountId account, std::vector<std::string> keys);

    struct End {
        IncidentId id;
        TimePoint at{};
    };
    std::unordered_map<std::string, End> ends_;  ///< of the last minutes, by key
    bool burning_recalled_ = false;
    std::optional<Span> began_;  ///< steady time at which this process has first looked
    care::Surges surges_;
    std::deque<care::Surge> storms_;  ///< to be told
    std::deque<WeiboId> calmed_;      ///< to be ended
    care::Canned canned_;
    bool day_recalled_ = false;  ///< what was said before this process began is in it
    bool sees_all_ = true;
};

/// An incident's next form with its notices, to be kept.
store::Step step_of(alert::Outcome outcome, std::uint32_t version);

}  // namespace rw::app
