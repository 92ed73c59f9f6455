// Reads one account's lists into its inbox, at a fixed pace within the quota, and says when it cannot see.
#pragma once

#include "app/office.hpp"
#include "core/meters.hpp"
#include "net/clock.hpp"
#include "store/ledger.hpp"
#include "weibo/client.hpp"
#include "weibo/quota.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rw::app {

/// Spent calls are remembered across restarts, so that a restart never overdraws.
class QuotaBook {
public:
    virtual ~QuotaBook() = default;
    virtual net::Task<Result<std::string>> load_quota(std::string name) = 0;
    virtual net::Task<Result<void>> save_quota(std::string name, std::string packed) = 0;
};

/// What one token is, and how it stands.
struct Token {
    std::string name;  ///< `yunzhi/1`: for people; the token itself is never shown
    Secret secret;
    weibo::Quota quota;
    bool quota_known = false;  ///< read from the book and compared with the platform
    std::string dead;          ///< why it cannot be used any more; empty while it can
};

class Watch {
public:
    struct World {
        weibo::Client& weibo;
        store::Inbox& inbox;
        QuotaBook& book;
        net::Clock& clock;
        Meters& meters;
        weibo::Quota& address_quota;  ///< of our IP address: all accounts share it
    };
    struct Settings {
        Uid uid;
        std::vector<weibo::List> lists;
        std::vector<Secret> tokens;
        bool biz = false;  ///< they may use the commercial endpoints
        weibo::Quota::Limits limits;
        Span min_interval = 180s;  ///< no list is read more often
        Span blind_after = 20min;
        weibo::Reading::Settings reading;
    };
    Watch(World world, Seat& seat, Settings settings);

    void take_settings(Settings settings);
    /// One round: the counters, then every list whose time has come. Gives how long to wait before the next.
    net::Task<Span> round(store::Tenure tenure);

private:
    struct Pace {
        TimePoint next{};        ///< not before
        int failures = 0;        ///< in a row
        bool news = false;       ///< a counter of the platform has moved since the last read
        bool forbidden = false;  ///< the platform refuses this list to our application
        std::optional<weibo::ListPosition> position;
    };

    net::Task<Result<void>> load_positions();
    net::Task<void> look_at_counters();
    net::Task<void> read(store::Tenure tenure, weibo::List list);
    net::Task<Result<void>> keep(store::Tenure tenure, weibo::List list, weibo::ListAnswer page,
                                 weibo::Reading const& reading);
    net::Task<void> know_quota(Token& token);
    net::Task<void> know_quotas();
    void not_kept(Pace& pace, Failure const& why);
    net::Task<void> spend(Token& token);
    net::Task<void> tell_troubles(store::Tenure tenure);
    net::Task<void> tell(store::Tenure tenure, alert::Trouble trouble, bool holds);

    Token* usable_token();
    Span pace_of_sweep() const;
    bool may_read_for_news(Token const& token) const;
    bool is_due(weibo::List list) const;
    void failed(weibo::List list, Token& token, weibo::Trouble const& trouble);
    void read_well(weibo::List list, std::optional<TimePoint> completed);

    World world_;
    Seat& seat_;
    Settings settings_;
    std::vector<Token> tokens_;
    std::map<weibo::List, Pace> paces_;
    std::optional<weibo::UnreadCounts> counters_;
    TimePoint started_at_{};
    TimePoint counters_at_{};
    std::map<std::string, bool> told_;  ///< troubles by key, as the desk knows them
};

}  // namespace rw::app
