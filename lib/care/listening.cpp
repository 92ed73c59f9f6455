#include "care/listening.hpp"

#include "care/spread.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace rw::care {
namespace {

constexpr Span new_for = 28 * 24h;
constexpr Span silent_after = 21 * 24h;

struct Names {
    std::string_view text;
    std::string_view chinese;
};
constexpr std::array moods{Names{"satisfied", "满意"}, Names{"waiting", "没等到"}, Names{"silent", "沉默"}};

Names const& names_of(Mood mood) {
    return moods[std::min(static_cast<std::size_t>(mood), moods.size() - 1)];
}

Mood mood_of(FanLine const& fan, TimePoint now) {
    if (now - fan.last_contact >= silent_after) return Mood::silent;
    bool const served =
        !fan.last_fate || *fan.last_fate == Fate::answered || *fan.last_fate == Fate::left_out;
    return served ? Mood::satisfied : Mood::waiting;
}

std::uint64_t lot_of(std::uint64_t seed, std::int64_t of) {
    Lots lots{seed ^ static_cast<std::uint64_t>(of) * 0x9E3779B97F4A7C15U};
    return lots.next();
}

struct Drawn {
    std::uint64_t lot;
    ListenTo fan;
};

}  // namespace

std::string_view to_text(Mood mood) {
    return names_of(mood).text;
}
std::string_view in_chinese(Mood mood) {
    return names_of(mood).chinese;
}

std::vector<ListenTo> listening_list(std::vector<FanLine> const& fans, TimePoint now, std::uint64_t seed,
                                     std::size_t wanted) {
    using KindOfFan = std::tuple<Tier, bool, Mood>;
    std::map<KindOfFan, std::vector<Drawn>> kinds;
    for (auto const& fan : fans) {
        ListenTo const line{fan.fan, fan.tier, now - fan.first_seen < new_for, mood_of(fan, now),
                            fan.last_contact};
        kinds[{line.tier, line.newcomer, line.mood}].push_back({lot_of(seed, fan.fan.value()), line});
    }
    std::vector<std::vector<Drawn>> heaps;
    for (auto& [kind, drawn] : kinds) {
        std::ranges::sort(drawn, {}, [](Drawn const& one) { return std::pair{one.lot, one.fan.fan}; });
        heaps.push_back(std::move(drawn));
    }
    // Which kinds come first is drawn too: with more kinds than places none is left out for ever.
    std::ranges::sort(heaps, {}, [](auto const& heap) { return heap.front().lot; });
    std::vector<ListenTo> list;
    for (std::size_t round = 0; list.size() < std::min(wanted, fans.size()); ++round) {
        for (auto const& heap : heaps) {
            if (round < heap.size() && list.size() < wanted) list.push_back(heap[round].fan);
        }
    }
    return list;
}

int purposeful_talks(std::vector<Answer> const& answers, TimePoint from, TimePoint until) {
    std::set<Uid> fans;
    for (auto const& answer : answers) {
        if (answer.at >= from && answer.at < until && answer.to != Class::chitchat) fans.insert(answer.fan);
    }
    return static_cast<int>(fans.size());
}

std::optional<Finding> weekly_habit_missed(std::vector<Answer> const& answers, TimePoint now,
                                           LocalTime const& local, HabitPolicy const& policy) {
    auto const week = local.week(now - policy.due);
    if (policy.watched_since && *policy.watched_since > local.begin(week)) return std::nullopt;
    auto const talked = purposeful_talks(answers, local.begin(week), std::min(local.end(week), now));
    if (talked >= policy.wanted) return std::nullopt;
    auto finding = found(Trouble::weekly_habit_missed, Level::yellow, "", to_text(week));
    finding.evidence = {{"talked", static_cast<double>(talked)},
                        {"wanted", static_cast<double>(policy.wanted)},
                        {"missing", static_cast<double>(policy.wanted - talked)}};
    finding.sample = talked;
    return finding;
}

}  // namespace rw::care
