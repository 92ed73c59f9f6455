#include "app/daemon_parts.hpp"

#include "core/log.hpp"
#include "notify/ack_link.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace rw::app {
namespace {

net::Proxy proxy_of(std::string const& text) {
    net::Proxy proxy;
    auto const colon = text.rfind(':');
    if (colon == std::string::npos) return proxy;
    proxy.host = text.substr(0, colon);
    std::from_chars(text.data() + colon + 1, text.data() + text.size(), proxy.port);
    return proxy;
}

Rules rules_of(config::Config const& config, config::Account const& account) {
    Rules rules;
    rules.brand.account = account.name;
    rules.brand.main = account.uid;
    rules.policy = policy_of(config, account);
    rules.alerts = config.policy;
    rules.claims_last = config.daemon.claim_lasts;
    rules.brand.staff.insert(account.uid);
    rules.brand.staff.insert(account.staff_uids.begin(), account.staff_uids.end());
    rules.executives.insert(account.executive_uids.begin(), account.executive_uids.end());
    rules.brand.staff.insert(account.executive_uids.begin(), account.executive_uids.end());
    return rules;
}

/// The address is shared by every daemon that reaches Weibo from it: by the same proxy, or from this host.
store::Payer address_of(config::Config const& config) {
    std::array<char, 256> host{};
    [[maybe_unused]] auto const known = gethostname(host.data(), host.size() - 1);
    auto const& proxy = config.weibo.proxy;
    return {"ip/" + (proxy.empty() ? std::string{host.data()} : proxy), {config.weibo.quota_ip_hour, 0}};
}

Watch::Settings watch_settings(config::Config const& config, config::Account const& account) {
    Watch::Settings settings;
    for (auto const& name : account.lists) {
        if (auto const list = weibo::parse_list(name)) settings.lists.push_back(*list);
    }
    settings.tokens.account = account.name;
    settings.tokens.uid = account.uid;
    settings.tokens.staff = account.staff_uids;
    settings.tokens.staff.insert(settings.tokens.staff.end(), account.executive_uids.begin(),
                                 account.executive_uids.end());
    settings.tokens.tokens = account.tokens;
    settings.tokens.limits = {config.weibo.quota_user_hour, config.weibo.quota_user_day};
    settings.tokens.address = address_of(config);
    if (!config.weibo.app_key.empty()) settings.tokens.application = {"app/" + config.weibo.app_key, {}};
    settings.tokens.address_share =
        1.0 / static_cast<double>(std::max<std::size_t>(config.accounts.size(), 1));
    settings.tokens.biz = account.biz;
    settings.fan_service = account.fan_service;
    settings.min_interval = config.weibo.min_interval;
    settings.blind_after = config.weibo.blind_after;
    settings.reading.overlap = config.weibo.overlap;
    settings.reading.cold_start = config.weibo.cold_start;
    return settings;
}

PushDesk::Settings push_settings(config::Config const& config) {
    PushDesk::Settings settings;
    settings.app_secret = config.weibo.app_secret;
    for (auto const& account : config.accounts) {
        if (account.fan_service) settings.lines.push_back({account.name, account.uid});
    }
    return settings;
}

web::Users users_of(std::vector<config::User> const& named) {
    std::vector<web::User> users;
    for (auto const& user : named) {
        users.push_back({user.hash, user.name, web::parse_role(user.role).value_or(web::Role::none)});
    }
    return web::Users{std::move(users)};
}

web::Gate::Settings gate_settings(Parts const& parts) {
    web::Gate::Settings settings;
    settings.clock = parts.clock.get();
    settings.keys = [&parts]() -> net::SigningKeys const& { return parts.shared->keys(); };
    settings.secure = parts.config.http.public_url.starts_with("https://");
    settings.rate = static_cast<double>(parts.config.http.rate);
    return settings;
}

PageApi::Facts facts_of(Parts const& parts) {
    auto const& daemon = parts.config.daemon;
    return {parts.surroundings.version, daemon.instance, daemon.language, daemon.timezone.name(),
            parts.config.weibo.quota_user_day};
}

notify::Dispatcher::Settings dispatcher_settings(Parts const& parts) {
    auto const& config = parts.config;
    notify::Dispatcher::Settings settings;
    for (auto const& channel : config.channels) {
        settings.channels.push_back({channel.name, channel.type, channel.url, channel.secret, channel.keyword,
                                     channel.from, channel.to, channel.fallback, config.policy.language});
        for (auto const& robot : channel.robots)
            settings.channels.back().robots.push_back({robot.url, robot.secret});
    }
    settings.people = config.policy.people;
    settings.public_url = config.http.public_url;
    settings.ack_link = [&parts](alert::Notice const& notice, std::string const& person) {
        auto const ends = parts.clock->now() + notify::AckClaim::lasts;
        return notify::ack_link(parts.shared->keys(), {notice.incident, notice.id, person, ends});
    };
    return settings;
}

Result<void> make_redis(Parts& parts) {
    store::RedisSettings settings;
    settings.password = parts.config.redis.password;
    if (parts.config.redis.url == "embedded:") {
        parts.embedded = std::make_unique<store::EmbeddedRedis>(*parts.clock, parts.config.daemon.state_dir);
        auto const prepared = parts.embedded->prepare();
        if (!prepared) return prepared.error();
        settings.address.where.unix_socket = true;
        settings.address.where.host = parts.embedded->socket();
        settings.starts_within = 3s;
    } else {
        auto address = store::parse_redis_url(parts.config.redis.url);
        if (!address) return address.error();
        settings.address = *std::move(address);
    }
    store::Keys const keys{parts.config.redis.prefix};
    parts.redis = std::make_unique<store::Redis>(*parts.loop, *parts.local_dialer, *parts.clock, parts.meters,
                                                 settings);
    parts.ledger = std::make_unique<store::RedisLedger>(*parts.redis, keys);
    parts.quota = std::make_unique<store::RedisQuotaLedger>(*parts.redis, keys);
    return {};
}

Result<void> make_weibo(Parts& parts) {
    auto const api = net::parse_url(parts.config.weibo.api_url);
    auto const remind = net::parse_url(parts.config.weibo.remind_url);
    auto const biz = net::parse_url(parts.config.weibo.biz_url);
    if (!api || !remind || !biz)
        return Failure{Fault::bad_input, "weibo.api_url, remind_url and biz_url must be http(s) addresses"};
    parts.http = std::make_unique<net::HttpClient>(*parts.dialer, *parts.clock);
    parts.weibo = std::make_unique<weibo::Client>(*parts.http, *parts.clock,
                                                  weibo::Client::Settings{*api, *remind, *biz});
    return {};
}

void make_seats(Parts& parts) {
    parts.office = std::make_unique<Office>(*parts.ledger, *parts.ledger, *parts.ledger);
    store::Keys const keys{parts.config.redis.prefix};
    for (auto const& account : parts.config.accounts) {
        auto const wake = [&parts] { parts.dispatcher->wake(); };
        Desk desk{{*parts.ledger, *parts.ledger, *parts.ledger, *parts.clock, parts.meters, wake},
                  rules_of(parts.config, account)};
        store::Lease lease{
            *parts.redis, *parts.clock, keys, account.name, {parts.config.daemon.instance, 15s}};
        auto seat = std::make_unique<Seat>(account.name, std::move(desk), std::move(lease));
        seat->lists = account.lists;
        seat->holder = parts.config.daemon.instance;
        Watch::World const world{*parts.weibo,  *parts.ledger, *parts.ledger, *parts.ledger,
                                 *parts.ledger, *parts.quota,  *parts.clock,  parts.meters};
        parts.watches.push_back(std::make_unique<Watch>(world, *seat, watch_settings(parts.config, account)));
        parts.office->seats().push_back(std::move(seat));
    }
}

Watch& watch_of(Parts& parts, Seat& seat) {
    auto& seats = parts.office->seats();
    auto const found = std::ranges::find(seats, &seat, &std::unique_ptr<Seat>::get);
    return *parts.watches[static_cast<std::size_t>(found - seats.begin())];
}

Api::Reach reach_of(Parts& parts) {
    Api::Reach reach;
    reach.not_ready = [&parts] { return not_ready_because(parts); };
    reach.poll = [&parts](Seat& seat, std::string const& list) {
        auto const asked = watch_of(parts, seat).ask_for(list);
        seat.look.ring();
        return asked;
    };
    reach.read_post = [&parts](Seat& seat, WeiboId post) {
        watch_of(parts, seat).ask_for(post);
        seat.look.ring();
    };
    return reach;
}

AlertApi::Reach reach_alerts(Parts& parts) {
    AlertApi::Reach reach;
    reach.save = [&parts](std::vector<alert::Notice> notices) -> net::Task<Result<void>> {
        auto const saved = co_await parts.outbox->save(std::move(notices));
        if (saved) parts.dispatcher->wake();
        co_return saved;
    };
    reach.try_channel = [&parts](ChannelId channel) {
        return parts.dispatcher->try_channel(std::move(channel));
    };
    return reach;
}

void make_page(Parts& parts) {
    parts.trail = std::make_unique<store::Trail>(*parts.redis, store::Keys{parts.config.redis.prefix});
    parts.feed = std::make_unique<Feed>(*parts.office, *parts.ledger, *parts.ledger, *parts.clock);
    parts.page_api = std::make_unique<PageApi>(
        PageApi::World{*parts.office, *parts.ledger, *parts.trail, *parts.feed, *parts.router, *parts.loop,
                       *parts.clock, [&parts] { return facts_of(parts); }});
    parts.page_api->add_routes(*parts.router);
    web::add_files(*parts.router, parts.surroundings.pages);
    parts.router->take_witness([&parts](web::Deed deed) { return parts.page_api->witness(std::move(deed)); });
}

}  // namespace

Result<void> make_parts(Parts& parts) {
    parts.meters.set("build_info", {{"version", parts.surroundings.version}}, 1);
    parts.loop = std::make_unique<net::Loop>();
    parts.clock = net::make_real_clock();
    auto dialer = net::make_dialer({parts.config.weibo.ca_file}, proxy_of(parts.config.weibo.proxy));
    if (!dialer) return dialer.error();
    parts.dialer = *std::move(dialer);
    auto local = net::make_dialer({parts.config.weibo.ca_file});
    if (!local) return local.error();
    parts.local_dialer = *std::move(local);
    if (auto made = make_redis(parts); !made) return made;
    if (auto made = make_weibo(parts); !made) return made;
    make_seats(parts);
    parts.cabinet =
        std::make_unique<store::RedisCabinet>(*parts.redis, store::Keys{parts.config.redis.prefix});
    parts.shared = std::make_unique<Shared>(*parts.cabinet, *parts.office, *parts.clock);
    parts.outbox =
        std::make_unique<Outbox>(*parts.ledger, *parts.ledger, [&parts] { return parts.office->tenures(); });
    parts.dispatcher = std::make_unique<notify::Dispatcher>(
        notify::Dispatcher::World{*parts.outbox, *parts.loop, *parts.http, *parts.dialer, *parts.clock,
                                  parts.meters, parts.surroundings.console});
    parts.router = std::make_unique<web::Router>(web::Users{});
    parts.router->add("GET", "/healthz", web::Role::none,
                      [](web::Call) -> net::Task<net::Response> { co_return web::text(200, "alive\n"); });
    parts.api =
        std::make_unique<Api>(*parts.office, *parts.loop, *parts.clock, parts.meters, reach_of(parts));
    parts.api->add_routes(*parts.router);
    parts.alert_api =
        std::make_unique<AlertApi>(*parts.office, *parts.shared, *parts.clock, reach_alerts(parts));
    parts.alert_api->add_routes(*parts.router);
    make_page(parts);
    parts.pushes = std::make_unique<PushDesk>(PushDesk::World{
        *parts.office, *parts.ledger, *parts.ledger, *parts.ledger, *parts.loop, *parts.clock, parts.meters});
    parts.pushes->add_routes(*parts.router);
    parts.server = std::make_unique<net::HttpServer>(
        *parts.loop, *parts.clock,
        [&parts](net::Request request) { return parts.router->handle(std::move(request)); });
    if (auto listens = parts.server->listen(parts.config.http.listen); !listens) return listens;
    return apply(parts);
}

Result<void> apply(Parts& parts) {
    auto const& config = parts.config;
    if (auto taken = parts.dispatcher->configure(dispatcher_settings(parts)); !taken) return taken;
    apply_users(parts, config.http.users);
    parts.router->gate().take_settings(gate_settings(parts));
    parts.pushes->take_settings(push_settings(config));
    auto& seats = parts.office->seats();
    for (std::size_t i = 0; i < seats.size(); ++i) {
        auto const found = std::ranges::find(config.accounts, seats[i]->account, &config::Account::name);
        if (found == config.accounts.end()) continue;
        seats[i]->desk.take_rules(rules_of(config, *found));
        seats[i]->lists = found->lists;
        parts.watches[i]->take_settings(watch_settings(config, *found));
    }
    return {};
}

void apply_users(Parts& parts, std::vector<config::User> const& users) {
    parts.router->gate().take_users(users_of(users));
    parts.feed->dismiss();  // who is no user any more hears nothing more
}

std::vector<std::string> not_ready_because(Parts const& parts) {
    std::vector<std::string> reasons;
    if (parts.stopping) reasons.emplace_back("the daemon is ending");
    if (!parts.redis->connected()) reasons.push_back("Redis does not answer: " + parts.redis->trouble());
    if (parts.redis->connected() && !parts.redis_checked)
        reasons.emplace_back("Redis has not been examined yet");
    if (parts.redis_checked && parts.shared->keys().empty())
        reasons.emplace_back("the keys that sign sessions and links are not here yet");
    for (auto const& seat : parts.office->seats()) {
        bool const followed = !seat->holder.empty() && seat->holder != parts.config.daemon.instance;
        if (!seat->lease.tenure() && !followed)
            reasons.push_back("nobody works for account " + seat->account.text() + " yet");
    }
    return reasons;
}

}  // namespace rw::app
