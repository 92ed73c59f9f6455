// The parts of a running daemon, in the order in which they are made; they are taken down in the opposite
// one.
#pragma once

#include "app/alert_api.hpp"
#include "app/api.hpp"
#include "app/daemon.hpp"
#include "app/office.hpp"
#include "app/outbox.hpp"
#include "app/page_api.hpp"
#include "app/push_desk.hpp"
#include "app/shared.hpp"
#include "app/watch.hpp"
#include "net/http_client.hpp"
#include "net/http_server.hpp"
#include "net/loop.hpp"
#include "notify/deliver.hpp"
#include "store/embedded.hpp"
#include "store/redis_ledger.hpp"
#include "store/redis_quota_ledger.hpp"
#include "web/router.hpp"

#include <memory>
#include <vector>

namespace rw::app {

struct Parts {
    config::Config config;
    Surroundings surroundings;
    Meters meters;
    std::unique_ptr<net::Clock> clock;
    std::unique_ptr<net::Dialer> dialer;
    std::unique_ptr<net::Dialer> local_dialer;  ///< to Redis: never through a proxy
    std::unique_ptr<store::EmbeddedRedis> embedded;
    std::unique_ptr<store::Redis> redis;
    std::unique_ptr<store::RedisLedger> ledger;
    std::unique_ptr<store::RedisQuotaLedger> quota;
    std::unique_ptr<net::HttpClient> http;
    std::unique_ptr<weibo::Client> weibo;
    std::unique_ptr<Office> office;
    std::vector<std::unique_ptr<Watch>> watches;  ///< one a seat, in the same order
    std::unique_ptr<store::RedisCabinet> cabinet;
    std::unique_ptr<Shared> shared;
    std::unique_ptr<Outbox> outbox;
    std::unique_ptr<notify::Dispatcher> dispatcher;
    std::unique_ptr<web::Router> router;
    std::unique_ptr<Api> api;
    std::unique_ptr<AlertApi> alert_api;
    std::unique_ptr<store::Trail> trail;
    std::unique_ptr<Feed> feed;
    std::unique_ptr<PageApi> page_api;
    std::unique_ptr<PushDesk> pushes;
    std::unique_ptr<net::HttpServer> server;
    std::unique_ptr<net::Loop> loop;  ///< last, so that its tasks end before what they refer to
    net::Bell ending;
    bool redis_checked = false;
    /// Work may begin: Redis is sound, and links and sessions can be signed.
    bool may_begin() const { return redis_checked && !shared->keys().empty(); }
    bool stopping = false;

    Parts(config::Config c, Surroundings s) : config{std::move(c)}, surroundings{std::move(s)} {}
};

/// Makes everything that needs no waiting. Fails with words when the configuration names what cannot be.
Result<void> make_parts(Parts& parts);
/// Gives every part the configuration in force; also after a reload.
Result<void> apply(Parts& parts);
/// Lets these be the users; also after their file has changed.
void apply_users(Parts& parts, std::vector<config::User> const& users);
std::vector<std::string> not_ready_because(Parts const& parts);

}  // namespace rw::app
