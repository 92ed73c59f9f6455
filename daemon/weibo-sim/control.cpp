#include "weibo-sim/control.hpp"

#include "weibo-sim/control_body.hpp"

namespace rw::sim {
namespace {

Answer refuse(int status, std::string_view why) {
    Json json;
    json.object().field("error", why).end_object();
    return {status, json.text()};
}

Answer good() {
    return {200, R"({"ok":true})"};
}

Result<Line> line_in(ControlBody const& body) {
    auto const act = parse_act(body.text("act"));
    auto const late = body.span("late");
    if (!act) return Failure{Fault::bad_input, "\"act\": expected one of: " + act_names()};
    if (!late) return Failure{Fault::bad_input, "\"late\": expected a time such as \"30s\""};
    Line line;
    line.act = *act;
    line.by = body.text("by");
    line.brand = body.text("brand");
    line.to = body.text("to");
    line.key = body.text("key");
    line.text = body.text("text");
    line.source = body.text("source");
    line.late = *late;
    line.authorless = body.flag("authorless", false);
    line.note = body.text("note");
    return line;
}

}  // namespace

Answer Control::answer(net::Request const& request, TimePoint now) {
    auto const call = take_apart(request, now);
    bool const posted = request.method == "POST";
    if (call.path == "/_sim/stats" && !posted) return stats(now);
    if (call.path == "/_sim/items" && !posted) return items(call);
    if (call.path == "/_sim/fault" && posted) return fault(request.body);
    if (call.path == "/_sim/token" && posted) return token(request.body, now);
    if (call.path == "/_sim/say" && posted) return say(request.body, now);
    if (call.path == "/_sim/delete" && posted) return erase(request.body);
    if (call.path == "/_sim/fan" && posted) return fan(request.body);
    if (call.path == "/_sim/human_read" && posted) return human_read(request.body);
    for (auto const* path : {"stats", "items", "fault", "token", "say", "delete", "fan", "human_read"}) {
        if (call.path == std::string{"/_sim/"} + path)
            return refuse(405, "this path is asked with the other method");
    }
    return refuse(404,
                  "expected /_sim/ and one of: stats, items, fault, token, say, delete, fan, human_read");
}

Answer Control::fault(std::string_view text) {
    auto const body = ControlBody::parse(text);
    if (!body) return refuse(400, body.error().doing);
    if (body->text("kind") == "none") {
        api_.faults().clear();
        return good();
    }
    auto const kind = parse_fault(body->text("kind"));
    auto const times = body->number("times", 1);
    if (!kind) return refuse(400, "\"kind\": expected none or one of: " + fault_names());
    if (times < 1 || times > 1'000'000) return refuse(400, "\"times\": expected a number from 1 to 1000000");
    api_.faults().order(*kind, static_cast<int>(times), body->text("path"));
    return good();
}

Answer Control::token(std::string_view text, TimePoint now) {
    auto const body = ControlBody::parse(text);
    if (!body) return refuse(400, body.error().doing);
    auto* token = play_.tokens().find(body->text("token"));
    if (!token) {
        auto const* owner = play_.director().who(body->text("uid"));
        if (!owner || body->text("token").empty())
            return refuse(400, "\"token\": unknown; a new one needs \"uid\"");
        Token fresh;
        fresh.text = body->text("token");
        fresh.uid = owner->uid;
        fresh.created_at = now;
        fresh.expires_at = now + 24h * 30;
        play_.tokens().add(fresh);
        token = play_.tokens().find(fresh.text);
    }
    auto const state = body->has("state") ? parse_token_state(body->text("state")) : token->state;
    auto const expires_in = body->span("expires_in");
    if (!state) return refuse(400, "\"state\": expected valid, expired, revoked or garbage");
    if (!expires_in) return refuse(400, "\"expires_in\": expected a time such as \"30d\"");
    token->state = *state;
    token->quota_hour = static_cast<int>(body->number("quota_hour", token->quota_hour));
    token->quota_day = static_cast<int>(body->number("quota_day", token->quota_day));
    if (body->has("expires_in")) token->expires_at = now + *expires_in;
    return good();
}

Answer Control::say(std::string_view text, TimePoint now) {
    auto const body = ControlBody::parse(text);
    if (!body) return refuse(400, body.error().doing);
    auto const line = line_in(*body);
    if (!line) return refuse(400, line.error().doing);
    auto const ago = body->span("ago");
    if (!ago) return refuse(400, "\"ago\": expected a time such as \"10m\"");
    auto const made = play_.director().perform(*line, now - *ago);
    if (!made) return refuse(400, made.error().doing);
    play_.world().advance(now);
    Json json;
    return {200, json.object().field("id", *made).end_object().text()};
}

Answer Control::erase(std::string_view text) {
    auto const body = ControlBody::parse(text);
    if (!body) return refuse(400, body.error().doing);
    auto const id = WeiboId::parse(body->text("id"));
    if (!id) return refuse(400, "\"id\": expected the id of a status or comment");
    auto const gone = play_.world().remove(*id);
    return gone ? good() : refuse(400, gone.error().doing);
}

Answer Control::fan(std::string_view text) {
    auto const body = ControlBody::parse(text);
    if (!body) return refuse(400, body.error().doing);
    Character fan;
    fan.name = body->text("name");
    auto const count = static_cast<std::int64_t>(play_.world().people().all().size());
    fan.uid = Uid{body->number("uid", 7100000000 + count * 7919)};
    fan.followers = body->number("followers", 100);
    fan.verified_type = static_cast<int>(body->number("verified_type", -1));
    fan.authorised = body->flag("authorised", true);
    if (fan.name.empty()) return refuse(400, "\"name\": expected a name");
    auto const uid = fan.uid;
    if (!play_.world().people().add(std::move(fan)))
        return refuse(400, "somebody has this name or uid already");
    Json json;
    return {200, json.object().field("uid", uid).end_object().text()};
}

Answer Control::human_read(std::string_view text) {
    auto const body = ControlBody::parse(text);
    if (!body) return refuse(400, body.error().doing);
    auto const* person = play_.director().who(body->text("uid"));
    if (!person) return refuse(400, "\"uid\": expected the uid, name or key of an account");
    play_.world().read_by_human(person->uid);
    return good();
}

}  // namespace rw::sim
