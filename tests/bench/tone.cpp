// How well the shipped judge agrees with people, what disguises cost, and how fast it is.
//   bench_tone [DEV.jsonl] [COLD_FOLDER]
// Without the measuring set only speed is told. Of our own texts a tenth is held back, and a model of the
// others judges it: neighbours, which are variants of one another, are held back together.
#include "tone-train/disguise.hpp"
#include "tone-train/measure.hpp"
#include "tone-train/train.hpp"

#include "tone/shipped.hpp"

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>

using namespace rw;

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

long resident_kib() {
    std::ifstream status{"/proc/self/status"};
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmRSS:")) return std::stol(line.substr(6));
    }
    return 0;
}

double fan_macro(std::vector<lab::FanSample> const& samples, tone::Judge const& judge) {
    return lab::macro_f1(lab::judge_all(samples, judge), tone::fan_label_count);
}
double reply_macro(std::vector<lab::ReplySample> const& samples, tone::Judge const& judge) {
    return lab::macro_f1(lab::judge_all(samples, judge), tone::reply_label_count);
}

void disguises(lab::Samples const& samples, tone::Judge const& judge) {
    double const fan = fan_macro(samples.fan, judge);
    double const reply = reply_macro(samples.reply, judge);
    std::printf("disguise            of clean macro-F1: fan  reply\n");
    for (auto const disguise : lab::all_disguises) {
        auto other = samples;
        std::uint64_t seed = 1000;
        for (auto& one : other.fan)
            one.text = lab::disguised(one.text, disguise, ++seed);
        for (auto& one : other.reply)
            one.text = lab::disguised(one.text, disguise, ++seed);
        std::printf("  %-30s %6.1f%% %6.1f%%\n", std::string{lab::to_text(disguise)}.c_str(),
                    100 * fan_macro(other.fan, judge) / fan, 100 * reply_macro(other.reply, judge) / reply);
    }
    auto bare = samples;
    for (auto& one : bare.fan)
        one.text = lab::without_signs(one.text);
    std::printf("  %-30s %6.1f%%\n", "without emoji", 100 * fan_macro(bare.fan, judge) / fan);
}

void speed(lab::Samples const& samples, tone::Judge const& judge) {
    static tone::Leanings const none;
    constexpr int rounds = 20;
    std::size_t bytes = 0;
    std::size_t said = 0;
    auto begin = Clock::now();
    for (int round = 0; round < rounds; ++round) {
        for (auto const& sample : samples.fan) {
            auto const one = sample.case_of();
            said += judge.verdict_of_fan(judge.score_fan(one), one, none, false).risk;
            bytes += sample.text.size();
        }
    }
    auto const fan = static_cast<double>(samples.fan.size()) * rounds;
    std::printf("fan messages: %.0f a second, %.0f bytes in the mean (%zu)\n", fan / seconds_since(begin),
                static_cast<double>(bytes) / fan, said);
    begin = Clock::now();
    for (int round = 0; round < rounds; ++round) {
        for (auto const& sample : samples.reply) {
            auto const one = sample.case_of();
            said += judge.verdict_of_reply(judge.score_reply(one), one, none, false).severity;
        }
    }
    auto const reply = static_cast<double>(samples.reply.size()) * rounds;
    std::printf("replies with their messages: %.0f a second\n", reply / seconds_since(begin));
}

template <class Sample>
void divide(std::vector<Sample> const& all, std::vector<Sample>& kept, std::vector<Sample>& held_back) {
    constexpr std::size_t together = 12;
    for (std::size_t at = 0; at < all.size(); ++at)
        (tone::mix(at / together) % 10 == 0 ? held_back : kept).push_back(all[at]);
}

void held_back_tenth(std::string const& texts, tone::RuleSet const& rules) {
    auto const all = lab::load_samples(texts).value();
    lab::Samples kept;
    lab::Samples held_back;
    divide(all.fan, kept.fan, held_back.fan);
    divide(all.reply, kept.reply, held_back.reply);
    lab::Recipe recipe;
    recipe.rounds = 1;
    auto const trained = lab::train(kept, rules, recipe, [](std::string const&) {});
    auto const judge = tone::Judge::make({rules, trained.file}).value();
    std::printf("a tenth of our own texts, by a model of the others\n");
    lab::print(std::cout, "fan", lab::judge_all(held_back.fan, *judge), lab::fan_names());
    lab::print(std::cout, "reply", lab::judge_all(held_back.reply, *judge), lab::reply_names());
    std::cout.flush();
}

/// Offensive or not, by a model of the same form that was fitted on COLD's own training texts.
void cold(std::string const& folder, tone::RuleSet const& rules) {
    lab::Samples texts;
    texts.fan = lab::load_cold(folder + "/train.csv").value();
    auto const test = lab::load_cold(folder + "/test.csv").value();
    lab::Recipe recipe;
    recipe.folds = 4;
    recipe.rounds = 1;
    recipe.fan_rows = 80'000;  // one head alone: the file still has less than 4 MB
    recipe.evaded_weight = 0;
    recipe.penalty = 1;
    auto const trained = lab::train(texts, rules, recipe, [](std::string const&) {});
    auto const judge = tone::Judge::make({rules, trained.file}).value();
    lab::Count yes;
    lab::Count no;
    auto const abuse = static_cast<std::size_t>(tone::FanLabel::abuse);
    constexpr float likelier_than_not = 0.5F;  // what is counted is how often it is right
    for (auto const& sample : test) {
        bool const is = sample.labels != 0;
        bool const said = judge->score_fan(sample.case_of()).probabilities[abuse] >= likelier_than_not;
        yes.hits += is && said ? 1 : 0;
        yes.alarms += !is && said ? 1 : 0;
        yes.misses += is && !said ? 1 : 0;
        no.hits += !is && !said ? 1 : 0;
    }
    no.alarms = yes.misses;
    no.misses = yes.alarms;
    std::printf("COLD test: %zu texts, accuracy %.3f, macro-F1 %.3f\n", test.size(),
                static_cast<double>(yes.hits + no.hits) / static_cast<double>(test.size()),
                (yes.f1() + no.f1()) / 2);
}

/// The model alone: looked at where it lies, and tried for being whole.
double model_milliseconds() {
    auto const begin = Clock::now();
    auto const model = tone::Model::view(tone::shipped::model());
    return model ? 1000 * seconds_since(begin) : -1;
}

}  // namespace

int main(int count, char** arguments) {
    auto const before = resident_kib();
    auto const begin = Clock::now();
    auto const& judge = tone::Judge::shipped();
    std::printf("the model is ready after %.1f ms, ", model_milliseconds());
    std::printf("the judge with its rules after %.0f ms, %.1f MiB resident more, model %zu+%zu features\n",
                1000 * seconds_since(begin), static_cast<double>(resident_kib() - before) / 1024,
                judge.model().fan().rows(), judge.model().reply().rows());
    std::string const dev = count > 1 ? arguments[1] : "../shared/tone/dev.jsonl";
    std::string const folder = count > 2 ? arguments[2] : "../shared/tone/data/cold";
    auto const samples = lab::load_samples(std::filesystem::exists(dev) ? dev : "config/tone/train").value();
    speed(samples, judge);
    if (!std::filesystem::exists(dev)) return 0;
    lab::print(std::cout, "fan", lab::judge_all(samples.fan, judge), lab::fan_names());
    lab::print(std::cout, "reply", lab::judge_all(samples.reply, judge), lab::reply_names());
    std::cout.flush();
    disguises(samples, judge);
    for (std::string const calm_file : {"config/tone/calm.jsonl", "config/tone/calm-2.jsonl"}) {
        if (!std::filesystem::exists(calm_file)) continue;
        auto const calm = lab::load_samples(calm_file).value();
        auto const pairs = lab::judge_all(calm.fan, judge);
        int alarms = 0;
        for (auto const& pair : pairs)
            alarms += pair.judge.level > 1 ? 1 : 0;
        std::printf("must not alarm (%s): %d of %zu above risk 1\n", calm_file.c_str(), alarms, pairs.size());
    }
    if (std::filesystem::exists("config/tone/train")) held_back_tenth("config/tone/train", judge.rules());
    if (std::filesystem::exists(folder)) cold(folder, judge.rules());
}
