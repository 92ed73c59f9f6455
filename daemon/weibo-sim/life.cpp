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
    }
}

void Life::post(std::size_t brand, TimePoint at) {
    auto const& part = scenario_.brands[brand];
    Line line;
    line.act = Act::post;
    line.by = part.uid.text();
    line.text = fill(part.posts[posts_[brand]++ % part.posts.size()], part);
    line.note = "post";
    [[maybe_unused]] auto const made = director_.perform(line, at);
    agenda_.put(at + scaled(static_cast<double>(life_.post_every.count())),
                [this, brand](TimePoint then) { post(brand, then); });
}

void Life::next_arrival(std::size_t brand, TimePoint at) {
    auto const own = scenario_.brands[brand].per_minute;
    auto const per_minute = own >= 0 ? own : life_.per_minute;
    if (per_minute <= 0 || fans_.empty()) return;
    auto const pause = std::max(Span{1}, scaled(dice_.exponential(60'000 / per_minute)));
    agenda_.put(at + pause, [this, brand](TimePoint then) { arrive(brand, then); });
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
    auto const& statuses = world_.shelf(part.uid).statuses;
    // Most talk is under the newest posts.
    auto const back = std::min<std::size_t>(dice_.below(3), statuses.empty() ? 0 : statuses.size() - 1);
    bool const under_post = line.act == Act::comment || line.act == Act::repost;
    if (under_post && !statuses.empty()) line.to = std::to_string(statuses[statuses.size() - 1 - back]);
    auto const most = static_cast<std::uint64_t>(std::max<std::int64_t>(1, life_.late_most.count()));
    if (dice_.chance(life_.late_share)) line.late = Span{static_cast<std::int64_t>(dice_.below(most))};
    return Message{std::move(line), std::move(picked->topic)};
}

void Life::arrive(std::size_t brand, TimePoint at) {
    next_arrival(brand, at);
    auto const of = pick_weighted(life_.mix, "");
    auto const said = message(brand, of);
    if (!said) return;
    auto const& line = said->line;
    auto const made = director_.perform(line, at);
    if (!made) return;  // under a post that was deleted meanwhile
    settle({brand, *made, *Uid::parse(line.by), of, said->topic, line.act}, at);
    if (dice_.chance(life_.fan_delete_share)) erase_later(*made, 300'000, at);
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

Line Life::reply_line(Matter const& matter, Uid& speaker) {
    auto const& part = scenario_.brands[matter.brand];
    auto const form = pick_weighted(life_.forms, "reply");
    bool const on_comment = matter.act == Act::comment || matter.act == Act::comment_mention;
    Line line;
    line.act = on_comment ? Act::reply : Act::comment;
    if (form == "fresh") line.act = Act::comment;
    if (form == "repost" && !on_comment) line.act = Act::repost;
    speaker = part.uid;
    if (form == "second_account" && !part.staff.empty())
        speaker = part.staff[dice_.below(part.staff.size())].uid;
    line.by = speaker.text();
    line.brand = part.key;
    line.to = matter.first.text();
    return line;
}

void Life::answer(Matter const& matter, std::string const& tone, TimePoint at) {
    waiting_.erase(matter.first);
    auto const* first = world_.find(matter.first);
    if (!first || first->deleted) return;
    auto const& part = scenario_.brands[matter.brand];
    bool const good = tone == "good";
    auto picked = pick(scenario_.replies, {matter.of, tone, matter.topic}, part);
    if (!picked) return;
    Uid speaker;
    auto line = reply_line(matter, speaker);
    line.text = std::move(picked->text);
    line.note = good ? "good" : "bad";
    auto const made = director_.perform(line, at);
    if (!made) return;
    if (!good && dice_.chance(life_.brand_delete_share)) erase_later(*made, 240'000, at);
    if (line.act != Act::repost) follow_up(matter, *made, good, at);
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
