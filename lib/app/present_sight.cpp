#include "app/present_sight.hpp"

#include <algorithm>
#include <cmath>

namespace rw::app {
namespace {

std::int64_t seconds_of(Span span) {
    return std::chrono::floor<std::chrono::seconds>(span).count();
}

double rounded(double number) {
    return std::round(number * 1000) / 1000;
}

void write_lists(Json& out, Seat const& seat, TimePoint now) {
    out.key("lists").array();
    for (auto const& name : seat.lists) {
        auto const found = seat.sights.find(name);
        auto const sight = found == seat.sights.end() ? Sight{} : found->second;
        out.object()
            .field("list", name)
            .field("read_at", sight.read_at)
            .field("seen_at", sight.seen_at)
            .key("lag_s");
        sight.seen_at ? out.value(seconds_of(now - *sight.seen_at)) : out.null();
        out.field("covered", sight.covered).field("blind", sight.blind).field("trouble", sight.trouble);
        out.field("every_s", seconds_of(sight.every))
            .field("bound_s", seconds_of(sight.mean_delay))
            .end_object();
    }
    out.end_array();
}

void write_tokens(Json& out, Seat const& seat) {
    out.key("quota").array();
    for (auto const& token : seat.tokens) {
        auto const left = calls_left(token);
        out.object().field("token", token.name).key("left");
        left < 0 ? out.null() : out.value(left);
        auto const limited = token.balance && token.balance->day_left >= 0;
        out.field("resets_at", limited ? std::optional{token.balance->day_resets} : std::nullopt);
        out.field("closed_until", token.balance ? token.balance->closed_until : std::nullopt);
        out.field("expires_at", token.expires_at).key("dead");
        token.dead.empty() ? out.null() : out.value(std::string_view{token.dead});
        out.end_object();
    }
    out.end_array();
}

void write_plan(Json& out, Seat const& seat) {
    out.key("plan").object().field("price_s", rounded(seat.price)).key("budgets").array();
    for (auto const& budget : seat.budgets)
        out.object().field("calls", rounded(budget.calls)).field("until", budget.resets).end_object();
    out.end_array().key("reads").array();
    for (auto const& plan : seat.plan) {
        out.object().field("source", plan.source).field("per_hour", rounded(plan.per_hour));
        out.field("weight", plan.weight)
            .field("counted", plan.counted)
            .field("announced", rounded(plan.waiting));
        out.field("read_at", plan.read_at)
            .field("next_at", plan.next_at)
            .field("every_s", seconds_of(plan.every));
        out.field("delay_s", seconds_of(plan.mean_delay)).end_object();
    }
    out.end_array().end_object();
}

}  // namespace

std::int64_t calls_left(TokenSight const& token) {
    if (!token.balance) return -1;
    auto const [hour, day] = std::pair{token.balance->hour_left, token.balance->day_left};
    if (hour < 0 || day < 0) return std::max(hour, day);
    return std::min(hour, day);
}

void write_account(Json& out, Seat const& seat, TimePoint now) {
    out.object().field("account", seat.account).field("holder", seat.holder);
    out.field("held", seat.lease.tenure().has_value());
    write_lists(out, seat, now);
    write_tokens(out, seat);
    write_plan(out, seat);
    out.end_object();
}

}  // namespace rw::app
