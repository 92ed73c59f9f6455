#include "weibo-sim/life.hpp"

#include <algorithm>

namespace rw::sim {
namespace {

Fate const answered_in_time{1, 0, 0, 0};

Act act_of(std::string const& kind) {
    return parse_act(kind).value_or(Act::comment);
}

}  // namespace

Life::Life(Scenario const& scenario, World& world, Director& director, Agenda& agenda)
    : scenario_{scenario},
      life_{scenario.life},
      world_{world},
      director_{director},
      agenda_{agenda},
      dice_{static_cast<std::uint64_t>(scenario.sim.seed) ^ 0x6c696665U},
      posts_(scenario.brands.size(), 0) {
    // Where there is a crowd, those with a name of their own speak only as the script has it.
    std::set<Uid> scripted;
    for (auto const& fan : scenario.fans) {
        if (scenario.crowd.count > 0) scripted.insert(fan.uid);
    }
    for (auto const& [uid, person] : world.people().all()) {
        if (person.role == Role::fan && !scripted.contains(uid)) fans_.push_back(uid);
    }
}

Span Life::scaled(double millis) const {
    return Span{static_cast<std::int64_t>(millis / scenario_.sim.speed)};
}

Span Life::after(Delay const& delay) {
    return scaled(dice_.lognormal(static_cast<double>(delay.median.count()), delay.spread));
}

void Life::begin(TimePoint from) {
    for (std::size_t brand = 0; brand < scenario_.brands.size(); ++brand) {
        post(brand, from);
        next_arrival(brand, from);
        next_burst(brand, from);
    }
}

void Life::post(std::size_t brand, TimePoint at) {
    auto const& part = scenario_.brands[brand];
    Line line;
    line.act = Act::post;
    line.by = part.uid.text();
    line.text = fill(part.posts[posts_[brand]++ % part.posts.size()], part);
    line.note = "post";
    auto const made = director_.perform(line, at);
    agenda_.put(at + scaled(static_cast<double>(life_.post_every.count())),
                [this, brand](TimePoint then) { post(brand, then); });
    bool const edited = made && life_.garnish.edited_posts > 0 && dice_.chance(life_.garnish.edited_posts);
    if (!edited) return;
    agenda_.put(at + scaled(dice_.lognormal(240'000, 0.6)), [this, id = *made, line](TimePoint then) {
        [[maybe_unused]] auto const done = world_.edit(id, line.text + "（有更新）", then);
    });
}

std::optional<Life::Message> Life::message(std::size_t brand, std::string const& of) {
    auto const& part = scenario_.brands[brand];
    auto picked = pick(scenario_.texts, {of}, part);
    if (!picked) return std::nullopt;
    Line line;
    line.act = act_of(pick_weighted(life_.kinds, "comment"));
    line.by = fans_[dice_.below(fans_.size())].text();
    line.brand = part.key;
    line.text = std::move(picked->text);
    line.note = of;
    if (line.act == Act::message) return Message{std::move(line), std::move(picked->topic)};
    auto const& statuses = world_.shelf(part.uid).statuses;
    // Most talk is under the newest posts.
    auto const back = std::min<std::size_t>(dice_.below(3), statuses.empty() ? 0 : statuses.size() - 1);
    bool const under_post = line.act == Act::comment || line.act == Act::repost;
    if (under_post && !statuses.empty()) line.to = std::to_string(statuses[statuses.size() - 1 - back]);
    auto const most = static_cast<std::uint64_t>(std::max<std::int64_t>(1, life_.late_most.count()));
    if (dice_.chance(life_.late_share)) line.late = Span{static_cast<std::int64_t>(dice_.below(most))};
    garnish(line);
    return Message{std::move(line), std::move(picked->topic)};
}

void Life::speak(std::size_t brand, std::string of, TimePoint at) {
    if (of.empty()) of = pick_weighted(life_.mix, "");
    auto const said = message(brand, of);
    if (!said) return;
    auto const& line = said->line;
    auto const made = director_.perform(line, at);
    if (!made || made->none()) return;  // under a post that was deleted meanwhile, or for the staff alone
    Uid const fan = *Uid::parse(line.by);
    settle({brand, *made, fan, of, said->topic, line.act}, at);
    if (dice_.chance(life_.fan_delete_share)) erase_later(*made, 300'000, at);
    if (life_.garnish.renames > 0 && dice_.chance(life_.garnish.renames)) rename_later(fan, at);
}

void Life::settle(Matter const& matter, TimePoint at) {
    auto const& fate = fate_of(matter.of);
    auto const which = dice_.weighted({fate.in_time, fate.late, fate.never, fate.badly});
    auto const* fan = world_.people().find(matter.fan);
    bool const asks_again = (which == 1 || which == 2) && dice_.chance(life_.prod_share * fan->haste);
    if (asks_again) {
        waiting_.insert(matter.first);
        agenda_.put(at + after(life_.prod), [this, matter](TimePoint then) { prod(matter, 1, then); });
    }
    if (which == 2) return;
    auto const delay = after(which == 1 ? life_.late : life_.in_time);
    std::string const tone = which == 3 ? "" : "good";
    agenda_.put(at + delay, [this, matter, tone](TimePoint then) { answer(matter, tone, then); });
}

Line Life::reply_line(Matter const& matter, std::string const& form) {
    auto const& part = scenario_.brands[matter.brand];
    bool const on_comment = matter.act == Act::comment || matter.act == Act::comment_mention;
    Line line;
    line.act = on_comment ? Act::reply : Act::comment;
    if (form == "fresh") line.act = Act::comment;
    if (form == "repost" && !on_comment) line.act = Act::repost;
    bool const second = form == "second_account" && !part.staff.empty();
    line.by = (second ? part.staff[dice_.below(part.staff.size())].uid : part.uid).text();
    line.brand = part.key;
    line.to = matter.first.text();
    if (life_.garnish.variants > 0 && dice_.chance(life_.garnish.variants)) {
        constexpr std::string_view typed[] = {"回复 @{name}:", "回复@{name}：", "回复@{name} :"};
        line.prefix = typed[dice_.below(std::size(typed))];
    }
    return line;
}

/// The fan has added something to the first message, and that is what the brand answers: the third of the
/// thread (weibo-api 11.14).
void Life::deepen(Matter const& matter, Line line, TimePoint at) {
    auto const more = pick(scenario_.texts, {"prod"}, scenario_.brands[matter.brand]);
    Line addition;
    addition.act = Act::reply;
    addition.by = matter.fan.text();
    addition.to = matter.first.text();
    addition.text = more ? more->text : "补充一下，已经很久了";
    addition.note = "prod";
    auto const added = director_.perform(addition, at);
    if (!added) return;
    line.to = added->text();
    agenda_.put(at + scaled(20'000), [this, line](TimePoint then) {
        [[maybe_unused]] auto const made = director_.perform(line, then);
    });
}

void Life::answer(Matter const& matter, std::string const& tone, TimePoint at) {
    waiting_.erase(matter.first);
    auto const* first = world_.find(matter.first);
    if (!first || first->deleted) return;
    auto picked = pick(scenario_.replies, {matter.of, tone, matter.topic}, scenario_.brands[matter.brand]);
    if (!picked) return;
    picked->good = tone == "good";
    answer_as(matter, pick_weighted(life_.forms, "reply"), *picked, at);
}

void Life::answer_as(Matter const& matter, std::string const& form, Picked const& words, TimePoint at) {
    auto line = reply_line(matter, form);
    line.text = words.text;
    line.note = words.good ? "good" : "bad";
    if (form == "deep" && line.act == Act::reply) return deepen(matter, std::move(line), at);
    auto const made = director_.perform(line, at);
    if (!made) return;
    if (!words.good && dice_.chance(life_.brand_delete_share)) erase_later(*made, 240'000, at);
    if (line.act != Act::repost) follow_up(matter, *made, words.good, at);
}

void Life::follow_up(Matter const& matter, WeiboId reply, bool good, TimePoint at) {
    if (!dice_.chance(life_.closing_share)) return;
    Wish const wish{good ? "closing" : "sarcasm"};
    auto const picked = pick(scenario_.texts, wish, scenario_.brands[matter.brand]);
    if (!picked) return;
    Line line;
    line.act = Act::reply;
    line.by = matter.fan.text();
    line.to = reply.text();
    line.text = picked->text;
    line.note = good ? "closing" : "sarcasm";
    auto const pause = scaled(dice_.lognormal(50'000, 0.5));
    agenda_.put(at + pause, [this, line](TimePoint then) {
        [[maybe_unused]] auto const made = director_.perform(line, then);
    });
}

void Life::prod(Matter const& matter, int turn, TimePoint at) {
    constexpr int most_turns = 3;
    auto const* first = world_.find(matter.first);
    if (!waiting_.contains(matter.first) || !first || first->deleted) return;
    auto const picked = pick(scenario_.texts, {"prod"}, scenario_.brands[matter.brand]);
    Line line;
    line.act = matter.act == Act::repost ? Act::mention : matter.act;
    line.by = matter.fan.text();
    line.brand = scenario_.brands[matter.brand].key;
    if (line.act != Act::mention) line.to = matter.first.text();
    line.text = picked ? picked->text : "在吗";
    line.note = "prod";
    [[maybe_unused]] auto const made = director_.perform(line, at);
    if (turn >= most_turns || !dice_.chance(0.6)) {
        waiting_.erase(matter.first);
        return;
    }
    agenda_.put(at + after(life_.prod),
                [this, matter, turn](TimePoint then) { prod(matter, turn + 1, then); });
}

void Life::erase_later(WeiboId id, double median_millis, TimePoint at) {
    auto const pause = scaled(dice_.lognormal(median_millis, 0.6));
    agenda_.put(at + pause, [this, id](TimePoint) { [[maybe_unused]] auto const gone = world_.remove(id); });
}

Fate const& Life::fate_of(std::string const& of) const {
    auto found = life_.fates.find(of);
    if (found == life_.fates.end()) found = life_.fates.find("default");
    return found == life_.fates.end() ? answered_in_time : found->second;
}

}  // namespace rw::sim
