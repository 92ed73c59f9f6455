#include "weibo-sim/scenario.hpp"

#include "weibo-sim/table_reader.hpp"

#include <algorithm>

namespace rw::sim {
namespace {

constexpr Bounds share{0, 1};

void read_uid(TableReader& reader, Uid& into, Need need) {
    std::string text;
    reader.text("uid", text, need);
    if (text.empty()) return;
    auto const uid = Uid::parse(text);
    if (!uid) return reader.complain("uid", "expected a number in quotes such as \"1904178193\"");
    into = *uid;
}

SimPart read_sim(TableReader reader) {
    SimPart sim;
    reader.whole("seed", sim.seed, {0, 1e15});
    reader.number("speed", sim.speed, {0.01, 1000});
    reader.whole("quota_ip_hour", sim.quota_ip_hour, {1, 1e9});
    reader.number("drop_share", sim.drop_share, share);
    reader.number("zero_width_share", sim.zero_width_share, share);
    reader.finish();
    return sim;
}

TokenPart read_token(TableReader reader) {
    TokenPart token;
    std::string state = "valid";
    reader.text("token", token.token, Need::required);
    reader.text("state", state);
    reader.whole("quota_hour", token.quota_hour, {0, 1e9});
    reader.whole("quota_day", token.quota_day, {0, 1e9});
    reader.span("expires_in", token.expires_in);
    auto const known = parse_token_state(state);
    if (!known) reader.complain("state", "expected valid, expired, revoked or garbage");
    token.state = known.value_or(TokenState::valid);
    reader.finish();
    return token;
}

StaffPart read_staff(TableReader reader) {
    StaffPart staff;
    read_uid(reader, staff.uid, Need::required);
    reader.text("name", staff.name, Need::required);
    reader.finish();
    return staff;
}

BrandPart read_brand(TableReader reader) {
    BrandPart brand;
    reader.text("key", brand.key, Need::required);
    reader.text("name", brand.name, Need::required);
    read_uid(reader, brand.uid, Need::required);
    reader.whole("followers", brand.followers, {0, 1e9});
    reader.text("reason", brand.reason);
    reader.number("per_minute", brand.per_minute, {0, 6000});
    for (auto& one : reader.children("tokens"))
        brand.tokens.push_back(read_token(std::move(one)));
    for (auto& one : reader.children("staff"))
        brand.staff.push_back(read_staff(std::move(one)));
    for (auto& one : reader.children("executives"))
        brand.executives.push_back(read_staff(std::move(one)));
    reader.texts("codes", brand.codes);
    reader.texts("products", brand.products);
    reader.texts("posts", brand.posts);
    reader.finish();
    return brand;
}

Character read_fan(TableReader reader, std::int64_t fallback_uid) {
    Character fan;
    std::int64_t verified_type = -1;
    reader.text("name", fan.name, Need::required);
    read_uid(reader, fan.uid, Need::optional);
    if (fan.uid.none()) fan.uid = Uid{fallback_uid};
    reader.whole("followers", fan.followers, {0, 1e9});
    reader.whole("verified_type", verified_type, {-1, 400});
    reader.text("reason", fan.reason);
    reader.text("location", fan.location);
    reader.text("gender", fan.gender);
    reader.number("haste", fan.haste, {0, 10});
    reader.flag("authorised", fan.authorised);
    fan.verified_type = static_cast<int>(verified_type);
    if (fan.gender != "m" && fan.gender != "f" && fan.gender != "n")
        reader.complain("gender", "expected m, f or n");
    reader.finish();
    return fan;
}

CrowdPart read_crowd(TableReader reader) {
    CrowdPart crowd;
    reader.whole("count", crowd.count, {0, 100000});
    reader.number("authorised_share", crowd.authorised_share, share);
    reader.texts("heads", crowd.heads);
    reader.texts("tails", crowd.tails);
    reader.texts("places", crowd.places);
    if (crowd.count > 0 && (crowd.heads.empty() || crowd.tails.empty())) {
        reader.complain("count", "a crowd needs \"heads\" and \"tails\" to make names of");
    }
    reader.finish();
    return crowd;
}

SayPart read_say(TableReader reader) {
    SayPart say;
    std::string act;
    reader.signed_span("at", say.at);
    reader.text("act", act, Need::required);
    reader.text("by", say.line.by);
    reader.text("brand", say.line.brand);
    reader.text("to", say.line.to);
    reader.text("key", say.line.key);
    reader.text("text", say.line.text);
    reader.text("source", say.line.source);
    reader.span("late", say.line.late);
    reader.flag("authorless", say.line.authorless);
    reader.text("note", say.line.note);
    auto const known = parse_act(act);
    if (!known && !act.empty()) reader.complain("act", "expected one of: " + act_names());
    say.line.act = known.value_or(Act::comment);
    bool const needs_text = say.line.act != Act::erase && say.line.act != Act::repost;
    bool const needs_speaker = say.line.act != Act::erase && say.line.act != Act::edit;
    if (needs_text && say.line.text.empty()) reader.complain("text", "expected what is said");
    if (needs_speaker && say.line.by.empty()) reader.complain("by", "expected who says it");
    reader.finish();
    return say;
}

PoolPart read_pool(TableReader reader, bool replies) {
    PoolPart pool;
    reader.text("class", pool.of, Need::required);
    if (replies) reader.text("tone", pool.tone, Need::required);
    reader.text("brand", pool.brand);
    reader.text("topic", pool.topic);
    reader.texts("texts", pool.texts, Need::required);
    reader.finish();
    return pool;
}

Delay read_delay(TableReader reader, Delay delay) {
    reader.span("median", delay.median);
    reader.number("spread", delay.spread, {0, 5});
    reader.finish();
    return delay;
}

Fate read_fate(TableReader reader) {
    Fate fate{0, 0, 0, 0};
    reader.number("in_time", fate.in_time, share);
    reader.number("late", fate.late, share);
    reader.number("never", fate.never, share);
    reader.number("badly", fate.badly, share);
    auto const sum = fate.in_time + fate.late + fate.never + fate.badly;
    if (sum < 0.999 || sum > 1.001)
        reader.complain("in_time", "in_time, late, never and badly must add up to 1");
    reader.finish();
    return fate;
}

void read_fates(TableReader& life, std::map<std::string, Fate>& into) {
    for (auto& reader : life.child("fate")) {
        for (auto const& name : reader.keys()) {
            for (auto& one : reader.child(name))
                into[name] = read_fate(std::move(one));
        }
    }
}

void read_life_shares(TableReader& reader, LifePart& life) {
    reader.number("prod_share", life.prod_share, share);
    reader.number("closing_share", life.closing_share, share);
    reader.number("fan_delete_share", life.fan_delete_share, share);
    reader.number("brand_delete_share", life.brand_delete_share, share);
    reader.number("late_share", life.late_share, share);
}

LifePart read_life(TableReader reader) {
    LifePart life;
    life.on = true;
    reader.flag("on", life.on);
    reader.span("backfill", life.backfill);
    reader.number("per_minute", life.per_minute, {0, 6000});
    reader.weights("mix", life.mix);
    reader.weights("kinds", life.kinds);
    reader.weights("forms", life.forms);
    read_fates(reader, life.fates);
    for (auto& one : reader.child("in_time"))
        life.in_time = read_delay(std::move(one), life.in_time);
    for (auto& one : reader.child("late"))
        life.late = read_delay(std::move(one), life.late);
    for (auto& one : reader.child("prod"))
        life.prod = read_delay(std::move(one), life.prod);
    read_life_shares(reader, life);
    reader.span("late_most", life.late_most);
    reader.span("post_every", life.post_every);
    reader.finish();
    return life;
}

void read_parts(TableReader& root, Scenario& scenario) {
    constexpr std::int64_t first_fan = 5100000000;
    for (auto& one : root.child("sim"))
        scenario.sim = read_sim(std::move(one));
    for (auto& one : root.children("brand"))
        scenario.brands.push_back(read_brand(std::move(one)));
    for (auto& one : root.children("fan")) {
        auto const uid = first_fan + static_cast<std::int64_t>(scenario.fans.size()) * 7919;
        scenario.fans.push_back(read_fan(std::move(one), uid));
    }
    for (auto& one : root.child("crowd"))
        scenario.crowd = read_crowd(std::move(one));
    for (auto& one : root.child("life"))
        scenario.life = read_life(std::move(one));
    for (auto& one : root.children("text"))
        scenario.texts.push_back(read_pool(std::move(one), false));
    for (auto& one : root.children("reply"))
        scenario.replies.push_back(read_pool(std::move(one), true));
}

}  // namespace

/// What holds between the parts; in scenario_check.cpp.
void check_scenario(Scenario const& scenario, TableReader& root);

Result<Scenario> read_scenario(std::string_view text, std::string const& file) {
    Complaints complaints{file};
    toml::table table;
    try {
        table = toml::parse(text, file);
    } catch (toml::parse_error const& error) {
        complaints.add(error.source(), std::string{error.description()});
        return Failure{Fault::bad_input, complaints.text()};
    }
    Scenario scenario;
    TableReader root{table, "the file", complaints};
    read_parts(root, scenario);
    std::vector<TableReader> says = root.children("say");
    for (auto const& one : says)
        scenario.says.push_back(read_say(one));
    root.finish();
    check_scenario(scenario, root);
    if (!complaints.none()) return Failure{Fault::bad_input, complaints.text()};
    std::ranges::stable_sort(scenario.says, {}, &SayPart::at);
    return scenario;
}

}  // namespace rw::sim
