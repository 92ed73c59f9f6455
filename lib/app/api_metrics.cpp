// What monitoring reads (contract 5): counters as they were counted, and how things stand at this moment.
#include "app/api.hpp"
#include "app/present_sight.hpp"

namespace rw::app {
namespace {

double seconds(Span span) {
    return std::chrono::duration<double>(span).count();
}

void set_counts(Meters& meters, std::string const& account, store::Counts const& counts, TimePoint now) {
    auto const of = [&](char const* state, std::int64_t count) {
        meters.set("conversations", {{"account", account}, {"state", state}}, static_cast<double>(count));
    };
    of("waiting", counts.waiting);
    of("settled", counts.settled);
    meters.set("oldest_waiting_seconds", {{"account", account}},
               counts.oldest ? seconds(now - *counts.oldest) : 0);
}

void set_incidents(Meters& meters, store::ByLevel const& all, store::ByLevel const& acked) {
    for (std::size_t i = 1; i < all.size(); ++i) {
        auto const level = std::string{care::to_text(static_cast<care::Level>(i))};
        meters.set("incidents", {{"level", level}, {"state", "open"}},
                   static_cast<double>(all[i] - acked[i]));
        meters.set("incidents", {{"level", level}, {"state", "acked"}}, static_cast<double>(acked[i]));
    }
}

/// Whoever does not work for the account knows its lists and tokens from earlier, if at all: he says nothing.
void set_sight(Meters& meters, Seat const& seat, TimePoint now) {
    auto const account = seat.account.text();
    bool const held = seat.lease.tenure().has_value();
    meters.set("lease_held", {{"account", account}}, held ? 1 : 0);
    if (!held) return;
    for (auto const& token : seat.tokens) {
        auto const left = calls_left(token);
        if (left >= 0) meters.set("quota_remaining", {{"token", token.name}}, static_cast<double>(left));
    }
    for (auto const& [list, sight] : seat.sights) {
        if (!sight.seen_at) continue;
        meters.set("observation_lag_seconds", {{"account", account}, {"list", list}},
                   seconds(now - *sight.seen_at));
    }
}

}  // namespace

/// Asked of Redis from time to time and not when somebody reads: monitoring has to hear from us above all
/// while Redis hangs. What cannot be counted stays as it was.
net::Task<void> Api::count() {
    store::ByLevel all{};
    store::ByLevel acked{};
    bool complete = true;
    for (auto const& seat : office_.seats()) {
        auto const now = clock_.now();
        auto const counts = co_await office_.views().counts(seat->account, now);
        complete = complete && counts.has_value();
        if (!counts) continue;
        set_counts(meters_, seat->account.text(), *counts, now);
        for (std::size_t i = 0; i < all.size(); ++i) {
            all[i] += counts->incidents[i];
            acked[i] += counts->acked[i];
        }
    }
    if (complete) set_incidents(meters_, all, acked);
}

Api::Answer Api::metrics(web::Call call) {
    auto const now = clock_.now();
    for (auto const* gauge : {"lease_held", "quota_remaining", "observation_lag_seconds"})
        meters_.forget(gauge);
    for (auto const& seat : office_.seats())
        set_sight(meters_, *seat, now);
    auto const taken = net::find_header(call.request.headers, "Accept").value_or("");
    constexpr auto open = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    if (taken.find("openmetrics") != taken.npos)
        co_return web::text(200, meters_.text(Meters::Form::openmetrics), open);
    if (taken.find("text/plain") != taken.npos)
        co_return web::text(200, meters_.text(Meters::Form::prometheus),
                            "text/plain; version=0.0.4; charset=utf-8");
    co_return web::text(200, meters_.text(Meters::Form::both), open);
}

}  // namespace rw::app
