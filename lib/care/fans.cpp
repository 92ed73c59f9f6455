#include "care/fans.hpp"

#include <algorithm>
#include <span>
#include <unordered_map>

namespace rw::care {
namespace {

struct Fan {
    std::vector<Wait const*> waits;  // by time
    std::vector<TimePoint> words;    // by time, each once
};
std::unordered_map<Uid, Fan> fans_of(History const& history, TimePoint now) {
    std::unordered_map<Uid, Fan> fans;
    for (auto const& wait : history.waits) {
        if (wait.asked_at > now) continue;
        auto& fan = fans[wait.fan];
        fan.waits.push_back(&wait);
        fan.words.push_back(wait.asked_at);
        if (wait.last_at && *wait.last_at <= now) fan.words.push_back(*wait.last_at);
    }
    for (auto const& touch : history.touches) {
        if (touch.at <= now) fans[touch.fan].words.push_back(touch.at);
    }
    for (auto& [uid, fan] : fans) {
        std::ranges::stable_sort(fan.waits, {}, [](Wait const* wait) { return wait->asked_at; });
        std::ranges::sort(fan.words);
        auto const doubles = std::ranges::unique(fan.words);
        fan.words.erase(doubles.begin(), doubles.end());
    }
    return fans;
}

bool ignored(Wait const& wait, TimePoint now, LoyaltyPolicy const& policy) {
    auto const fate = fate_of(wait);
    return fate == Fate::unanswered || (fate == Fate::open && waited(wait, now) >= policy.ignored_after);
}

/// Ignored `in_a_row` times at last, and answered as often just before. `since`: what was so before is old
/// news.
bool hot_then_cold(Fan const& fan, TimePoint since, TimePoint now, LoyaltyPolicy const& policy) {
    std::vector<Wait const*> told;
    std::ranges::copy_if(fan.waits, std::back_inserter(told),
                         [](Wait const* wait) { return fate_of(*wait) != Fate::left_out; });
    auto const run = static_cast<std::size_t>(policy.in_a_row);
    if (told.size() < 2 * run || told.back()->asked_at + policy.ignored_after < since) return false;
    auto const cold = std::span{told}.last(run);
    auto const hot = std::span{told}.last(2 * run).first(run);
    return std::ranges::all_of(cold, [&](Wait const* wait) { return ignored(*wait, now, policy); }) &&
           std::ranges::all_of(hot, [](Wait const* wait) { return fate_of(*wait) == Fate::answered; });
}

bool lost(Fan const& fan, TimePoint now, LoyaltyPolicy const& policy) {
    if (fan.waits.empty()) return false;
    auto const& last = *fan.waits.back();
    if (!ignored(last, now, policy)) return false;
    auto const from = std::ranges::lower_bound(fan.words, last.asked_at - policy.frequent_in);
    auto const until = std::ranges::lower_bound(fan.words, last.asked_at);
    return until - from >= policy.touches;
}

Finding naming(Trouble trouble, std::vector<Uid> fans, std::string week, int sample) {
    std::ranges::sort(fans);
    auto finding = found(trouble, Level::blue, "", std::move(week));
    finding.evidence = {{"fans", static_cast<double>(fans.size())}};
    finding.fans = std::move(fans);
    finding.sample = sample;
    finding.minimum = 1;
    return finding;
}

}  // namespace

std::vector<FanLine> fan_lines(History const& history, TimePoint now) {
    std::vector<FanLine> lines;
    for (auto const& [uid, fan] : fans_of(history, now)) {
        FanLine line;
        line.fan = uid;
        line.first_seen = fan.words.front();
        line.last_contact = fan.words.back();
        line.touches = static_cast<int>(fan.words.size());
        for (auto const* wait : fan.waits) {
            ++line.waits;
            line.tier = wait->tier;
            line.heard = line.heard || wait->heard;
            line.last_fate = fate_of(*wait);
            if (line.last_fate == Fate::answered) ++line.answered;
            if (line.last_fate == Fate::unanswered) ++line.unanswered;
            if (line.last_fate == Fate::open) ++line.open;
        }
        lines.push_back(line);
    }
    std::ranges::sort(lines, {}, &FanLine::fan);
    return lines;
}

std::optional<Finding> fans_ignored(History const& history, TimePoint now, LocalDays const& local,
                                    LoyaltyPolicy const& policy) {
    auto const fans = fans_of(history, now);
    auto const since = local.begin(local.week(now));
    std::vector<Uid> cold;
    for (auto const& [uid, fan] : fans) {
        if (hot_then_cold(fan, since, now, policy)) cold.push_back(uid);
    }
    if (cold.empty()) return std::nullopt;
    return naming(Trouble::fans_ignored, std::move(cold), to_text(local.week(now)),
                  static_cast<int>(fans.size()));
}

std::vector<Uid> lost_fans(History const& history, TimePoint from, TimePoint until,
                           LoyaltyPolicy const& policy) {
    std::vector<Uid> gone;
    for (auto const& [uid, fan] : fans_of(history, until)) {
        auto const silent_at = fan.words.back() + policy.silence;
        if (silent_at >= from && silent_at <= until && lost(fan, until, policy)) gone.push_back(uid);
    }
    std::ranges::sort(gone);
    return gone;
}

std::optional<Finding> lost_after_silence(History const& history, TimePoint now, LocalDays const& local,
                                          LoyaltyPolicy const& policy) {
    auto const week = local.week(now);
    auto gone = lost_fans(history, local.begin(week), now, policy);
    if (gone.empty()) return std::nullopt;
    auto const count = static_cast<int>(gone.size());
    return naming(Trouble::lost_after_silence, std::move(gone), to_text(week), count);
}

std::unordered_map<Uid, Tier> tiers_by_ledger(std::vector<FanLine> const& fans, TimePoint now) {
    constexpr int often = 10;  // messages in the history at hand
    constexpr int answered_often = 3;
    constexpr Span newcomer = 28 * 24h;
    std::unordered_map<Uid, Tier> tiers;
    for (auto const& fan : fans) {
        if (fan.touches >= often && fan.answered >= answered_often) {
            tiers.emplace(fan.fan, Tier::core);
        } else if (now - fan.first_seen < newcomer) {
            tiers.emplace(fan.fan, Tier::new_fan);
        }
    }
    return tiers;
}

}  // namespace rw::care
