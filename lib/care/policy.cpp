#include "care/policy.hpp"

#include "core/hash.hpp"

namespace rw::care {
namespace {

constexpr std::int64_t a_diamond = 1'000'000;
constexpr std::int64_t of_the_core = 100'000;
constexpr TimePoint first_day{std::chrono::sys_days{std::chrono::year{2025} / 1 / 1}};
constexpr TimePoint last_day{std::chrono::sys_days{std::chrono::year{2029} / 1 / 1}};

void describe(std::string& all, Band const& band) {
    for (auto const span : {band.floor, band.warn, band.ceiling})
        all += std::to_string(span.count()) + ",";
    all += band.clock == ClockKind::always ? "a;" : "w;";
}

/// Nothing for a plain account that is judged by what is shipped.
void describe_tone(std::string& out, Policy const& policy) {
    if (policy.style == tone::Style::playful) out += "playful;";
    if (policy.judge) out += policy.judge->model().made_of() + ";";
    for (auto const& [label, by] : policy.leanings.fan)
        out += std::string{to_text(label)} + std::to_string(by) + ";";
    for (auto const& [label, by] : policy.leanings.reply)
        out += "reply " + std::string{to_text(label)} + std::to_string(by) + ";";
}

}  // namespace

Tier Policy::tier_of(Person const& fan) const {
    if (auto const found = tiers.find(fan.uid); found != tiers.end()) return found->second;
    if (fan.followers > a_diamond) return Tier::diamond;
    bool const verified = fan.verified_type >= 0 && fan.verified_type <= 7;
    if (fan.followers > of_the_core || verified) return Tier::core;
    auto const learnt = known.find(fan.uid);
    return learnt == known.end() ? Tier::normal : learnt->second;
}

std::string Policy::id() const {
    std::string all;
    for (std::size_t kind = 0; kind < class_count; ++kind) {
        for (std::size_t tier = 0; tier < tier_count; ++tier)
            describe(all, bands.of(static_cast<Class>(kind), static_cast<Tier>(tier)));
    }
    // A calendar is what it does: where each day's work begins, and how much there is of it.
    for (TimePoint day = first_day; day < last_day; day += 24h) {
        all += std::to_string(to_millis(calendar.add(day, 1ms))) + ",";
        all += std::to_string(calendar.between(day, day + 24h).count()) + ";";
    }
    describe_tone(all, *this);
    return base32(fnv1a(all)).substr(0, 8);
}

}  // namespace rw::care
