#include "tone-train/measure.hpp"

#include "tone/features.hpp"

#include <algorithm>
#include <cstdio>
#include <ostream>

namespace rw::lab {
namespace {

std::string figure(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3f", value);
    return text;
}

std::string padded(std::string text, std::size_t width) {
    text.resize(std::max(width, text.size()), ' ');
    return text;
}

template <class Sample>
std::vector<Pair> all_of(std::vector<Sample> const& samples, tone::Judge const& judge) {
    std::vector<Pair> pairs;
    pairs.reserve(samples.size());
    for (auto const& sample : samples)
        pairs.push_back(judged(sample, judge));
    return pairs;
}

template <class Verdict>
std::uint32_t bits_of(Verdict const& verdict) {
    std::uint32_t bits = 0;
    for (auto const label : verdict.labels())
        bits |= bit(label);
    return bits;
}

}  // namespace

Pair judged(FanSample const& sample, tone::Judge const& judge) {
    static tone::Leanings const none;
    auto const one = sample.case_of();
    auto const verdict = judge.verdict_of_fan(judge.score_fan(one), one, none, false);
    return {{sample.labels, sample.needs_reply, sample.risk},
            {bits_of(verdict), verdict.needs_reply, verdict.risk}};
}

Pair judged(ReplySample const& sample, tone::Judge const& judge) {
    static tone::Leanings const none;
    auto const one = sample.case_of();
    auto const verdict = judge.verdict_of_reply(judge.score_reply(one), one, none, false);
    return {{sample.labels, sample.misstep, sample.severity},
            {bits_of(verdict), verdict.misstep, verdict.severity}};
}

std::vector<Pair> judge_all(std::vector<FanSample> const& samples, tone::Judge const& judge) {
    return all_of(samples, judge);
}
std::vector<Pair> judge_all(std::vector<ReplySample> const& samples, tone::Judge const& judge) {
    return all_of(samples, judge);
}

namespace {
template <class Is>
Count count(std::vector<Pair> const& pairs, Is is) {
    Count all;
    for (auto const& pair : pairs) {
        bool const person = is(pair.person);
        bool const judge = is(pair.judge);
        all.hits += person && judge ? 1 : 0;
        all.alarms += !person && judge ? 1 : 0;
        all.misses += person && !judge ? 1 : 0;
    }
    return all;
}
template <class Same>
double share(std::vector<Pair> const& pairs, Same same) {
    if (pairs.empty()) return 0;
    return static_cast<double>(std::ranges::count_if(pairs, same)) / static_cast<double>(pairs.size());
}
}  // namespace

Count count_label(std::vector<Pair> const& pairs, std::size_t label) {
    return count(pairs, [label](Opinion const& one) { return (one.labels >> label & 1U) != 0; });
}
Count count_yes(std::vector<Pair> const& pairs) {
    return count(pairs, [](Opinion const& one) { return one.yes; });
}
Count count_level(std::vector<Pair> const& pairs, int at_least) {
    return count(pairs, [at_least](Opinion const& one) { return one.level >= at_least; });
}
double agreement_yes(std::vector<Pair> const& pairs) {
    return share(pairs, [](Pair const& pair) { return pair.person.yes == pair.judge.yes; });
}
double agreement_level(std::vector<Pair> const& pairs) {
    return share(pairs, [](Pair const& pair) { return pair.person.level == pair.judge.level; });
}

double macro_f1(std::vector<Pair> const& pairs, std::size_t labels) {
    double sum = 0;
    int there = 0;
    for (std::size_t label = 0; label < labels; ++label) {
        auto const one = count_label(pairs, label);
        if (one.hits + one.misses == 0) continue;
        ++there;
        sum += one.f1();
    }
    return there > 0 ? sum / there : 0;
}

Interval bootstrap(std::vector<Pair> const& pairs,
                   std::function<double(std::vector<Pair> const&)> const& figure_of, int rounds) {
    if (pairs.empty()) return {};
    std::vector<double> figures;
    std::vector<Pair> drawn(pairs.size());
    std::uint64_t dice = 1;
    for (int round = 0; round < rounds; ++round) {
        for (auto& one : drawn)
            one = pairs[tone::mix(++dice) % pairs.size()];
        figures.push_back(figure_of(drawn));
    }
    std::ranges::sort(figures);
    auto const at = [&](double part) { return figures[static_cast<std::size_t>(part * (rounds - 1))]; };
    return {at(0.025), at(0.975)};
}

void print(std::ostream& out, std::string const& title, std::vector<Pair> const& pairs,
           std::vector<std::string> const& names) {
    auto const macro = [&](std::vector<Pair> const& some) { return macro_f1(some, names.size()); };
    auto const [low, high] = bootstrap(pairs, macro);
    out << title << ": " << pairs.size() << " texts, macro-F1 " << figure(macro(pairs)) << " [" << figure(low)
        << ", " << figure(high) << "], level agrees " << figure(agreement_level(pairs)) << ", yes/no agrees "
        << figure(agreement_yes(pairs)) << "\n";
    auto const row = [&](std::string const& name, Count const& one) {
        out << "  " << padded(name, 18) << " " << padded(std::to_string(one.hits + one.misses), 5)
            << " precision " << figure(one.precision()) << "  recall " << figure(one.recall()) << "  F1 "
            << figure(one.f1());
    };
    for (std::size_t label = 0; label < names.size(); ++label) {
        auto const one = count_label(pairs, label);
        if (one.hits + one.misses + one.alarms == 0) continue;
        row(names[label], one);
        auto const [from, to] = bootstrap(
            pairs, [label](std::vector<Pair> const& some) { return count_label(some, label).f1(); }, 200);
        out << " [" << figure(from) << ", " << figure(to) << "]\n";
    }
    row("yes", count_yes(pairs));
    out << "\n";
    for (int level = 1; level <= 3; ++level) {
        row("level >= " + std::to_string(level), count_level(pairs, level));
        out << "\n";
    }
}

std::vector<std::string> fan_names() {
    std::vector<std::string> names;
    for (std::size_t at = 0; at < tone::fan_label_count; ++at)
        names.emplace_back(tone::to_text(static_cast<tone::FanLabel>(at)));
    return names;
}
std::vector<std::string> reply_names() {
    std::vector<std::string> names;
    for (std::size_t at = 0; at < tone::reply_label_count; ++at)
        names.emplace_back(tone::to_text(static_cast<tone::ReplyLabel>(at)));
    return names;
}

}  // namespace rw::lab
