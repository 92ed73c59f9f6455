#include "weibo-sim/scenario.hpp"
#include "weibo-sim/table_reader.hpp"

#include <algorithm>
#include <set>

namespace rw::sim {
namespace {

using Names = std::set<std::string, std::less<>>;

/// Everybody who can be named in `by`, and what is wrong with how they are named.
Names people_of(Scenario const& scenario, TableReader& root) {
    Names names;
    std::set<Uid> uids;
    auto const meet = [&](std::string const& name, Uid uid, std::string_view part) {
        if (!name.empty() && !names.insert(name).second)
            root.complain(part, "the name \"" + name + "\" is given twice");
        if (!uid.none() && !uids.insert(uid).second)
            root.complain(part, "the uid " + uid.text() + " is given twice");
        names.insert(uid.text());
    };
    for (auto const& brand : scenario.brands) {
        meet(brand.name, brand.uid, "brand");
        if (!brand.key.empty()) names.insert(brand.key);
        for (auto const& staff : brand.staff)
            meet(staff.name, staff.uid, "brand");
        for (auto const& executive : brand.executives)
            meet(executive.name, executive.uid, "brand");
    }
    for (auto const& fan : scenario.fans)
        meet(fan.name, fan.uid, "fan");
    return names;
}

void check_brands(Scenario const& scenario, TableReader& root) {
    Names keys;
    Names tokens;
    if (scenario.brands.empty()) root.complain("brand", "a scenario needs at least one [[brand]]");
    for (auto const& brand : scenario.brands) {
        if (!keys.insert(brand.key).second)
            root.complain("brand", "the key \"" + brand.key + "\" is given twice");
        for (auto const& token : brand.tokens) {
            if (!tokens.insert(token.token).second) root.complain("brand", "one token is given twice");
        }
    }
}

std::string unresolved(SayPart const& say, Names const& people, Names const& made) {
    auto const& line = say.line;
    if (!line.by.empty() && !people.contains(line.by)) return "nobody is called \"" + line.by + "\"";
    if (!line.brand.empty() && !people.contains(line.brand))
        return "there is no brand \"" + line.brand + "\"";
    if (!line.to.empty() && !made.contains(line.to))
        return "no earlier [[say]] has the key \"" + line.to + "\"";
    return "";
}

void check_says(Scenario const& scenario, TableReader& root, Names people) {
    std::vector<TableReader> places = root.children("say");
    std::vector<std::size_t> order(scenario.says.size());
    for (std::size_t at = 0; at < order.size(); ++at)
        order[at] = at;
    std::ranges::stable_sort(order, {}, [&](std::size_t at) { return scenario.says[at].at; });
    Names made;
    for (auto const at : order) {
        auto const& say = scenario.says[at];
        auto const why = unresolved(say, people, made);
        if (!why.empty()) places.at(at).complain(why.starts_with("no ") ? "to" : "by", why);
        if (!say.line.key.empty()) made.insert(say.line.key);
        if (say.line.act == Act::rename) people.insert(say.line.text);
    }
}

bool has_pool(std::vector<PoolPart> const& pools, std::string_view of) {
    return std::ranges::any_of(pools, [&](PoolPart const& pool) { return pool.of == of; });
}

void check_names(std::map<std::string, double> const& weights, Names const& known, TableReader& root) {
    std::string all;
    for (auto const& name : known)
        all += (all.empty() ? "" : ", ") + name;
    for (auto const& [name, weight] : weights) {
        if (!known.contains(name)) root.complain("life", "\"" + name + "\" is not one of: " + all);
    }
}

void check_topics(Scenario const& scenario, TableReader& root) {
    for (auto const& reply : scenario.replies) {
        if (reply.topic.empty()) continue;
        auto const same = [&](PoolPart const& text) {
            return text.topic == reply.topic && text.of == reply.of;
        };
        if (std::ranges::any_of(scenario.texts, same)) continue;
        root.complain("reply",
                      "no [[text]] of class \"" + reply.of + "\" has the topic \"" + reply.topic + "\"");
    }
}

void check_life(Scenario const& scenario, TableReader& root) {
    auto const& life = scenario.life;
    check_names(life.kinds, {"comment", "mention", "comment_mention", "repost", "message"}, root);
    check_names(life.forms, {"reply", "deep", "fresh", "second_account", "repost"}, root);
    if (!life.on) return;
    if (life.mix.empty()) root.complain("life", "needs [life.mix], a weight for each class of message");
    for (auto const& [of, weight] : life.mix) {
        if (!has_pool(scenario.texts, of)) root.complain("life", "no [[text]] has the class \"" + of + "\"");
    }
    if (scenario.fans.empty() && scenario.crowd.count == 0)
        root.complain("life", "needs [[fan]] or [crowd] to speak");
    auto const good = [](PoolPart const& pool) { return pool.tone == "good"; };
    if (std::ranges::none_of(scenario.replies, good))
        root.complain("life", "needs a [[reply]] with the tone \"good\"");
    for (auto const& brand : scenario.brands) {
        if (brand.posts.empty()) root.complain("brand", brand.key + " needs \"posts\" for generated life");
    }
}

void check_bursts(Scenario const& scenario, TableReader& root) {
    for (auto const& burst : scenario.bursts) {
        auto const known =
            std::ranges::any_of(scenario.brands, [&](auto const& brand) { return brand.key == burst.brand; });
        if (!known) root.complain("burst", "there is no brand \"" + burst.brand + "\"");
        if (!scenario.life.on) root.complain("burst", "needs [life]: its messages are generated");
        if (!burst.of.empty() && !has_pool(scenario.texts, burst.of))
            root.complain("burst", "no [[text]] has the class \"" + burst.of + "\"");
    }
}

}  // namespace

void check_scenario(Scenario const& scenario, TableReader& root) {
    check_brands(scenario, root);
    check_says(scenario, root, people_of(scenario, root));
    check_topics(scenario, root);
    check_life(scenario, root);
    check_bursts(scenario, root);
}

}  // namespace rw::sim
