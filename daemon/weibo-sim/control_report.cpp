#include "weibo-sim/calendar.hpp"
#include "weibo-sim/control.hpp"

namespace rw::sim {
namespace {

std::string_view kind_of(Item const& item) {
    if (item.shape == Shape::comment) return item.parent.none() ? "comment" : "reply";
    return item.post.none() ? "status" : "repost";
}

void write_counts(Json& json, std::string_view key, std::map<std::string, int> const& counts) {
    json.key(key).object();
    for (auto const& [name, count] : counts)
        json.field(name, count);
    json.end_object();
}

void write_meter(Json& json, std::string_view key, Meter const& meter, TimePoint window) {
    json.key(key).object().field("used", meter.in(window)).field("most", meter.most).end_object();
}

void write_calls(Json& json, Census const& census) {
    std::map<std::string, std::map<std::string, int>> by_path;
    int sum = 0;
    for (auto const& [key, count] : census.calls) {
        by_path[key.first][key.second] = count;
        sum += count;
    }
    json.field("calls_total", sum).key("calls").object();
    for (auto const& [path, tokens] : by_path)
        write_counts(json, path, tokens);
    json.end_object();
}

void write_budgets(Json& json, Tokens const& tokens, TimePoint now) {
    json.key("tokens").object();
    for (auto const& [text, token] : tokens.all()) {
        json.key(text).object().field("uid", token.uid).field("state", to_text(token.state));
        write_meter(json, "hour", token.hour, hour_of(now));
        write_meter(json, "day", token.day, day_of(now));
        json.end_object();
    }
    json.end_object().key("addresses").object();
    for (auto const& [ip, meter] : tokens.addresses())
        write_meter(json, ip, meter, hour_of(now));
    json.end_object();
}

void write_served(Json& json, Census const& census) {
    std::map<std::string, std::map<std::string, Served>> by_token;
    for (auto const& [key, served] : census.served)
        by_token[key.first][key.second] = served;
    json.key("served").object();
    for (auto const& [token, paths] : by_token) {
        json.key(token).object();
        for (auto const& [path, served] : paths) {
            json.key(path).object().field("pages", served.pages).field("items", served.items).end_object();
        }
        json.end_object();
    }
    json.end_object();
}

void write_pushes(Json& json, std::map<std::string, PushTally> const& tallies) {
    json.key("pushes").object();
    for (auto const& [brand, tally] : tallies) {
        json.key(brand).object().field("verified", tally.verified).field("letters", tally.letters);
        json.field("attempts", tally.attempts).field("delivered", tally.delivered);
        json.field("failed", tally.failed).end_object();
    }
    json.end_object();
}

void write_item(Json& json, Item const& item, World const& world) {
    auto const* author = world.people().find(item.author);
    json.object().field("id", item.id).field("kind", kind_of(item)).field("author", item.author);
    json.field("name", author->name).field("role", to_text(author->role)).field("text", item.text);
    json.field("root", item.post).field("parent", item.parent).key("mentions").array();
    for (auto const uid : item.mentions)
        json.value(uid);
    json.end_array().field("created_at", item.created_at).field("visible_at", item.visible_at);
    json.field("visible", item.visible).field("deleted", item.deleted).field("note", item.note).end_object();
}

}  // namespace

Answer Control::stats(Call const& /*call*/, TimePoint now) {
    auto const& census = api_.census();
    int writes = 0;
    for (auto const& [path, count] : census.writes)
        writes += count;
    Json json;
    json.object().field("now", now);
    write_calls(json, census);
    json.field("writes_total", writes);
    write_counts(json, "writes", census.writes);
    json.key("refused").object();
    for (auto const& [code, count] : census.refused)
        json.field(std::to_string(code), count);
    json.end_object();
    write_counts(json, "faults", census.faults);
    json.field("faults_waiting", api_.faults().waiting());
    write_budgets(json, play_.tokens(), now);
    write_served(json, census);
    write_pushes(json, play_.push_tallies());
    json.key("items").array();
    for (auto const& [id, item] : play_.world().items())
        json.value(std::to_string(id));
    return {200, json.end_array().end_object().text()};
}

Answer Control::items(Call const& call, TimePoint /*now*/) {
    auto const since = WeiboId::parse(call.field("since_id").value_or("")).value_or(WeiboId{});
    auto const author = call.field("author").value_or("");
    auto const& items = play_.world().items();
    Json json;
    json.object().key("items").array();
    for (auto at = items.upper_bound(since.value()); at != items.end(); ++at) {
        if (author.empty() || at->second.author.text() == author) write_item(json, at->second, play_.world());
    }
    return {200, json.end_array().end_object().text()};
}

Answer Control::visible(Call const& call, TimePoint now) {
    auto const* person = play_.director().who(call.field("account").value_or(""));
    Json json;
    if (!person) {
        json.object().field("error", "\"account\": expected the uid, name or key of an account").end_object();
        return {400, json.text()};
    }
    std::map<std::string_view, std::vector<Api::Exposure>> lists;
    for (auto const name : list_names)
        lists[name];
    for (auto const& one : api_.exposed(person->uid, call.field("biz") == "1"))
        lists[one.list].push_back(one);
    json.object().field("account", person->uid).field("now", now).key("lists").object();
    for (auto const& [name, shown] : lists) {
        json.key(name).array();
        for (auto const& one : shown) {
            json.object().field("id", std::to_string(one.id)).field("visible_at", one.visible_at);
            json.field("deleted", one.deleted).end_object();
        }
        json.end_array();
    }
    return {200, json.end_object().end_object().text()};
}

}  // namespace rw::sim
