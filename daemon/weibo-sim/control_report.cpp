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

Answer Control::stats(TimePoint now) {
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
    json.key("items").array();
    for (auto const& [id, item] : play_.world().items())
        json.value(std::to_string(id));
    return {200, json.end_array().end_object().text()};
}

Answer Control::items(Call const& call) {
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

}  // namespace rw::sim
