// Which list to read next: told what was read, counted and spent, it answers what to ask and when. Spends a
// small budget where a call saves most waiting, and says why (polling.md 3).
#pragma once

#include "care/arrivals.hpp"
#include "care/counter.hpp"
#include "care/price.hpp"
#include "core/time.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw::care {

/// A list of the platform, or one post's comments or reposts.
struct Source {
    std::string name;
    double weight = 1;     ///< what a second of waiting of one of its items counts
    bool answers = false;  ///< holds answers: of what is due it comes first, lest questions seem unanswered
    bool counted = false;  ///< the platform keeps an unread counter of it
    Span floor = 180s;     ///< never read more often (`min_interval`)
    Span ceiling = 24h;    ///< read at least so often while calls are left
    double first_rate = 1.0 / 3600;        ///< items a second until something is known
    std::optional<TimePoint> since{};      ///< never read yet: unread since then; nothing: it is read at once
    bool closed = false;                   ///< nobody may read it at present; what is known of it is kept
    std::shared_ptr<Rates const> known{};  ///< instead of learning: for those who know
};

/// Why a list is read now.
enum class Motive : std::uint8_t {
    asked,      ///< a person wants it
    first,      ///< it has never been read
    announced,  ///< the counter says that enough waits
    expected,   ///< enough is expected to wait
    spare,      ///< calls are left over: better read once more than wasted
    overdue,    ///< the ceiling has come
};
std::string_view to_text(Motive motive);

struct Choice {
    std::string source;
    Motive motive = Motive::expected;
};

/// What one reading brought.
struct Read {
    TimePoint at{};                ///< when it began: what was visible then has been read
    std::vector<TimePoint> times;  ///< when its new items were written
    bool complete = true;          ///< the list was read through
};

/// The plan for one list, in numbers for people.
struct Plan {
    std::string source;
    double per_hour = 0;  ///< items expected now
    double weight = 1;
    bool counted = false;  ///< its counter is trusted now
    double waiting = 0;    ///< announced since the last reading
    std::optional<TimePoint> read_at;
    std::optional<TimePoint> quiet_at;  ///< a trusted counter said then that nothing new has come since
    std::optional<TimePoint> next_at;   ///< if nothing is announced before
    Span every{0};                      ///< between two readings at this price
    Span mean_delay{0};                 ///< from visible to read that this quota allows, on average
};

class Pacer {
public:
    struct Settings {
        Span offset = 8h;       ///< local time minus UTC
        Span look_most = 30s;   ///< the counters are asked at least so often …
        Span look_least = 10s;  ///< … and at most so often
    };
    explicit Pacer(Settings settings) : settings_{settings} {}
    void take_settings(Settings settings) { settings_ = settings; }

    /// The lists that there are. What is known of one that stays is kept; one that is gone is forgotten.
    void take_sources(std::vector<Source> sources);
    /// What may be spent, and until when.
    void take_budgets(std::vector<Budget> budgets) { budgets_ = std::move(budgets); }

    /// A look at the counter of a list.
    void counted(std::string_view source, std::int64_t count, TimePoint now);
    void read(std::string_view source, Read const& read);
    /// An earlier process had read it at that time.
    void resume(std::string_view source, TimePoint read_at);
    /// A person wants it read now (`replywatch poll now`).
    void ask_for(std::string_view source);
    /// It is not read before `until`, whoever wants it: it could not be.
    void put_off(std::string_view source, TimePoint until);
    /// What was put off may be read again: the platform answers.
    void let_go(TimePoint now);

    /// The list to read now, if there is one.
    std::optional<Choice> choose(TimePoint now);
    /// How long after a look the counters are to be looked at again.
    Span look_again() const { return look_every_; }
    /// How long nothing can become due, if nothing is announced meanwhile; at most `look_again`.
    Span idle(TimePoint now) const;
    /// Seconds of waiting that a call must save at present.
    double price() const { return price_; }
    std::vector<Plan> plan(TimePoint now) const;

    /// What has been learnt of a list, for the next process.
    std::string pack(std::string_view source) const;
    void unpack(std::string_view source, std::string_view packed);

private:
    struct State {
        Source source;
        Arrivals arrivals;
        Counter counter;
        std::optional<TimePoint> read_at;
        TimePoint not_before{};
        bool asked = false;
        /// When it was read last, or has waited to be read since.
        std::optional<TimePoint> read_or_since() const { return read_at ? read_at : source.since; }
        Rates const& rates() const { return source.known ? *source.known : arrivals; }
    };
    Demand demand_of(State const& state, TimePoint now) const;
    void solve(TimePoint now);
    /// How pressing the reading of a list is: from 1 on it is due.
    struct Pressure {
        double urgency = 0;
        Motive motive = Motive::expected;
    };
    Pressure pressure(State const& state, TimePoint now) const;
    Pressure announced(State const& state, TimePoint now) const;

    Settings settings_;
    std::map<std::string, State, std::less<>> states_;
    std::vector<Budget> budgets_;
    double price_ = 0;
    double blind_price_ = 0;  ///< what it would be without counters
    Span sweep_every_ = 24h;  ///< what is left over reads quiet lists too, so that no call is wasted
    TimePoint solved_at_{};
    Span look_every_ = 30s;
};

}  // namespace rw::care
