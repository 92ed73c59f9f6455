#include "weibo-sim/play.hpp"

#include "weibo-sim/crowd.hpp"

#include <algorithm>

namespace rw::sim {

Play::Play(Scenario scenario, TimePoint start)
    : scenario_{std::move(scenario)},
      world_{static_cast<std::uint64_t>(scenario_.sim.seed), scenario_.sim.zero_width_share},
      tokens_{static_cast<int>(scenario_.sim.quota_ip_hour)},
      director_{world_},
      staff_dice_{static_cast<std::uint64_t>(scenario_.sim.seed) ^ 0x7374616666U} {
    cast(start);
    for (auto const& say : scenario_.says) {
        agenda_.put(start + say.at, [this, &say](TimePoint at) {
            auto const done = director_.perform(say.line, at);
            if (!done) troubles_.push_back(done.error().doing);
        });
    }
    if (scenario_.life.on) begin_life(start);
    advance(start);
}

void Play::begin_life(TimePoint start) {
    life_ = std::make_unique<Life>(scenario_, world_, director_, agenda_);
    agenda_.put(start - scenario_.life.backfill, [this](TimePoint at) { life_->begin(at); });
    for (auto const& part : scenario_.bursts)
        agenda_.put(start + part.at, [this, &part](TimePoint at) { life_->burst(part, at); });
}

void Play::cast(TimePoint start) {
    for (auto const& brand : scenario_.brands)
        cast_brand(brand, start);
    for (auto const& fan : scenario_.fans)
        world_.people().add(fan);
    Dice dice{static_cast<std::uint64_t>(scenario_.sim.seed) ^ 0x63726f7764U};
    for (auto& fan : make_crowd(scenario_.crowd, world_.people(), dice))
        world_.people().add(std::move(fan));
}

void Play::cast_brand(BrandPart const& brand, TimePoint start) {
    Character account{brand.uid, brand.name, Role::brand, brand.uid};
    account.followers = brand.followers;
    account.verified_type = 2;
    account.reason = brand.reason;
    world_.people().add(account);
    director_.introduce(brand.key, brand.uid);
    auto const join = [&](StaffPart const& part, Role role) {
        Character person{part.uid, part.name, role, brand.uid};
        person.followers = role == Role::executive ? 88'000 : 2'600;
        person.verified_type = role == Role::executive ? 0 : 2;
        world_.people().add(std::move(person));
    };
    for (auto const& part : brand.staff)
        join(part, Role::staff);
    for (auto const& part : brand.executives)
        join(part, Role::executive);
    for (auto const& part : brand.tokens)
        cast_token(brand, part, start);
    if (brand.counters != Badges::truly) set_badges(brand.uid, brand.counters, start);
    if (!brand.push) return;
    tallies_.emplace(brand.key, PushTally{});
    world_.keep_letters(brand.uid, brand.push->mentions);
}

void Play::cast_token(BrandPart const& brand, TokenPart const& part, TimePoint start) {
    Token token{part.token, brand.uid, part.state};
    token.quota_hour = static_cast<int>(part.quota_hour);
    token.quota_day = static_cast<int>(part.quota_day);
    token.created_at = start;
    token.expires_at = start + part.expires_in;
    token.biz = part.biz;
    token.forbidden.insert(part.forbidden.begin(), part.forbidden.end());
    for (auto const& [path, limit] : part.by_path)
        token.by_path[path].limit = static_cast<int>(limit);
    tokens_.add(std::move(token));
}

void Play::set_badges(Uid uid, Badges mode, TimePoint now) {
    bool const looking = world_.badges(uid) == Badges::human;
    world_.set_badges(uid, mode);
    if (mode == Badges::human && !looking) look_in(uid, now);
}

/// The staff open the app now and then, and the badges begin anew.
void Play::look_in(Uid uid, TimePoint at) {
    auto const mean = static_cast<double>(scenario_.life.staff_look_every.count());
    auto const pause = Span{static_cast<std::int64_t>(staff_dice_.exponential(mean))};
    agenda_.put(at + std::max(pause, Span{1}), [this, uid](TimePoint then) {
        if (world_.badges(uid) != Badges::human) return;
        world_.advance(then);
        world_.read_by_human(uid);
        look_in(uid, then);
    });
}

std::vector<Push> Play::take_pushes() {
    std::vector<Push> pushes;
    for (auto const& letter : world_.take_letters()) {
        auto const& brands = scenario_.brands;
        auto const brand = std::ranges::find(brands, letter.to, &BrandPart::uid);
        if (brand == brands.end() || !brand->push) continue;
        ++tallies_[brand->key].letters;
        pushes.push_back({brand->key, push_body(letter)});
    }
    return pushes;
}

void Play::advance(TimePoint now) {
    agenda_.run(now);
    world_.advance(now);
}

Manners Play::manners() const {
    auto const& sim = scenario_.sim;
    Manners manners{static_cast<std::uint64_t>(sim.seed), sim.drop_share};
    manners.year = sim.year;
    manners.skew_share = sim.skew_share;
    manners.writes = sim.writes;
    manners.dress = {sim.gzip, sim.chunked};
    manners.faults = scenario_.faults;
    for (auto const& brand : scenario_.brands) {
        for (auto const& code : brand.codes)
            manners.codes.emplace(code, brand.uid);
    }
    return manners;
}

}  // namespace rw::sim
