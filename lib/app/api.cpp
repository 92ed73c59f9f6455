#include "app/api.hpp"

#include "alert/json.hpp"
#include "app/listing.hpp"
#include "app/present.hpp"
#include "app/present_sight.hpp"

#include <algorithm>

namespace rw::app {
namespace {

using web::Call;
using web::Role;

template <class T>
void end_list(Json& out, Listing<T> const& listing) {
    out.end_array().key("next_cursor");
    listing.next_cursor.empty() ? out.null() : out.value(std::string_view{listing.next_cursor});
    out.end_object();
}

bool allows(std::optional<std::string> const& wanted, std::string_view value) {
    return !wanted || wanted->empty() || *wanted == value;
}

}  // namespace

net::Response problem_of(Failure const& failure) {
    switch (failure.kind) {
        case Fault::gone: return web::problem(404, failure.doing);
        case Fault::conflict: return web::problem(409, failure.doing);
        case Fault::bad_input: return web::problem(422, failure.doing);
        case Fault::refused: return web::problem(409, failure.doing);
        default: return web::problem(503, failure.doing);
    }
}

net::Response held_elsewhere() {
    return web::problem(503, "another daemon works for this account, or none yet: ask again in a moment");
}

Api::Api(Office& office, net::Loop& loop, net::Clock& clock, Meters& meters, Reach reach)
    : office_{office}, loop_{loop}, clock_{clock}, meters_{meters}, reach_{std::move(reach)} {}

void Api::add_routes(web::Router& router) {
    auto const at = [&](char const* method, char const* path, Role role, Answer (Api::*asked)(Call)) {
        router.add(method, path, role, [this, asked](Call call) { return (this->*asked)(std::move(call)); });
    };
    auto const answers = [&](char const* path, Desk::Answer how) {
        router.add("POST", path, Role::operator_,
                   [this, how](Call call) { return answer(std::move(call), how); });
    };
    at("GET", "/readyz", Role::none, &Api::ready);
    at("GET", "/metrics", Role::none, &Api::metrics);
    at("GET", "/api/v1/conversations", Role::viewer, &Api::conversations);
    at("GET", "/api/v1/conversations/{id}", Role::viewer, &Api::conversation);
    at("GET", "/api/v1/incidents", Role::viewer, &Api::incidents);
    at("GET", "/api/v1/incidents/{id}", Role::viewer, &Api::incident);
    answers("/api/v1/incidents/{id}/ack", Desk::Answer::acknowledge);
    answers("/api/v1/incidents/{id}/unack", Desk::Answer::unacknowledge);
    answers("/api/v1/incidents/{id}/resolve", Desk::Answer::resolve);
    add_people_routes(router);
    add_report_routes(router);
    at("GET", "/api/v1/accounts", Role::viewer, &Api::accounts);
    at("POST", "/api/v1/accounts/{account}/lists/{list}/poll", Role::operator_, &Api::poll);
    at("POST", "/api/v1/conversations/{id}/refresh", Role::operator_, &Api::refresh);
    at("POST", "/api/v1/tone", Role::viewer, &Api::tone);
    at("GET", "/api/v1/replies", Role::viewer, &Api::replies);
    at("GET", "/api/v1/tone/cases", Role::operator_, &Api::cases);
    router.add("GET", "/api/v1/export", Role::admin,
               [this](Call call) { return export_recording(std::move(call)); }, {.reveals = true});
}

Api::Answer Api::ready(Call) {
    auto const reasons = reach_.not_ready();
    Json out;
    out.object().field("ready", reasons.empty()).key("reasons").array();
    for (auto const& reason : reasons)
        out.value(std::string_view{reason});
    out.end_array().end_object();
    co_return web::json(reasons.empty() ? 200 : 503, out.text());
}

Api::Answer Api::conversations(Call call) {
    auto wanted = wanted_of(call);
    if (!wanted) co_return problem_of(wanted.error());
    auto const state = call.query_value("state");
    auto const kind = call.query_value("class");
    auto const level = call.query_value("level");
    auto const text = call.query_value("text").value_or("");
    bool const aged_only = call.query_value("aged") == "true";
    wanted->waiting = !state || state->empty() || *state == "waiting";
    wanted->settled = !state || *state != "waiting";
    auto const fits = [&](Seat const& seat, care::Conversation const& talk) {
        auto const& rules = seat.desk.rules();
        auto const standing = care::fold(talk, rules.policy);
        bool const heard =
            standing.messages > 0;  // an answer read before its question is not a conversation yet
        return heard && allows(state, to_text(standing.state)) && allows(kind, to_text(standing.kind)) &&
               allows(level, to_text(level_of(standing))) && (standing.aged || !aged_only) &&
               (text.empty() || standing.text.find(text) != std::string::npos);
    };
    auto const listing = co_await list_conversations(office_, *wanted, fits);
    if (!listing) co_return problem_of(listing.error());
    Json out;
    out.object().key("items").array();
    for (auto const& [seat, talk, cursor] : listing->items) {
        auto const& rules = seat->desk.rules();
        write_summary(out, {seat->account, talk, rules.policy, seat->sees_all(), clock_.now()});
    }
    end_list(out, *listing);
    co_return web::json(200, out.text());
}

net::Response Api::show(Seat const& seat, care::Conversation const& talk) const {
    auto const& rules = seat.desk.rules();
    Json out;
    write_detail(out, {seat.account, talk, rules.policy, seat.sees_all(), clock_.now()});
    return web::json(200, out.text());
}

Api::Answer Api::conversation(Call call) {
    auto const found = co_await office_.conversation(call.path_value("id"));
    if (!found) co_return problem_of(found.error());
    co_return show(*found->seat, found->conversation);
}

Api::Answer Api::incidents(Call call) {
    auto wanted = wanted_of(call);
    if (!wanted) co_return problem_of(wanted.error());
    auto const state = call.query_value("state");
    auto const level = call.query_value("level");
    auto const kind = call.query_value("kind");
    wanted->waiting = !state || state->empty() || *state != "resolved";
    wanted->settled = !state || state->empty() || *state == "resolved";
    auto const fits = [&](alert::Incident const& incident) {
        return allows(state, to_text(incident.state)) && allows(level, to_text(incident.level)) &&
               allows(kind, to_text(incident.kind));
    };
    auto const listing = co_await list_incidents(office_, *wanted, fits);
    if (!listing) co_return problem_of(listing.error());
    Json out;
    out.object().key("items").array();
    for (auto const& [seat, item, cursor] : listing->items) {
        auto const notices = co_await office_.notices().notices(seat->account, item.notices);
        if (!notices) co_return problem_of(notices.error());
        alert::write(out, item, *notices);
    }
    end_list(out, *listing);
    co_return web::json(200, out.text());
}

Api::Answer Api::show(alert::Incident incident, Seat const& seat) {
    auto const notices = co_await office_.notices().notices(seat.account, incident.notices);
    if (!notices) co_return problem_of(notices.error());
    Json out;
    alert::write(out, incident, *notices);
    co_return web::json(200, out.text());
}

Api::Answer Api::incident(Call call) {
    auto found = co_await office_.incident(call.path_value("id"));
    if (!found) co_return problem_of(found.error());
    auto response = co_await show(std::move(found->incident), *found->seat);
    co_return response;
}

Api::Answer Api::answer(Call call, Desk::Answer how) {
    auto const found = co_await office_.incident(call.path_value("id"));
    if (!found) co_return problem_of(found.error());
    auto const tenure = found->seat->lease.tenure();
    if (!tenure) co_return held_elsewhere();
    Desk::Word const word{how, call.user.name, {}};
    auto changed = co_await found->seat->desk.answer(*tenure, found->incident.id, word);
    if (!changed) co_return problem_of(changed.error());
    auto response = co_await show(*std::move(changed), *found->seat);
    co_return response;
}

}  // namespace rw::app
