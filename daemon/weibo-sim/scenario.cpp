#include "weibo-sim/scenario.hpp"

#include "weibo-sim/scenario_parts.hpp"

#include <algorithm>

namespace rw::sim {
namespace {

constexpr Bounds share{0, 1};

Year read_year(TableReader& reader) {
    std::int64_t year = 2018;
    reader.whole("profile", year, {0, 9999});
    if (year == 2012) return Year::y2012;
    if (year == 2014) return Year::y2014;
    if (year != 2018) reader.complain("profile", "expected 2012, 2014 or 2018");
    return Year::y2018;
}

SimPart read_sim(TableReader reader) {
    SimPart sim;
    reader.whole("seed", sim.seed, {0, 1e15});
    reader.number("speed", sim.speed, {0.01, 1000});
    reader.whole("quota_ip_hour", sim.quota_ip_hour, {1, 1e9});
    reader.number("drop_share", sim.drop_share, share);
    reader.number("zero_width_share", sim.zero_width_share, share);
    reader.number("skew_share", sim.skew_share, share);
    reader.number("clock_speed", sim.clock_speed, {0.01, 100'000});
    reader.flag("writes", sim.writes);
    reader.flag("gzip", sim.gzip);
    reader.flag("chunked", sim.chunked);
    sim.year = read_year(reader);
    reader.finish();
    return sim;
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

Chance read_faults(TableReader reader) {
    Chance faults;
    std::vector<std::string> kinds;
    reader.number("share", faults.share, share);
    reader.texts("kinds", kinds, Need::required);
    reader.text("path", faults.path);
    for (auto const& name : kinds) {
        auto const kind = parse_fault(name);
        if (kind) faults.kinds.push_back(*kind);
        if (!kind) reader.complain("kinds", "\"" + name + "\" is not one of: " + fault_names());
    }
    reader.finish();
    return faults;
}

BurstPart read_burst(TableReader reader) {
    BurstPart burst;
    reader.signed_span("at", burst.at);
    reader.text("brand", burst.brand, Need::required);
    reader.whole("count", burst.count, {1, 1'000'000});
    reader.span("over", burst.over);
    reader.text("of", burst.of);
    reader.finish();
    return burst;
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

/// What each act needs.
void check_line(TableReader& reader, Line const& line) {
    if (!line.form.empty() && !is_letter_form(line.form))
        reader.complain("form", "expected one of: " + letter_forms());
    bool const wordless = line.act == Act::message && !line.form.empty() && line.form != "text";
    bool const changes = line.act == Act::erase || line.act == Act::edit || line.act == Act::like;
    bool const needs_text = (!changes || line.act == Act::edit) && line.act != Act::repost && !wordless;
    bool const needs_speaker = !changes;
    if (needs_text && line.text.empty()) reader.complain("text", "expected what is said");
    if (needs_speaker && line.by.empty()) reader.complain("by", "expected who says it");
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
    reader.text("form", say.line.form);
    reader.whole("likes", say.line.likes, {0, 1e9});
    auto const known = parse_act(act);
    if (!known && !act.empty()) reader.complain("act", "expected one of: " + act_names());
    say.line.act = known.value_or(Act::comment);
    check_line(reader, say.line);
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
    for (auto& one : root.child("faults"))
        scenario.faults = read_faults(std::move(one));
    for (auto& one : root.children("burst"))
        scenario.bursts.push_back(read_burst(std::move(one)));
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
