// The API's answers to what people do with a conversation. Whoever was faster is named in the refusal.
#include "app/api.hpp"
#include "care/handling.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <functional>

namespace rw::app {
namespace {

using care::Actor;
using care::Deed;
using care::Standing;
using web::Call;

/// The texts of a JSON object, each asked for by name.
class Body {
public:
    explicit Body(std::string const& body) {
        document_.Parse<rapidjson::kParseIterativeFlag>(body.data(), body.size());
    }

    /// What is wrong with it as a whole, and the status to say it with.
    std::optional<std::pair<int, std::string>> trouble(std::vector<char const*> const& names) const {
        if (document_.HasParseError()) return std::pair{400, std::string{"the body is not JSON"}};
        for (auto const* name : names) {
            if (!has(name))
                return std::pair{422, std::string{"expected an object with the text `"} + name + "`"};
        }
        return std::nullopt;
    }
    bool has(char const* name) const {
        return document_.IsObject() && document_.HasMember(name) && document_[name].IsString();
    }
    std::string text(char const* name) const {
        return {document_[name].GetString(), document_[name].GetStringLength()};
    }

private:
    rapidjson::Document document_;
};

/// What is asked of whom at what time.
struct Request {
    Actor actor;
    Body const& body;
    TimePoint now;
    Rules const& rules;
    care::Conversation const& talk;
};

Deed assign(Standing const& standing, Request const& request) {
    auto const to = request.body.text("to");
    auto const& people = request.rules.alerts.people;
    bool const known = people.empty() || std::ranges::find(people, to, &alert::Person::name) != people.end();
    if (known) return care::assign(standing, request.actor, to, request.now, request.rules.claims_last);
    std::string names;
    for (auto const& person : people)
        names += (names.empty() ? "" : ", ") + person.name;
    return Failure{Fault::bad_input, "there is no person `" + to + "`, expected one of " + names};
}

/// Of the fan's words, or with `reply` of that reply of ours.
Deed judged_wrong(Standing const& standing, Request const& request) {
    auto const label = request.body.text("label");
    if (!request.body.has("reply")) return care::correct(standing, request.actor, label, request.now);
    return care::correct_reply(request.talk, request.actor, request.body.text("reply"), label, request.now);
}

Deed pause(Standing const& standing, Request const& request) {
    auto const until = from_rfc3339(request.body.text("until"));
    if (!until) return Failure{Fault::bad_input, "`until` must be an instant such as 2026-11-26T10:00:00Z"};
    return care::pause(standing, request.actor, *until, request.body.text("reason"), request.now);
}

}  // namespace

/// One thing that people do: its route, the texts that its body must have, and how it is decided.
struct Api::Handling {
    char const* route;
    std::vector<char const*> texts;
    std::function<Deed(Standing const&, Request const&)> decide;

    static std::vector<Handling> const& all();
};

std::vector<Api::Handling> const& Api::Handling::all() {
    using S = Standing const&;
    using R = Request const&;
    static std::vector<Handling> const kinds{
        {"claim", {}, [](S s, R r) { return care::claim(s, r.actor, r.now, r.rules.claims_last); }},
        {"release", {}, [](S s, R r) { return care::release(s, r.actor, r.now); }},
        {"assign", {"to"}, assign},
        {"close",
         {"outcome"},
         [](S s, R r) { return care::close(s, r.actor, r.body.text("outcome"), r.now); }},
        {"reopen", {}, [](S s, R r) { return care::reopen(s, r.actor, r.now); }},
        {"pause", {"until", "reason"}, pause},
        {"resume", {}, [](S s, R r) { return care::resume(s, r.actor, r.now); }},
        {"cover",
         {"statement"},
         [](S s, R r) { return care::cover(s, r.actor, r.body.text("statement"), r.now); }},
        {"private", {}, [](S s, R r) { return care::move_to_private(s, r.actor, r.now); }},
        {"wrong", {"label"}, judged_wrong},
    };
    return kinds;
}

void Api::add_people_routes(web::Router& router) {
    for (auto const& kind : Handling::all()) {
        router.add("POST", std::string{"/api/v1/conversations/{id}/"} + kind.route, web::Role::operator_,
                   [this, &kind](Call call) { return handle(std::move(call), &kind); });
    }
}

Api::Answer Api::handle(Call call, Handling const* what) {
    auto const& kind = *what;
    Body const body{call.request.body};
    if (auto const trouble = body.trouble(kind.texts); trouble && !kind.texts.empty())
        co_return web::problem(trouble->first, trouble->second);
    auto const found = co_await office_.conversation(call.path_value("id"));
    if (!found) co_return problem_of(found.error());
    auto const tenure = found->seat->lease.tenure();
    if (!tenure) co_return held_elsewhere();
    auto const& rules = found->seat->desk.rules();
    Request const request{
        {call.user.name, call.user.role == web::Role::admin}, body, clock_.now(), rules, found->conversation};
    Desk::Decision const decision = [&](Standing const& standing) { return kind.decide(standing, request); };
    auto const id = found->conversation.id;
    auto const changed = co_await found->seat->desk.decide(*tenure, id, decision);
    if (!changed) co_return problem_of(changed.error());
    co_return show(*found->seat, *changed);
}

}  // namespace rw::app
