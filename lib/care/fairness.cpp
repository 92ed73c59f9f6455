#include "care/fairness.hpp"

#include "care/spread.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>

namespace rw::care {
namespace {

double seconds(Span span) {
    return std::chrono::duration<double>(span).count();
}

struct Sides {
    std::vector<Span> heard;
    std::vector<Span> ordinary;
};

/// Ordinary over heard; a second at least, so that an answer in no time does not make it endless.
double ratio_of(std::vector<Span> const& heard, std::vector<Span> const& ordinary) {
    return std::max(seconds(median(ordinary)), 1.0) / std::max(seconds(median(heard)), 1.0);
}

void shuffle(std::vector<Span>& values, Lots& lots) {
    for (auto i = values.size(); i > 1; --i)
        std::swap(values[i - 1], values[lots.below(i)]);
}

/// At most `most`, drawn.
void thin(std::vector<Span>& values, std::size_t most, Lots& lots) {
    if (values.size() <= most) return;
    shuffle(values, lots);
    values.resize(most);
}

/// How often names drawn anew give a ratio at least as great.
double chance_of(Sides sides, FairnessPolicy const& policy) {
    Lots lots{policy.seed};
    thin(sides.heard, policy.most, lots);
    thin(sides.ordinary, policy.most, lots);
    auto const seen = ratio_of(sides.heard, sides.ordinary);
    auto all = sides.heard;
    all.insert(all.end(), sides.ordinary.begin(), sides.ordinary.end());
    auto const middle = static_cast<std::ptrdiff_t>(sides.heard.size());
    int as_great = 0;
    for (int i = 0; i < policy.permutations; ++i) {
        shuffle(all, lots);
        std::vector<Span> const heard(all.begin(), all.begin() + middle);
        std::vector<Span> const ordinary(all.begin() + middle, all.end());
        if (ratio_of(heard, ordinary) >= seen) ++as_great;
    }
    return (as_great + 1.0) / (policy.permutations + 1.0);
}

/// Under one post: who has waited for too long, and who was answered. `later_than`: a fan who was answered
/// came later than everybody who wrote before this instant, and was answered after that too.
struct Post {
    std::vector<Wait const*> waiting;
    std::map<Uid, TimePoint> later_than;
};

struct Skipped {
    std::set<Uid> fans;
    int others = 0;
    bool serious = false;
};
Skipped skipped_under(Post const& post, int neighbours) {
    std::vector<TimePoint> answered;
    answered.reserve(post.later_than.size());
    for (auto const& [fan, when] : post.later_than)
        answered.push_back(when);
    std::ranges::sort(answered);
    Skipped skipped;
    for (auto const* wait : post.waiting) {
        auto const own = post.later_than.find(wait->fan);
        bool const himself = own != post.later_than.end() && own->second > wait->asked_at;
        auto const later =
            answered.end() - std::ranges::upper_bound(answered, wait->asked_at) - (himself ? 1 : 0);
        if (later < neighbours) continue;
        skipped.fans.insert(wait->fan);
        skipped.others = std::max(skipped.others, static_cast<int>(later));
        skipped.serious = skipped.serious || wait->kind <= Class::prod;
    }
    return skipped;
}

/// The posts under which somebody has waited for too long.
std::map<WeiboId, Post> posts_of(History const& history, TimePoint now, Span too_long) {
    std::map<WeiboId, Post> posts;
    for (auto const& wait : history.waits) {
        if (fate_of(wait) == Fate::open && now - wait.asked_at > too_long)
            posts[wait.root].waiting.push_back(&wait);
    }
    posts.erase(WeiboId{});
    std::unordered_map<ConversationId, TimePoint> asked;  // the last question that was answered
    for (auto const& wait : history.waits) {
        if (fate_of(wait) != Fate::answered || !posts.contains(wait.root)) continue;
        auto& last = asked.try_emplace(wait.conversation, wait.asked_at).first->second;
        last = std::max(last, wait.asked_at);
    }
    for (auto const& answer : history.answers) {
        auto const post = posts.find(answer.root);
        if (post == posts.end() || answer.at > now) continue;
        auto const question = asked.find(answer.conversation);
        auto const when = question == asked.end() ? answer.at : std::min(answer.at, question->second);
        auto& last = post->second.later_than.try_emplace(answer.fan, when).first->second;
        last = std::max(last, when);
    }
    return posts;
}

}  // namespace

std::vector<Unequal> compare_heard(std::vector<Wait> const& waits, TimePoint now,
                                   FairnessPolicy const& policy) {
    std::array<Sides, class_count> classes;
    for (auto const& wait : waits) {
        if (fate_of(wait) == Fate::left_out || wait.asked_at > now) continue;
        auto const kind = wait.kind == Class::vip_complaint ? Class::complaint : wait.kind;
        auto& sides = classes[static_cast<std::size_t>(kind)];
        (wait.heard ? sides.heard : sides.ordinary).push_back(waited(wait, now));
    }
    std::vector<Unequal> lines;
    for (std::size_t i = 0; i < class_count; ++i) {
        auto& [heard, ordinary] = classes[i];
        if (std::ssize(heard) < policy.minimum || std::ssize(ordinary) < policy.minimum) continue;
        Unequal line;
        line.kind = static_cast<Class>(i);
        line.of_heard = static_cast<int>(heard.size());
        line.of_ordinary = static_cast<int>(ordinary.size());
        line.heard = median(heard);
        line.ordinary = median(ordinary);
        line.ratio = ratio_of(heard, ordinary);
        if (line.ratio > policy.ratio)
            line.chance = chance_of({std::move(heard), std::move(ordinary)}, policy);
        lines.push_back(line);
    }
    return lines;
}

std::vector<Finding> unequal_treatment(std::vector<Unequal> const& classes, FairnessPolicy const& policy) {
    std::vector<Finding> findings;
    for (auto const& line : classes) {
        if (line.ratio <= policy.ratio || line.chance >= policy.chance) continue;
        auto& finding = findings.emplace_back(
            found(Trouble::unequal_treatment, Level::yellow, std::string{to_text(line.kind)}, ""));
        finding.evidence = {{"heard", seconds(line.heard)},
                            {"ordinary", seconds(line.ordinary)},
                            {"times", line.ratio},
                            {"chance", line.chance},
                            {"of_heard", static_cast<double>(line.of_heard)},
                            {"of_ordinary", static_cast<double>(line.of_ordinary)}};
        finding.sample = std::min(line.of_heard, line.of_ordinary);
        finding.minimum = policy.minimum;
    }
    return findings;
}

std::vector<Finding> skipped_neighbours(History const& history, TimePoint now, FairnessPolicy const& policy) {
    std::vector<Finding> findings;
    for (auto const& [root, post] : posts_of(history, now, policy.skipped_after)) {
        auto const skipped = skipped_under(post, policy.neighbours);
        if (skipped.fans.empty()) continue;
        auto& finding = findings.emplace_back(found(
            Trouble::skipped_neighbour, skipped.serious ? Level::yellow : Level::blue, root.text(), ""));
        finding.evidence = {{"skipped", static_cast<double>(skipped.fans.size())},
                            {"others", static_cast<double>(skipped.others)}};
        finding.fans.assign(skipped.fans.begin(), skipped.fans.end());
        finding.sample = skipped.others;
        finding.minimum = policy.neighbours;
    }
    return findings;
}

}  // namespace rw::care
