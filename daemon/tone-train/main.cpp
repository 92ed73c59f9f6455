// tone-train: makes the tone model from labelled texts.
#include "tone-train/measure.hpp"
#include "tone-train/train.hpp"

#include "tone/shipped.hpp"

#include <CLI/CLI.hpp>

#include <chrono>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>

namespace {

using namespace rw;

struct Options {
    std::string texts = "config/tone/train";
    std::vector<std::string> with;
    std::string rules;
    std::string out = "model.bin";
    std::string measure;
    double case_weight = 8;
    lab::Recipe recipe;
};

void say(std::vector<lab::HeadReport> const& reports) {
    for (auto const& one : reports) {
        std::printf("  %-18s %5zu cases  precision %.3f  recall %.3f  F1 %.3f  threshold %.2f\n",
                    one.name.c_str(), one.cases, one.precision, one.recall, one.f1, one.threshold);
    }
}

std::string contents(std::string const& path, std::string_view fallback) {
    if (path.empty()) return std::string{fallback};
    std::ifstream file{path, std::ios::binary};
    return std::string{std::istreambuf_iterator<char>{file}, {}};
}

/// The rules of a folder, or those that are shipped. Nothing when one is wrong; that has been said.
std::optional<tone::RuleSet> rules_of(std::string const& folder) {
    auto const path = [&](char const* name) { return folder.empty() ? std::string{} : folder + "/" + name; };
    tone::RuleSet rules;
    auto faults = read_fan_rules(contents(path("fan.toml"), tone::shipped::fan_rules()), "fan.toml", rules);
    auto const more =
        read_reply_rules(contents(path("reply.toml"), tone::shipped::reply_rules()), "reply.toml", rules);
    auto const last =
        read_concepts(contents(path("concepts.toml"), tone::shipped::concepts()), "concepts.toml", rules);
    faults.insert(faults.end(), more.begin(), more.end());
    faults.insert(faults.end(), last.begin(), last.end());
    if (faults.empty()) {
        auto const judge = tone::Judge::make({rules, {}});
        if (!judge) {
            std::cerr << judge.error().doing << "\n";
            return std::nullopt;
        }
        faults = (*judge)->try_examples();
    }
    for (auto const& fault : faults)
        std::cerr << to_text(fault) << "\n";
    return faults.empty() ? std::optional{std::move(rules)} : std::nullopt;
}

int run(int count, char** arguments) {
    CLI::App cli{
        "Makes the tone model from labelled texts (tone/labels.md). The same input gives the same bytes."};
    Options options;
    cli.add_option("texts", options.texts, "A file of JSON lines, or a folder of them")->type_name("PATH");
    cli.add_option("--with", options.with, "More texts, such as what people have judged wrong")
        ->type_name("PATH");
    cli.add_option("--case-weight", options.case_weight, "As many usual texts each of those counts");
    cli.add_option("--rules", options.rules,
                   "A folder with fan.toml, reply.toml, concepts.toml instead of the shipped ones");
    cli.add_option("--out", options.out, "Where the model goes")->type_name("FILE");
    cli.add_option("--measure", options.measure, "Texts to measure the new model on");
    cli.add_option("--penalty", options.recipe.penalty, "Of the squares of the weights");
    cli.add_option("--rows", options.recipe.fan_rows, "Most features for fans' messages");
    cli.add_option("--reply-rows", options.recipe.reply_rows, "Most features for replies");
    cli.add_option("--folds", options.recipe.folds,
                   "Of the cross-validation; 0: none, and thresholds of one half");
    cli.add_option("--threads", options.recipe.threads, "Threads; the result does not depend on it");
    CLI11_PARSE(cli, count, arguments);
    auto const rules = rules_of(options.rules);
    if (!rules) return 2;
    auto samples = lab::load_samples(options.texts);
    for (auto const& path : options.with) {
        auto more = samples ? lab::load_samples(path) : samples;
        if (!more) samples = more;
        if (!samples) break;
        lab::add_cases(*samples, *std::move(more), options.case_weight);
    }
    if (!samples) {
        std::cerr << "tone-train: " << samples.error().doing << "\n";
        return 2;
    }
    auto const began = std::chrono::steady_clock::now();
    auto const trained = lab::train(*samples, *rules, options.recipe, [&](std::string const& news) {
        auto const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
        std::printf("%6.1f s  %s\n", seconds, news.c_str());
        std::fflush(stdout);
    });
    std::printf("Of texts that it had not seen, fans' messages:\n");
    say(trained.fan);
    std::printf("Replies:\n");
    say(trained.reply);
    std::ofstream{options.out, std::ios::binary} << trained.file;
    std::printf("%s: %zu bytes, of %zu messages and %zu replies\n", options.out.c_str(), trained.file.size(),
                samples->fan.size(), samples->reply.size());
    if (options.measure.empty()) return 0;
    auto const judge = tone::Judge::make({*rules, trained.file}).value();
    auto const measured = lab::load_samples(options.measure).value();
    lab::print(std::cout, "fan", lab::judge_all(measured.fan, *judge), lab::fan_names());
    lab::print(std::cout, "reply", lab::judge_all(measured.reply, *judge), lab::reply_names());
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    try {
        return run(count, arguments);
    } catch (std::exception const& bug) {
        std::cerr << "tone-train: a fault of ours: " << bug.what() << "\n";
        return 2;
    }
}
