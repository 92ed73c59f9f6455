#include "weibo-sim/play.hpp"

#include "weibo-sim/crowd.hpp"

#include <algorithm>

namespace rw::sim {

Play::Play(Scenario scenario, TimePoint start)
    : scenario_{std::move(scenario)},
      world_{static_cast<std::uint64_t>(scenario_.sim.seed), scenario_.sim.zero_width_share},
      tokens_{static_cast<int>(scenario_.sim.quota_ip_hour)},
      director_{world_} {
    cast(start);
    for (auto const& say : scenario_.says) {
        agenda_.put(start + say.at, [this, &say](TimePoint at) {
            auto const done = director_.perform(say.line, at);
            if (!done) troubles_.push_back(done.error().doing);
        });
    }
    if (scenario_.life.on) {
        life_ = std::make_unique<Life>(scenario_, world_, director_, agenda_);
        auto const backfill = scenario_.life.backfill;
        agenda_.put(start - backfill, [this](TimePoint at) { life_->begin(at); });
    }
    advance(start);
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
    for (auto const& part : brand.tokens) {
        Token token{part.token, brand.uid, part.state};
        token.quota_hour = static_cast<int>(part.quota_hour);
        token.quota_day = static_cast<int>(part.quota_day);
        token.created_at = start;
        token.expires_at = start + part.expires_in;
        tokens_.add(std::move(token));
    }
}

void Play::advance(TimePoint now) {
    agenda_.run(now);
    world_.advance(now);
}

Manners Play::manners() const {
    Manners manners{static_cast<std::uint64_t>(scenario_.sim.seed), scenario_.sim.drop_share};
    for (auto const& brand : scenario_.brands) {
        for (auto const& code : brand.codes)
            manners.codes.emplace(code, brand.uid);
    }
    return manners;
}

}  // namespace rw::sim
