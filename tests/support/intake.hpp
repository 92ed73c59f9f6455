// Brands on a simulated Weibo, read by real watches under a clock moved by hand; what is kept is kept in
// memory, or in a real Redis.
#pragma once

#include "app/watch.hpp"
#include "net/http_client.hpp"
#include "support/blocking_ledger.hpp"
#include "support/manual_clock.hpp"
#include "support/memory_ledger.hpp"
#include "support/memory_quota_ledger.hpp"
#include "support/memory_stream.hpp"
#include "support/sim_dialer.hpp"
#include "weibo-sim/play.hpp"

#include <memory>
#include <string>
#include <vector>

namespace rw::test {

class Intake {
public:
    struct Settings {
        std::string scenario;                ///< TOML
        RedisServer const* redis = nullptr;  ///< where everything is kept but the quota; none: in memory
        store::QuotaLimits limits{0, 100};
        bool fan_service = false;
        bool biz = false;
        Span min_interval = 180s;
        Span look_most = 30s;
        std::vector<weibo::List> lists{weibo::List::mentions, weibo::List::comments_to_me,
                                       weibo::List::comment_mentions, weibo::List::by_me};
    };
    explicit Intake(Settings settings);
    ~Intake();

    void advance(Span span) { clock.advance(*loop_, span); }
    /// Another daemon takes the leases. The old one goes on until it is told that it is late.
    void take_over();

    struct Brand {
        AccountId account;
        Uid uid;
        std::unique_ptr<app::Seat> seat;
        std::unique_ptr<app::Watch> watch;
    };
    std::vector<Brand>& brands() { return brands_; }
    Brand& brand() { return brands_.front(); }
    alert::Incident const* open_incident(std::string const& key);
    void report(alert::Trouble trouble);
    void add_hint(AccountId account, store::Hint hint);
    std::size_t hints_left(AccountId account);
    bool was_seen(AccountId const& account, WeiboId id);
    /// All that is kept of an account.
    std::vector<care::Conversation> conversations(AccountId const& account);

    ManualClock clock{from_rfc3339("2026-11-22T16:00:00Z").value()};  // a Monday's midnight in Beijing
    MemoryLedger ledger;
    MemoryQuotaLedger quota;
    sim::Play play;
    SimDialer dialer;

private:
    template <class Keeper>
    void start(Keeper& keeper);
    void start();
    app::Watch::Settings watch_settings(sim::BrandPart const& part) const;
    static net::Task<void> live(Intake& intake, std::size_t brand, store::Tenure tenure);

    Settings settings_;
    std::unique_ptr<BlockingLedger> kept_;  ///< in Redis
    sim::Scenario scenario_;
    net::HttpClient http_{dialer, clock};
    weibo::Client weibo_;
    Meters meters_;
    ScriptedDialer no_redis_{clock, {}};
    std::unique_ptr<store::Redis> redis_;  ///< never asked: a lease wants to know one
    std::vector<Brand> brands_;
    std::vector<Brand> past_;  ///< what the daemons before were made of: they may still be at work
    std::unique_ptr<net::Loop> loop_;
};

}  // namespace rw::test
