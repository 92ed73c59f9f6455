#include "care/surge.hpp"

#include "care/wording.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace rw::care {
namespace {

constexpr double same_matter = 0.45;   // of the pairs of characters
constexpr int fewest_fans = 3;         // F07
constexpr double share_of_one = 0.25;  // of all complaints one matter may have without being special
constexpr std::int64_t nobody_follows = 50;
constexpr double most_of_them = 0.6;
constexpr std::size_t most_clusters = 500;
constexpr std::size_t most_named = 200;  // conversations of a storm
constexpr std::size_t compared = 12;     // voices of a cluster that a new one is held against
constexpr Span kept = 24h;

bool is_grievance(tone::FanVerdict const& verdict) {
    using tone::FanLabel;
    return verdict.has(FanLabel::complaint) || verdict.has(FanLabel::safety) ||
           verdict.has(FanLabel::legal) || verdict.has(FanLabel::boycott);
}

}  // namespace

std::vector<Voice> voices_in(Conversation const& talk, tone::Judge const& judge, TimePoint since,
                             Surges const& known) {
    std::vector<Voice> voices;
    for (auto const& event : talk.events) {
        auto const* asked = std::get_if<Asked>(&event.what);
        bool const counts = asked && !asked->history && event.at >= since && is_grievance(asked->verdict);
        if (!counts || known.knows(asked->id)) continue;
        voices.push_back({asked->id, talk.id, talk.fan.uid, talk.fan.followers, event.at, asked->text,
                          judge.topic_of(asked->text)});
    }
    return voices;
}

bool Surges::belongs(Voice const& voice, Cluster const& cluster) {
    auto const near = [&](Voice const& other) {
        auto const apart = voice.at < other.at ? other.at - voice.at : voice.at - other.at;
        return apart <= window &&
               (voice.topic.same_as(other.topic) || likeness(voice.text, other.text) >= same_matter);
    };
    auto const& voices = cluster.voices;
    auto const from = voices.size() > compared ? voices.end() - compared : voices.begin();
    return near(voices.front()) || std::any_of(from, voices.end(), near);
}

void Surges::take(Voice voice) {
    if (!known_.emplace(voice.item, voice.at).second) return;
    auto found = std::ranges::find_if(clusters_, [&](Cluster const& one) { return belongs(voice, one); });
    if (found == clusters_.end()) {
        if (clusters_.size() == most_clusters) clusters_.pop_front();
        clusters_.push_back({});
        found = std::prev(clusters_.end());
    }
    add(*found, std::move(voice));
}

/// A storm may have tens of thousands: each is compared with the first once, but when an earlier first comes.
void Surges::add(Cluster& cluster, Voice voice) {
    auto& [voices, echoes, told, looked_over] = cluster;
    auto const echoes_first = [&](Voice const& one) {
        return likeness(one.text, voices.front().text) >= said_again;
    };
    auto const place = std::ranges::upper_bound(voices, voice.at, {}, &Voice::at) - voices.begin();
    voices.insert(voices.begin() + place, std::move(voice));
    if (place > 0) {
        echoes.insert(echoes.begin() + place, echoes_first(voices[static_cast<std::size_t>(place)]));
    } else {
        echoes.clear();
        std::ranges::transform(voices, std::back_inserter(echoes), echoes_first);
    }
}

Surge Surges::surge_of(Cluster const& cluster) {
    Surge surge;
    auto const& first = cluster.voices.front();
    surge.first = first.item;
    surge.words = first.text;
    surge.last = cluster.voices.back().at;
    std::unordered_set<Uid> fans;
    std::unordered_set<std::string_view> talks;
    int same_words = 0;
    int unfollowed = 0;
    for (std::size_t i = 0; i < cluster.voices.size(); ++i) {
        auto const& voice = cluster.voices[i];
        if (talks.size() < most_named && talks.insert(voice.conversation.text()).second)
            surge.conversations.push_back(voice.conversation);
        if (surge.last - voice.at > window || !fans.insert(voice.fan).second) continue;
        if (fans.size() == 1) surge.began = voice.at;
        surge.reach += std::max<std::int64_t>(voice.followers, 0);
        same_words += cluster.echoes[i] ? 1 : 0;
        unfollowed += voice.followers >= 0 && voice.followers < nobody_follows ? 1 : 0;
    }
    surge.fans = static_cast<int>(fans.size());
    auto const most = most_of_them * surge.fans;
    surge.orchestrated = same_words >= most && unfollowed >= most;
    return surge;
}

/// Of a busy account one matter has many voices in any hour: what chance alone would hardly bring counts.
int Surges::threshold() const {
    auto const mean = usual_ * share_of_one;
    return std::max(fewest_fans, static_cast<int>(std::ceil(mean + 2 * std::sqrt(mean))));
}

void Surges::expect(double an_hour) {
    if (an_hour == usual_) return;
    usual_ = an_hour;
    for (auto& cluster : clusters_)
        cluster.looked_over = 0;  // what was nothing special may be now
}

std::vector<Surge> Surges::grown(TimePoint now) {
    std::vector<Surge> all;
    for (auto& cluster : clusters_) {
        if (std::exchange(cluster.looked_over, cluster.voices.size()) == cluster.voices.size()) continue;
        auto surge = surge_of(cluster);
        surge.usual = threshold() - 1;
        bool const is_over = now - surge.last >= calm_after;
        if (is_over || surge.fans < threshold() || surge.fans <= cluster.told) continue;
        cluster.told = surge.fans;
        all.push_back(std::move(surge));
    }
    return all;
}

std::vector<Surges::Matter> Surges::matters() const {
    std::vector<Matter> all;
    for (auto const& cluster : clusters_) {
        Matter matter{surge_of(cluster), {}};
        std::unordered_set<Uid> fans;
        for (auto const& voice : cluster.voices) {
            if (fans.insert(voice.fan).second) matter.joined.push_back(voice.at);
        }
        if (fans.size() < 2) continue;
        matter.surge.fans = static_cast<int>(fans.size());
        matter.surge.began = cluster.voices.front().at;
        matter.surge.usual = threshold() - 1;
        all.push_back(std::move(matter));
    }
    std::ranges::stable_sort(all, std::ranges::greater{}, [](Matter const& one) { return one.surge.fans; });
    return all;
}

bool Surges::runs(WeiboId first, TimePoint now) const {
    return std::ranges::any_of(clusters_, [&](Cluster const& one) {
        return one.voices.front().item == first && now - one.voices.back().at < calm_after;
    });
}

std::vector<WeiboId> Surges::calmed(TimePoint now) {
    std::vector<WeiboId> names;
    std::erase_if(known_, [&](auto const& one) { return now - one.second > kept + window; });
    std::erase_if(clusters_, [&](Cluster const& cluster) {
        auto const quiet = now - cluster.voices.back().at;
        bool const over = cluster.told > 0 ? quiet >= calm_after : quiet >= kept;
        if (over && cluster.told > 0) names.push_back(cluster.voices.front().item);
        return over;
    });
    return names;
}

double complaints_an_hour(History const& history, TimePoint now) {
    constexpr int weeks = 4;
    constexpr Span week = 7 * 24h;
    constexpr Span half_an_hour = 30min;
    auto const is_complaint = [](Class kind) {
        return kind == Class::complaint || kind == Class::vip_complaint || kind == Class::safety ||
               kind == Class::legal;
    };
    int count = 0;
    for (auto const& wait : history.waits) {
        if (!is_complaint(wait.kind)) continue;
        for (int back = 1; back <= weeks; ++back) {
            auto const then = now - back * week;
            count += wait.asked_at > then - half_an_hour && wait.asked_at <= then + half_an_hour ? 1 : 0;
        }
    }
    return static_cast<double>(count) / weeks;
}

}  // namespace rw::care
