#include "weibo-sim/scenario_parts.hpp"

namespace rw::sim {
namespace {

constexpr Bounds share{0, 1};

/// Quiet from midnight, busy at noon and most of all in the evening; the mean is 1.
constexpr double typical[24] = {0.7, 0.4, 0.2, 0.1, 0.1, 0.2, 0.4, 0.7, 0.9, 1.1, 1.2, 1.2,
                                1.4, 1.3, 1.1, 1.1, 1.1, 1.1, 1.2, 1.4, 1.8, 2.0, 1.8, 1.5};

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

void read_bursts(TableReader& reader, LifePart& life) {
    reader.number("bursts_per_day", life.bursts_per_day, {0, 1000});
    reader.number("burst_factor", life.burst_factor, {1, 1000});
    reader.span("burst_decay", life.burst_decay);
}

Garnish read_garnish(TableReader reader) {
    Garnish garnish;
    reader.number("links", garnish.links, share);
    reader.number("emoticons", garnish.emoticons, share);
    reader.number("variants", garnish.variants, share);
    reader.number("long_texts", garnish.long_texts, share);
    reader.number("authorless", garnish.authorless, share);
    reader.number("edited_posts", garnish.edited_posts, share);
    reader.number("renames", garnish.renames, share);
    reader.finish();
    return garnish;
}

}  // namespace

void read_cycle(TableReader& reader, Cycle& into) {
    if (reader.holds_text("cycle")) {
        std::string name;
        reader.text("cycle", name);
        if (name != "typical") reader.complain("cycle", "expected \"typical\" or 24 numbers");
        into.assign(std::begin(typical), std::end(typical));
        return;
    }
    reader.numbers("cycle", into, {0, 1000});
    if (!into.empty() && into.size() != 24) reader.complain("cycle", "expected \"typical\" or 24 numbers");
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
    reader.span("staff_look_every", life.staff_look_every);
    read_cycle(reader, life.cycle);
    read_bursts(reader, life);
    for (auto& one : reader.child("garnish"))
        life.garnish = read_garnish(std::move(one));
    reader.finish();
    return life;
}

}  // namespace rw::sim
