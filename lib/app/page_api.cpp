#include "app/page_api.hpp"

#include "alert/waiting.hpp"
#include "app/present_sight.hpp"
#include "core/log.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <charconv>

namespace rw::app {
namespace {

using web::Call;
using web::Role;

void write_levels(Json& out, std::string_view name, store::ByLevel const& counts) {
    out.key(name).object();
    for (std::size_t i = 0; i < counts.size(); ++i)
        out.field(care::to_text(static_cast<care::Level>(i)), counts[i]);
    out.end_object();
}

void write_incidents(Json& out, store::Counts const& counts) {
    auto const at = [](care::Level level) { return static_cast<std::size_t>(level); };
    std::int64_t open = 0;
    std::int64_t acked = 0;
    for (std::size_t i = 0; i < counts.incidents.size(); ++i) {
        open += counts.incidents[i];
        acked += counts.acked[i];
    }
    out.key("incidents").object().field("open", open - acked).field("acked", acked);
    out.field("orange", counts.incidents[at(care::Level::orange)]);
    out.field("red", counts.incidents[at(care::Level::red)]).end_object();
}

/// The list that is seen worst, and those that are not seen at all.
void write_sight(Json& out, Seat const& seat, TimePoint now) {
    std::optional<Span> worst;
    std::vector<std::string_view> blind;
    for (auto const& name : seat.lists) {
        auto const found = seat.sights.find(name);
        if (found == seat.sights.end()) continue;
        if (found->second.blind) blind.push_back(name);
        if (found->second.seen_at) worst = std::max(worst.value_or(Span{0}), now - *found->second.seen_at);
    }
    out.key("lag_s");
    worst ? out.value(std::chrono::floor<std::chrono::seconds>(*worst).count()) : out.null();
    out.key("blind").array();
    for (auto const name : blind)
        out.value(name);
    out.end_array();
}

void write_quota(Json& out, Seat const& seat, std::int64_t calls_a_day) {
    std::int64_t left = 0;
    std::int64_t tokens = 0;
    bool known = false;
    std::optional<TimePoint> resets;
    for (auto const& token : seat.tokens) {
        if (calls_left(token) < 0) continue;
        bool const daily = token.balance->day_left >= 0;  // else only the hour's limit is known
        tokens += daily ? 1 : 0;
        known = true;
        left += daily ? token.balance->day_left : token.balance->hour_left;
        if (daily) resets = token.balance->day_resets;
    }
    out.key("quota").object().key("left");
    known ? out.value(left) : out.null();
    out.key("of");
    tokens* calls_a_day > 0 ? out.value(tokens * calls_a_day) : out.null();
    out.field("resets_at", resets).end_object();
}

void end_list(Json& out) {
    out.end_array().key("next_cursor").null().end_object();
}

net::Response unavailable(Failure const& failure) {
    return web::problem(503, failure.doing);
}

}  // namespace

void PageApi::add_routes(web::Router& router) {
    auto const at = [&](char const* method, char const* path, Role role, Answer (PageApi::*asked)(Call)) {
        router.add(method, path, role, [this, asked](Call call) { return (this->*asked)(std::move(call)); });
    };
    at("POST", "/api/v1/session", Role::none, &PageApi::sign_in);
    at("GET", "/api/v1/session", Role::viewer, &PageApi::session);
    at("DELETE", "/api/v1/session", Role::none, &PageApi::sign_out);
    at("GET", "/api/v1/overview", Role::viewer, &PageApi::overview);
    at("GET", "/api/v1/events", Role::viewer, &PageApi::events);
    at("GET", "/api/v1/clusters", Role::viewer, &PageApi::clusters);
    at("GET", "/api/v1/promises", Role::viewer, &PageApi::promises);
    at("GET", "/api/v1/schedules", Role::viewer, &PageApi::schedules);
    at("GET", "/api/v1/reports/hours", Role::viewer, &PageApi::hours);
    at("GET", "/api/v1/audit-log", Role::admin, &PageApi::audit_log);
}

net::Task<void> PageApi::witness(web::Deed deed) {
    log::info("api.changed", {{"who", deed.who}, {"did", deed.did}, {"status", deed.status}});
    store::TrailLine line;
    line.at = world_.clock.now();
    line.who = deed.who;
    line.role = web::to_text(deed.role);
    line.did = deed.did;
    line.status = deed.status;
    auto const kept = co_await world_.trail.add(std::move(line));
    if (!kept) log::error("trail.failed", {{"did", deed.did}, {"why", kept.error().doing}});
}

std::vector<Seat*> PageApi::seats_of(Call const& call) {
    auto const wanted = call.query_value("account").value_or("");
    std::vector<Seat*> some;
    for (auto const& seat : world_.office.seats()) {
        if (wanted.empty() || seat->account.text() == wanted) some.push_back(seat.get());
    }
    return some;
}

std::string PageApi::who_is(web::User const& user) const {
    auto const facts = world_.facts();
    Json out;
    out.object().field("name", user.name).field("role", web::to_text(user.role));
    out.field("version", facts.version).field("instance", facts.instance).field("language", facts.language);
    out.field("timezone", facts.timezone).key("accounts").array();
    for (auto const& seat : world_.office.seats())
        out.value(seat->account);
    out.end_array().key("people").array();
    if (!world_.office.seats().empty()) {
        for (auto const& person : world_.office.seats().front()->desk.rules().alerts.people)
            out.value(std::string_view{person.name});
    }
    out.end_array().field("now", world_.clock.now()).end_object();
    return out.text();
}

PageApi::Answer PageApi::sign_in(Call call) {
    rapidjson::Document body;
    body.Parse<rapidjson::kParseIterativeFlag>(call.request.body.data(), call.request.body.size());
    if (body.HasParseError()) co_return web::problem(400, "the body is not JSON");
    bool const given = body.IsObject() && body.HasMember("token") && body["token"].IsString();
    if (!given) co_return web::problem(422, "expected an object with the text `token`");
    auto const tried = world_.router.gate().sign_in(
        {body["token"].GetString(), body["token"].GetStringLength()}, call.request.peer);
    if (tried.must_wait) {
        auto response = web::problem(429, "too many wrong tokens: wait a moment");
        auto const seconds = (tried.must_wait->count() + 999) / 1000;
        response.headers.emplace_back("Retry-After", std::to_string(seconds));
        co_return response;
    }
    if (!tried.user) {
        log::warn("session.refused", {{"from", call.request.peer}});
        co_return web::problem(401, "there is no user with this token");
    }
    if (tried.set_cookie.empty())
        co_return web::problem(503, "sessions are not possible yet: ask again in a moment");
    web::Deed deed{tried.user->name, tried.user->role, "POST /api/v1/session", 201};
    co_await witness(std::move(deed));
    auto response = web::json(201, who_is(*tried.user));
    response.headers.emplace_back("Set-Cookie", tried.set_cookie);
    co_return response;
}

/// Whoever looks in keeps his session alive.
PageApi::Answer PageApi::session(Call call) {
    auto response = web::json(200, who_is(call.user));
    auto const cookie = world_.router.gate().cookie_for(call.user);
    bool const by_cookie = !net::find_header(call.request.headers, "Authorization");
    if (by_cookie && !cookie.empty()) response.headers.emplace_back("Set-Cookie", cookie);
    co_return response;
}

PageApi::Answer PageApi::sign_out(Call) {
    auto response = web::json(200, "{}");
    response.headers.emplace_back("Set-Cookie", world_.router.gate().no_cookie());
    co_return response;
}

PageApi::Answer PageApi::overview(Call call) {
    auto const now = world_.clock.now();
    auto const calls_a_day = world_.facts().calls_a_day;
    Json out;
    out.object().field("now", now).key("accounts").array();
    for (auto* const seat : seats_of(call)) {
        auto const counts = co_await world_.office.views().counts(seat->account, now);
        if (!counts) co_return unavailable(counts.error());
        out.object().field("account", seat->account).field("held", seat->lease.tenure().has_value());
        out.field("waiting", counts->waiting).field("oldest_waiting_since", counts->oldest);
        out.field("soon", counts->soon).field("overdue", counts->overdue);
        write_levels(out, "levels", counts->levels);
        write_incidents(out, *counts);
        write_sight(out, *seat, now);
        write_quota(out, *seat, calls_a_day);
        out.end_object();
    }
    out.end_array().end_object();
    co_return web::json(200, out.text());
}

PageApi::Answer PageApi::events(Call call) {
    auto const last = net::find_header(call.request.headers, "Last-Event-ID").value_or("");
    auto source = world_.feed.open(std::string{last});
    if (!source) {
        auto response = web::problem(503, source.error().doing);
        response.headers.emplace_back("Retry-After", "30");
        co_return response;
    }
    auto response = web::text(200, "", "text/event-stream; charset=utf-8");
    response.headers.emplace_back("X-Accel-Buffering", "no");  // proxies are not to wait for more
    response.more = *std::move(source);
    co_return response;
}

PageApi::Answer PageApi::clusters(Call call) {
    Json out;
    out.object().key("items").array();
    for (auto* const seat : seats_of(call)) {
        for (auto const& [surge, joined] : seat->desk.matters()) {
            std::vector<std::string> const keys(1, alert::surge_key(surge.first));
            auto const incidents = co_await world_.ledger.open_incidents(seat->account, keys);
            if (!incidents) co_return unavailable(incidents.error());
            bool const told = !incidents->empty() && incidents->front().version != 0;
            out.object().field("id", surge.first).field("account", seat->account);
            out.field("words", surge.words).field("fans", surge.fans).field("usual", surge.usual);
            out.field("reach", surge.reach).field("began_at", surge.began).field("last_at", surge.last);
            out.field("orchestrated", surge.orchestrated).key("incident");
            told ? out.value(incidents->front().value.id) : out.null();
            out.key("conversations").array();
            for (auto const& id : surge.conversations)
                out.value(id);
            out.end_array().key("points").array();
            for (std::size_t i = 0; i < joined.size(); ++i)
                out.object().field("at", joined[i]).field("fans", i + 1).end_object();
            out.end_array().end_object();
        }
    }
    end_list(out);
    co_return web::json(200, out.text());
}

PageApi::Answer PageApi::audit_log(Call call) {
    std::size_t limit = 50;
    if (auto const text = call.query_value("limit")) {
        auto const end = text->data() + text->size();
        bool const whole = std::from_chars(text->data(), end, limit).ptr == end;
        if (!whole || limit < 1 || limit > 200)
            co_return web::problem(422, "limit must be a number from 1 to 200");
    }
    auto const cursor = call.query_value("cursor").value_or("");
    if (cursor.find_first_not_of("0123456789-") != cursor.npos)
        co_return web::problem(422, "this cursor is none that was given out");
    auto const lines = co_await world_.trail.page(cursor, limit);
    if (!lines) co_return unavailable(lines.error());
    Json out;
    out.object().key("items").array();
    for (auto const& line : *lines) {
        out.object().field("at", line.at).field("who", line.who).field("role", line.role);
        out.field("did", line.did).field("status", line.status).end_object();
    }
    out.end_array().key("next_cursor");
    lines->size() < limit ? out.null() : out.value(std::string_view{lines->back().position});
    out.end_object();
    co_return web::json(200, out.text());
}

}  // namespace rw::app
