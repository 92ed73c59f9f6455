#include "app/daemon.hpp"

#include "app/daemon_parts.hpp"
#include "app/overseer.hpp"
#include "app/system_words.hpp"
#include "config/named_file.hpp"
#include "core/log.hpp"
#include "store/start_checks.hpp"

#include <algorithm>
#include <csignal>

namespace rw::app {
namespace {

constexpr Span longest_nap = 1s;
constexpr Span shortest_nap = 1ms;
constexpr Span lease_beat = 5s;
constexpr Span check_beat = 10s;
constexpr Span hold_on = 250ms;
constexpr Span longest_first_look = 10s;
constexpr Span first_overview = 1min;
constexpr Span overview_again = 10min;
constexpr int most_of_the_time = 200;  // is for other work: the overview takes at most one part in so many

net::Task<void> end(Parts& parts);

/// Keeps the lease of one account, and lets go of it at the end.
net::Task<void> keep_lease(Parts& parts, Seat& seat) {
    while (!parts.stopping) {
        if (parts.may_begin()) {
            bool const held_before = seat.lease.tenure().has_value();
            auto const held = co_await seat.lease.hold();
            if (!held)
                log::warn("lease.unsure", {{"account", seat.account.text()}, {"why", held.error().doing}});
            if (held) seat.holder = *held ? parts.config.daemon.instance : "another daemon";
            bool const gained = held && *held && !held_before;
            if (gained) seat.held_since = parts.clock->steady();
            if (gained) seat.look.ring();
            if (held && *held) seat.work.ring();
        }
        auto const nap = seat.lease.tenure() ? lease_beat : hold_on;
        co_await parts.ending.wait(*parts.clock, nap);
    }
}

void tell_failure(Seat const& seat, Failure const& failure) {
    if (failure.kind == Fault::stopped) return;  // we are ending: that is why
    log::warn("desk.failed", {{"account", seat.account.text()}, {"why", failure.doing}});
}

/// Works on what arrives and on what falls due, for one account.
net::Task<void> keep_working(Parts& parts, Seat& seat) {
    while (!parts.stopping) {
        auto nap = longest_nap;
        if (auto const tenure = seat.lease.tenure()) {
            auto const cleared = co_await seat.desk.clear_inbox(*tenure);
            if (!cleared) tell_failure(seat, cleared.error());
            // Before the first look every deadline that passed while nobody was there would be told, answered
            // or not. A watch that cannot look does not hold them back for long.
            auto const waited = parts.clock->steady() - seat.held_since;
            Result<std::optional<TimePoint>> next = std::optional<TimePoint>{};
            if (seat.looked || waited > longest_first_look) next = co_await seat.desk.keep_time(*tenure);
            if (!next) tell_failure(seat, next.error());
            if (next) seat.worked_at = parts.clock->steady();
            bool const fenced = (!cleared && cleared.error().kind == Fault::conflict) ||
                                (!next && next.error().kind == Fault::conflict);
            if (fenced) seat.lease.lost();
            if (next && *next) nap = std::clamp(**next - parts.clock->now(), shortest_nap, longest_nap);
            if (!cleared || !next) nap = hold_on;
        }
        co_await seat.work.wait(*parts.clock, nap);
    }
}

net::Task<void> keep_watching(Parts& parts, Seat& seat, Watch& watch) {
    while (!parts.stopping) {
        auto nap = hold_on;
        if (auto const tenure = seat.lease.tenure()) {
            nap = co_await watch.round(*tenure);
        } else {
            watch.stand_by();
        }
        co_await seat.look.wait(*parts.clock, nap);
    }
}

/// Tells about what concerns the daemon itself; said to the first account, whose people hear of it.
net::Task<void> tell_daemon(Parts& parts, std::string key, std::string why, bool holds) {
    if (parts.office->seats().empty()) co_return;
    auto& seat = *parts.office->seats().front();
    auto const tenure = seat.lease.tenure();
    if (!tenure) co_return;
    Audience const to{seat.account, seat.desk.rules().alerts.language};
    if (!holds) {
        auto const end = to_words(Over::well_again, to.language);
        [[maybe_unused]] auto const done = co_await seat.desk.relieve(*tenure, std::move(key), end);
        co_return;
    }
    auto trouble = daemon_trouble(to, std::move(key), std::move(why));
    [[maybe_unused]] auto const done = co_await seat.desk.report(*tenure, std::move(trouble));
}

/// Examines Redis before the first use and from time to time after it; a refusal ends the daemon.
net::Task<void> keep_checking(Parts& parts, Ended& ended) {
    store::Keys const keys{parts.config.redis.prefix};
    std::string told;
    std::int64_t late_fsyncs = 0;
    while (!parts.stopping) {
        auto nap = hold_on;
        if (parts.redis->connected()) {
            auto const found = co_await store::check_server(*parts.redis, keys, late_fsyncs);
            if (found && !found->refusals.empty()) {
                for (auto const& why : found->refusals)
                    log::error("redis.refused", {{"why", why}});
                ended = Ended::bad_setup;
                parts.loop->spawn("end", end(parts));
                co_return;
            }
            if (found) {
                late_fsyncs = found->late_fsyncs;
                parts.redis_checked = true;
                nap = check_beat;
                auto const why = redis_risks(found->warnings, parts.config.policy.language);
                if (why != told) log::warn("redis.risky", {{"why", why}});
                co_await tell_daemon(parts, "daemon/redis", why, !why.empty());
                told = why;
            }
        }
        co_await parts.clock->sleep(nap);
    }
}

/// A channel that refuses for good is a trouble of its own, told through the others (contract 6).
net::Task<void> keep_channels(Parts& parts) {
    while (!parts.stopping) {
        for (auto const& [channel, why] : parts.dispatcher->take_misconfigured()) {
            if (parts.office->seats().empty()) break;
            auto& seat = *parts.office->seats().front();
            auto const tenure = seat.lease.tenure();
            if (!tenure) continue;
            Audience const to{seat.account, seat.desk.rules().alerts.language};
            auto trouble = undelivered_trouble(to, channel, why);
            log::error("channel.refused", {{"channel", channel.text()}, {"why", why}});
            [[maybe_unused]] auto const done = co_await seat.desk.report(*tenure, std::move(trouble));
        }
        co_await parts.clock->sleep(longest_nap);
    }
}

/// Silences and keys that other daemons share with this one.
net::Task<void> keep_sharing(Parts& parts) {
    constexpr Span look_again = 2s;
    constexpr Span soon = 50ms;
    while (!parts.stopping) {
        auto nap = soon;
        if (parts.redis_checked) {
            auto const looked = co_await parts.shared->refresh();
            if (!looked) log::warn("shared.unread", {{"why", looked.error().doing}});
            nap = looked ? look_again : hold_on;
        }
        co_await parts.ending.wait(*parts.clock, nap);
    }
}

net::Task<void> keep_counting(Parts& parts) {
    constexpr Span beat = 2s;
    while (!parts.stopping) {
        if (parts.redis_checked) co_await parts.api->count();
        co_await parts.ending.wait(*parts.clock, beat);
    }
}

/// Users come and go without a restart: their file is read again when it has changed.
net::Task<void> keep_users(Parts& parts) {
    constexpr Span look_again = 2s;
    std::string seen;
    while (!parts.stopping) {
        auto const& path = parts.config.http.users_path;
        auto const mark = path.empty() ? std::string{} : config::file_mark(path);
        if (!seen.empty() && mark != seen && !mark.empty()) {
            auto const users = config::read_users(path);
            if (users) {
                apply_users(parts, *users);
                log::info("users.read", {{"users", users->size()}});
            } else {
                log::error("users.refused", {{"why", users.error().doing}});
            }
        }
        seen = mark;
        co_await parts.ending.wait(*parts.clock, look_again);
    }
}

/// Whether everything works that has to, so that people hear of what burns; else why not.
std::vector<std::string> not_well_because(Parts const& parts) {
    constexpr Span longest_silence = 1min;
    auto reasons = not_ready_because(parts);
    auto const now = parts.clock->steady();
    for (auto const& seat : parts.office->seats()) {
        if (!seat->lease.tenure()) continue;
        auto const since = std::max(seat->worked_at, seat->held_since);
        if (now - since > longest_silence)
            reasons.push_back("deadlines of " + seat->account.text() +
                              " have not been looked at for a minute");
        if (!seat->audited_well) reasons.push_back("steps of " + seat->account.text() + " were late");
    }
    if (now - parts.dispatcher->looked_at() > longest_silence)
        reasons.emplace_back("the outbox has not been looked at for a minute");
    return reasons;
}

/// Checks that every open incident climbs, and says when one did not.
net::Task<void> keep_auditing(Parts& parts, Seat& seat) {
    constexpr Span beat = 1min;
    while (!parts.stopping) {
        co_await parts.ending.wait(*parts.clock, beat);
        auto const tenure = seat.lease.tenure();
        if (!tenure || parts.stopping || !seat.looked) continue;
        auto const late = co_await seat.desk.audit(*tenure);
        if (!late) {
            tell_failure(seat, late.error());
            continue;
        }
        seat.audited_well = *late == 0;
        auto const why = steps_were_late(*late, parts.config.policy.language);
        co_await tell_daemon(parts, "daemon/auditor", why, *late > 0);
    }
}

/// Pings while all is well: that nothing comes is what pages.
net::Task<void> keep_beating(Parts& parts) {
    constexpr Span beat = 1min;
    constexpr Span first_beat = 5s;
    co_await parts.ending.wait(*parts.clock, first_beat);
    while (!parts.stopping) {
        auto const where = net::parse_url(parts.config.daemon.heartbeat_url);
        auto const reasons = not_well_because(parts);
        if (where && reasons.empty()) {
            net::Request request;
            request.target = where->target;
            auto const answer = co_await parts.http->send(*where, request);
            bool const heard = answer && answer->status >= 200 && answer->status < 300;
            parts.meters.add("heartbeats_total", {{"result", heard ? "heard" : "failed"}});
            if (!heard)
                log::warn("heartbeat.failed", {{"why", answer ? "HTTP " + std::to_string(answer->status)
                                                              : answer.error().doing}});
        } else if (where) {
            log::warn("heartbeat.withheld", {{"why", reasons.front()}});
        }
        co_await parts.ending.wait(*parts.clock, beat);
    }
}

/// Old settled conversations and incidents are forgotten (privacy.retention).
net::Task<void> keep_forgetting(Parts& parts, Seat& seat) {
    constexpr std::size_t at_once = 200;
    while (!parts.stopping) {
        auto nap = Span{1min};
        if (auto const tenure = seat.lease.tenure()) {
            auto const before = parts.clock->now() - parts.config.privacy.retention;
            auto const forgotten = co_await parts.ledger->forget(*tenure, before, at_once);
            if (forgotten && *forgotten > 0) {
                log::info("retention.forgot", {{"account", seat.account.text()}, {"count", *forgotten}});
                nap = longest_nap;
            }
        }
        co_await parts.clock->sleep(nap);
    }
}

/// How the account is doing as a whole; the first look comes once the desk has settled.
net::Task<void> keep_overseeing(Parts& parts, Seat& seat) {
    Overseer overseer{{*parts.ledger, *parts.ledger, *parts.clock, *parts.loop}, seat};
    co_await parts.ending.wait(*parts.clock, first_overview);
    while (!parts.stopping) {
        auto const began = parts.clock->steady();
        auto const tenure = seat.lease.tenure();
        if (tenure && seat.looked) {
            auto const looked = co_await overseer.look(*tenure);
            if (!looked) tell_failure(seat, looked.error());
        }
        auto const spent = parts.clock->steady() - began;  // a large account is looked at less often
        auto const nap = std::max<Span>(overview_again, spent * most_of_the_time);
        co_await parts.ending.wait(*parts.clock, nap);
    }
}

net::Task<void> keep_watchdog(Parts& parts) {
    while (!parts.stopping) {
        parts.surroundings.notify("WATCHDOG=1");
        co_await parts.clock->sleep(parts.surroundings.watchdog / 2);
    }
}

net::Task<void> tell_when_ready(Parts& parts) {
    while (!parts.stopping && !(parts.may_begin() && parts.redis->connected()))
        co_await parts.clock->sleep(50ms);
    log::info("daemon.ready",
              {{"listen", parts.server->address()}, {"accounts", parts.config.accounts.size()}});
    parts.surroundings.notify("READY=1\nSTATUS=watching " + std::to_string(parts.config.accounts.size()) +
                              " accounts");
}

/// Takes everything down in order: no new work, then what is being sent, then the lease, then Redis last.
net::Task<void> end(Parts& parts) {
    parts.surroundings.notify("STOPPING=1");
    log::info("daemon.stopping");
    parts.stopping = true;
    parts.feed->stop();
    parts.server->drain(2s);
    parts.dispatcher->stop();
    for (auto const& seat : parts.office->seats()) {
        seat->work.ring();
        seat->look.ring();
    }
    parts.ending.ring();
    auto const until = parts.clock->steady() + 3s;
    while (parts.dispatcher->busy() && parts.clock->steady() < until)
        co_await parts.clock->sleep(20ms);
    for (auto const& seat : parts.office->seats())
        co_await seat->lease.release();
    parts.redis->stop();
    if (parts.embedded) co_await parts.embedded->stop();
    log::info("daemon.stopped");
    parts.loop->stop();
}

void reload(Parts& parts) {
    parts.surroundings.notify("RELOADING=1");
    auto fresh = parts.surroundings.reload();
    if (!fresh) {
        log::error("reload.refused", {{"hint", "the old configuration stays in force"}});
    } else {
        auto old = std::exchange(parts.config, *std::move(fresh));
        auto const applied = apply(parts);
        if (applied) {
            log::info("reload.done");
        } else {
            parts.config = std::move(old);
            [[maybe_unused]] auto const back = apply(parts);
            log::error("reload.refused", {{"why", applied.error().doing}});
        }
    }
    parts.surroundings.notify("READY=1");
}

void begin(Parts& parts, Ended& ended) {
    auto& loop = *parts.loop;
    if (parts.embedded) loop.spawn("embedded redis", parts.embedded->run());
    loop.spawn("redis", parts.redis->run());
    loop.spawn("checks", keep_checking(parts, ended));
    loop.spawn("http", parts.server->run());
    loop.spawn("dispatcher", parts.dispatcher->run());
    loop.spawn("channels", keep_channels(parts));
    loop.spawn("shared", keep_sharing(parts));
    loop.spawn("heartbeat", keep_beating(parts));
    loop.spawn("feed", parts.feed->run());
    loop.spawn("users", keep_users(parts));
    loop.spawn("figures", keep_counting(parts));
    loop.spawn("ready", tell_when_ready(parts));
    if (parts.surroundings.watchdog > Span{0}) loop.spawn("watchdog", keep_watchdog(parts));
    auto& seats = parts.office->seats();
    for (std::size_t i = 0; i < seats.size(); ++i) {
        loop.spawn("lease", keep_lease(parts, *seats[i]));
        loop.spawn("desk", keep_working(parts, *seats[i]));
        loop.spawn("watch", keep_watching(parts, *seats[i], *parts.watches[i]));
        loop.spawn("retention", keep_forgetting(parts, *seats[i]));
        loop.spawn("overview", keep_overseeing(parts, *seats[i]));
        loop.spawn("auditor", keep_auditing(parts, *seats[i]));
    }
    loop.on_signals({SIGHUP}, [&parts](int) { reload(parts); });
    loop.on_signals({SIGTERM, SIGINT}, [&parts](int) {
        if (!parts.stopping) parts.loop->spawn("end", end(parts));
    });
}

}  // namespace

Ended run_daemon(config::Config config, Surroundings surroundings) {
    Parts parts{std::move(config), std::move(surroundings)};
    auto const made = make_parts(parts);
    if (!made) {
        log::error("daemon.start_failed", {{"why", made.error().doing}});
        return Ended::bad_setup;
    }
    auto ended = Ended::well;
    begin(parts, ended);
    bool const well = parts.loop->run();
    return well ? ended : Ended::failed;
}

}  // namespace rw::app
