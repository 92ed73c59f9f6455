// The dispatcher over real sockets, with a robot and a receiver on the other side, under a clock moved by
// hand.
#pragma once

#include "net/http_client.hpp"
#include "notify/deliver.hpp"
#include "support/dingtalk_stand_in.hpp"
#include "support/loopback_server.hpp"
#include "support/manual_clock.hpp"
#include "support/memory_outbox.hpp"
#include "support/webhook_stand_in.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace rw::test {

inline std::string const robot_token = "5c1e00d3a7b94f6e";
inline std::string const robot_secret = "SECfor-tests-only-0123456789";
inline std::string const webhook_key = "twenty-four bytes of key";
inline std::string const webhook_secret = "whsec_dHdlbnR5LWZvdXIgYnl0ZXMgb2Yga2V5";
inline ChannelId const group{"ops-group"};
inline ChannelId const receiver{"pager"};

class PostOffice {
public:
    PostOffice();
    ~PostOffice();
    PostOffice(PostOffice const&) = delete;
    PostOffice& operator=(PostOffice const&) = delete;

    /// Puts one notice about one incident into the outbox, due now; its title names `第NNN位`.
    NoticeId put(ChannelId const& channel, int number, care::Level level = care::Level::orange);
    /// Lets time pass; what is begun on the wire is finished in between.
    void advance(Span span);
    /// Runs the sockets, without letting time pass, until `enough` holds.
    void run_until(std::function<bool()> const& enough);
    /// The process dies where it stands, and another begins with what is stored.
    void restart();
    /// From now on it is another daemon beside this one, with its own notices: they use the same robots.
    void share_robots(PostOffice& other);

    std::vector<DingTalkStandIn::Message> const& shown() const { return dingtalk.shown(robot_token); }
    std::string state(NoticeId const& id) const { return std::string{to_text(outbox.notice(id).state)}; }

    ManualClock clock;
    MemoryOutbox outbox;
    DingTalkStandIn dingtalk;
    WebhookStandIn webhook{webhook_key};
    std::string secret_in_use = robot_secret;
    alert::Fallback robot_fallback;  ///< of the group's robot, from the next start on
    std::string token_in_use = robot_token;
    std::vector<std::string> more_tokens;  ///< of further robots of the group, from the next start on
    std::vector<std::string> log;          ///< every line with all its fields
    Meters meters;
    net::Loop loop;
    std::unique_ptr<LoopbackServer> robot_server;
    std::unique_ptr<LoopbackServer> webhook_server;
    std::unique_ptr<notify::Dispatcher> dispatcher;

private:
    void start();

    DingTalkStandIn* robots_ = &dingtalk;

    std::ostringstream console_;
    std::unique_ptr<net::Dialer> dialer_ = net::make_dialer({}).value();
    std::unique_ptr<net::HttpClient> client_;
};

/// How many incidents a message names, and how many more it only counts.
struct Told {
    std::vector<int> named;
    int counted = 0;
};
Told told_in(std::string const& text);

}  // namespace rw::test
