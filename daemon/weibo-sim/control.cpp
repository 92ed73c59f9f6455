#include "weibo-sim/control.hpp"

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
    line.form = body.text("form");
    line.likes = body.number("likes", 0);
    return line;
}

}  // namespace

struct Control::Door {
    std::string_view name;
    Answer (Control::*post)(ControlBody const&, TimePoint);
    Answer (Control::*get)(Call const&, TimePoint);
};

Answer Control::answer(net::Request const& request, TimePoint now) {
    static constexpr Door doors[] = {{"stats", nullptr, &Control::stats},
                                     {"items", nullptr, &Control::items},
                                     {"visible", nullptr, &Control::visible},
                                     {"fault", &Control::fault, nullptr},
                                     {"token", &Control::token, nullptr},
                                     {"say", &Control::say, nullptr},
                                     {"delete", &Control::erase, nullptr},
                                     {"fan", &Control::fan, nullptr},
                                     {"human_read", &Control::human_read, nullptr},
                                     {"counters", &Control::counters, nullptr},
                                     {"clock", &Control::clock, nullptr}};
    auto const call = take_apart(request, now);
    bool const posted = request.method == "POST";
    std::string names;
    for (auto const& door : doors) {
        names += (names.empty() ? "" : ", ") + std::string{door.name};
        if (call.path != "/_sim/" + std::string{door.name}) continue;
        if (posted != (door.post != nullptr)) return refuse(405, "this path is asked with the other method");
        if (!posted) return (this->*door.get)(call, now);
        auto const body = ControlBody::parse(request.body);
        return body ? (this->*door.post)(*body, now) : refuse(400, body.error().doing);
    }
    return refuse(404, "expected /_sim/ and one of: " + names);
}

Answer Control::fault(ControlBody const& body, TimePoint /*now*/) {
    if (body.text("kind") == "none") {
        api_.faults().clear();
        return good();
    }
    if (body.has("share")) return chance(body);
    auto const kind = parse_fault(body.text("kind"));
    auto const times = body.number("times", 1);
    if (!kind) return refuse(400, "\"kind\": expected none or one of: " + fault_names());
    if (times < 1 || times > 1'000'000) return refuse(400, "\"times\": expected a number from 1 to 1000000");
    api_.faults().order(*kind, static_cast<int>(times), body.text("path"));
    return good();
}

Answer Control::chance(ControlBody const& body) {
    Chance chance{body.fraction("share", -1), {}, body.text("path")};
    if (chance.share < 0 || chance.share > 1) return refuse(400, "\"share\": expected a number from 0 to 1");
    auto names = body.texts("kinds");
    if (!names) return refuse(400, "\"kinds\": expected a list of: " + fault_names());
    if (body.has("kind")) names->push_back(body.text("kind"));
    for (auto const& name : *names) {
        auto const kind = parse_fault(name);
        if (!kind) return refuse(400, "\"kinds\": expected a list of: " + fault_names());
        chance.kinds.push_back(*kind);
    }
    if (chance.kinds.empty() && chance.share > 0)
        return refuse(400, "\"kinds\": expected at least one of: " + fault_names());
    api_.faults().leave_to_chance(std::move(chance));
    return good();
}

Result<Token*> Control::token_meant(ControlBody const& body, TimePoint now) {
    auto const text = body.text("token");
    if (auto* known = play_.tokens().find(text)) return known;
    auto const* owner = play_.director().who(body.text("uid"));
    if (!owner || text.empty())
        return Failure{Fault::bad_input, "\"token\": unknown; a new one needs \"uid\""};
    Token fresh;
    fresh.text = text;
    fresh.uid = owner->uid;
    fresh.created_at = now;
    fresh.expires_at = now + 24h * 30;
    play_.tokens().add(fresh);
    return play_.tokens().find(text);
}

Answer Control::token(ControlBody const& body, TimePoint now) {
    auto const meant = token_meant(body, now);
    if (!meant) return refuse(400, meant.error().doing);
    auto& token = **meant;
    auto const state = body.has("state") ? parse_token_state(body.text("state")) : token.state;
    auto const expires_in = body.span("expires_in");
    auto const forbidden = body.texts("forbidden");
    auto const by_path = body.numbers("quota_api");
    if (!state) return refuse(400, "\"state\": expected valid, expired, revoked or garbage");
    if (!expires_in) return refuse(400, "\"expires_in\": expected a time such as \"30d\"");
    if (!forbidden) return refuse(400, "\"forbidden\": expected a list of paths");
    if (!by_path) return refuse(400, "\"quota_api\": expected paths with calls an hour");
    token.state = *state;
    token.quota_hour = static_cast<int>(body.number("quota_hour", token.quota_hour));
    token.quota_day = static_cast<int>(body.number("quota_day", token.quota_day));
    token.biz = body.flag("biz", token.biz);
    if (body.has("expires_in")) token.expires_at = now + *expires_in;
    if (body.has("forbidden")) token.forbidden = {forbidden->begin(), forbidden->end()};
    if (body.has("quota_api")) token.by_path.clear();
    for (auto const& [path, limit] : *by_path)
        token.by_path[path].limit = static_cast<int>(limit);
    return good();
}

Answer Control::say(ControlBody const& body, TimePoint now) {
    auto const line = line_in(body);
    if (!line) return refuse(400, line.error().doing);
    auto const ago = body.span("ago");
    if (!ago) return refuse(400, "\"ago\": expected a time such as \"10m\"");
    auto const made = play_.director().perform(*line, now - *ago);
    if (!made) return refuse(400, made.error().doing);
    play_.world().advance(now);
    Json json;
    return {200, json.object().field("id", *made).end_object().text()};
}

Answer Control::erase(ControlBody const& body, TimePoint /*now*/) {
    auto const id = WeiboId::parse(body.text("id"));
    if (!id) return refuse(400, "\"id\": expected the id of a status or comment");
    auto const gone = play_.world().remove(*id);
    return gone ? good() : refuse(400, gone.error().doing);
}

Answer Control::fan(ControlBody const& body, TimePoint /*now*/) {
    Character fan;
    fan.name = body.text("name");
    auto const count = static_cast<std::int64_t>(play_.world().people().all().size());
    fan.uid = Uid{body.number("uid", 7100000000 + count * 7919)};
    fan.followers = body.number("followers", 100);
    fan.verified_type = static_cast<int>(body.number("verified_type", -1));
    fan.authorised = body.flag("authorised", true);
    if (fan.name.empty()) return refuse(400, "\"name\": expected a name");
    auto const uid = fan.uid;
    if (!play_.world().people().add(std::move(fan)))
        return refuse(400, "somebody has this name or uid already");
    Json json;
    return {200, json.object().field("uid", uid).end_object().text()};
}

Answer Control::human_read(ControlBody const& body, TimePoint /*now*/) {
    auto const* person = play_.director().who(body.text("uid"));
    if (!person) return refuse(400, "\"uid\": expected the uid, name or key of an account");
    play_.world().read_by_human(person->uid);
    return good();
}

Answer Control::counters(ControlBody const& body, TimePoint now) {
    auto const* person = play_.director().who(body.text("uid"));
    auto const mode = parse_badges(body.text("mode"));
    if (!person) return refuse(400, "\"uid\": expected the uid, name or key of an account");
    if (!mode) return refuse(400, "\"mode\": expected true, stuck, absent or human");
    play_.set_badges(person->uid, *mode, now);
    return good();
}

Answer Control::clock(ControlBody const& body, TimePoint now) {
    auto const by = body.span("advance");
    if (!clock_) return refuse(400, "the time of this world is not ours to move");
    if (!by || !body.has("advance")) return refuse(400, "\"advance\": expected a time such as \"1h\"");
    clock_->advance(*by);
    play_.advance(clock_->now());
    Json json;
    return {200, json.object().field("was", now).field("now", clock_->now()).end_object().text()};
}

}  // namespace rw::sim
