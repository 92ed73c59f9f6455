#include "tone-train/train.hpp"

#include "tone-train/disguise.hpp"
#include "tone-train/heads.hpp"
#include "tone-train/logistic.hpp"
#include "tone-train/measure.hpp"

#include "core/hash.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <numeric>
#include <thread>
#include <unordered_map>

namespace rw::lab {
namespace {

using tone::Block;
using tone::Feature;

/// One text, perhaps in a disguise, with what it should be judged as.
struct Example {
    std::size_t text = 0;  ///< which text it is, disguised or not
    float weight = 1;
    bool disguised = false;
    std::vector<Feature> features;
    std::vector<float> rules;      ///< by head
    std::vector<std::uint8_t> is;  ///< by head
};

struct Column {
    std::uint64_t key = 0;
    float factor = 1;  ///< rare n-grams count more
    Block block = Block::letters;
};

struct Vocabulary {
    std::vector<Column> columns;
    std::unordered_map<std::uint64_t, std::uint32_t> number;
};

/// By how many texts a feature is had, in the order in which they were met first.
Vocabulary vocabulary_of(std::vector<Example> const& examples, int least) {
    struct Had {
        int texts = 0;
        std::size_t last = SIZE_MAX;
        Block block = Block::letters;
    };
    std::unordered_map<std::uint64_t, Had> had;
    std::vector<std::uint64_t> order;
    std::size_t texts = 0;
    for (auto const& example : examples) {
        texts = std::max(texts, example.text + 1);
        for (auto const& feature : example.features) {
            auto& one = had[feature.key];
            if (one.texts == 0) order.push_back(feature.key);
            if (one.last == example.text) continue;
            one.last = example.text;
            one.block = feature.block;
            ++one.texts;
        }
    }
    Vocabulary all;
    double const log_texts = std::log(static_cast<double>(texts) + 1);
    for (auto const key : order) {
        auto const& one = had.at(key);
        if (one.texts < least) continue;
        double const rarity = std::log((static_cast<double>(texts) + 1) / (one.texts + 1)) / log_texts;
        Column column{key, static_cast<float>(one.block == Block::marks ? 1 : 0.3 + 1.4 * rarity), one.block};
        all.number.emplace(key, static_cast<std::uint32_t>(all.columns.size()));
        all.columns.push_back(column);
    }
    return all;
}

Vocabulary only(Vocabulary const& all, std::vector<std::uint32_t> const& kept) {
    Vocabulary some;
    for (auto const column : kept) {
        some.number.emplace(all.columns[column].key, static_cast<std::uint32_t>(some.columns.size()));
        some.columns.push_back(all.columns[column]);
    }
    return some;
}

Matrix matrix_of(std::vector<Example> const& examples, Vocabulary const& vocabulary) {
    Matrix matrix;
    matrix.columns = vocabulary.columns.size();
    std::vector<std::pair<std::uint32_t, float>> row;
    for (auto const& example : examples) {
        row.clear();
        auto const values = tone::block_values(example.features);
        for (auto const& feature : example.features) {
            auto const found = vocabulary.number.find(feature.key);
            if (found == vocabulary.number.end()) continue;
            auto const value =
                values[static_cast<std::size_t>(feature.block)] * vocabulary.columns[found->second].factor;
            row.emplace_back(found->second, value);
        }
        std::ranges::sort(row, {}, &std::pair<std::uint32_t, float>::first);
        for (auto const& [column, value] : row) {
            bool const again = matrix.column.size() > matrix.begin.back() && matrix.column.back() == column;
            if (again) {
                matrix.value.back() += value;
            } else {
                matrix.column.push_back(column);
                matrix.value.push_back(value);
            }
        }
        matrix.end_row();
    }
    return matrix;
}

/// Does `work(i)` for each i below `count`, on a few threads. What each does must not depend on the others.
template <class Work>
void share_out(std::size_t count, unsigned threads, Work const& work) {
    std::atomic<std::size_t> next{0};
    auto const run = [&] {
        for (auto i = next++; i < count; i = next++)
            work(i);
    };
    std::vector<std::thread> others;
    for (unsigned i = 1; i < threads; ++i)
        others.emplace_back(run);
    run();
    for (auto& other : others)
        other.join();
}

int fold_of(std::size_t text, int folds, int round) {
    constexpr std::size_t together =
        12;  // neighbours are variants of one another: a fold has all or none of them
    return static_cast<int>(tone::mix(text / together + 77 + 1009 * static_cast<std::uint64_t>(round)) %
                            static_cast<std::uint64_t>(folds));
}

/// One fold of one round, whose texts do not count; -1: none.
struct LeftOut {
    int fold = -1;
    int round = 0;
};

Problem problem_of(Matrix const& matrix, std::vector<Example> const& examples, std::size_t head,
                   Recipe const& recipe, LeftOut left_out) {
    Problem problem{matrix, {}, {}, {}, recipe.penalty};
    for (auto const& example : examples) {
        problem.is.push_back(example.is[head]);
        problem.offset.push_back(example.rules[head]);
        bool const out =
            left_out.fold >= 0 && fold_of(example.text, recipe.folds, left_out.round) == left_out.fold;
        problem.weight.push_back(out ? 0.0F : example.weight);
    }
    return problem;
}

std::vector<Solution> solve_all(Matrix const& matrix, std::vector<Example> const& examples, std::size_t heads,
                                Recipe const& recipe, LeftOut left_out) {
    std::vector<Solution> solutions(heads);
    share_out(heads, recipe.threads, [&](std::size_t head) {
        solutions[head] = solve(problem_of(matrix, examples, head, recipe, left_out), recipe.steps);
    });
    return solutions;
}

/// Columns that weigh most for any head, in their old order.
std::vector<std::uint32_t> heaviest(std::vector<Solution> const& solutions, std::size_t columns,
                                    std::size_t most) {
    std::vector<double> weight(columns);
    for (auto const& solution : solutions) {
        for (std::size_t column = 0; column < columns; ++column)
            weight[column] = std::max(weight[column], std::abs(solution.weights[column]));
    }
    std::vector<std::uint32_t> order(columns);
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, [&](std::uint32_t a, std::uint32_t b) { return weight[a] > weight[b]; });
    order.resize(std::min(order.size(), most));
    std::ranges::sort(order);
    return order;
}

/// Logits of each text by models that have not seen it, a row a head; round after round.
std::vector<std::vector<double>> unseen_logits(Matrix const& matrix, std::vector<Example> const& examples,
                                               std::size_t heads, Recipe const& recipe) {
    auto const count = examples.size();
    auto const rounds = static_cast<std::size_t>(recipe.rounds);
    std::vector<std::vector<double>> logits(heads, std::vector<double>(count * rounds));
    for (int round = 0; round < recipe.rounds; ++round) {
        auto const first = count * static_cast<std::size_t>(round);
        for (int fold = 0; fold < recipe.folds; ++fold) {
            auto const solutions = solve_all(matrix, examples, heads, recipe, {fold, round});
            for (std::size_t row = 0; row < count; ++row) {
                if (fold_of(examples[row].text, recipe.folds, round) != fold) continue;
                for (std::size_t head = 0; head < heads; ++head)
                    logits[head][first + row] = solutions[head].logit(matrix, row, examples[row].rules[head]);
            }
        }
    }
    return logits;
}

Count count_at(double limit, std::vector<double> const& probabilities, std::vector<std::uint8_t> const& is) {
    Count count;
    for (std::size_t i = 0; i < is.size(); ++i) {
        bool const said = probabilities[i] >= limit;
        count.hits += said && is[i] != 0 ? 1 : 0;
        count.alarms += said && is[i] == 0 ? 1 : 0;
        count.misses += !said && is[i] != 0 ? 1 : 0;
    }
    return count;
}

/// F, in which recall may matter more than precision; or the share of right answers.
double score_of(Count const& count, std::size_t all, Aim const& aim) {
    if (aim.accuracy) return 1 - static_cast<double>(count.alarms + count.misses) / static_cast<double>(all);
    double const b2 = aim.recall * aim.recall;
    return count.hits == 0
               ? 0
               : (1 + b2) * count.hits / ((1 + b2) * count.hits + b2 * count.misses + count.alarms);
}

/// The threshold around which the score is best: a single lucky place among few cases does not count.
void set_threshold(tone::Head& head, HeadReport& report, std::vector<double> const& probabilities,
                   std::vector<std::uint8_t> const& is, Aim const& aim) {
    constexpr int lowest = 12;
    constexpr int highest = 85;
    constexpr int around = 5;  // hundredths on both sides
    std::vector<double> scores;
    for (int step = lowest - around; step <= highest + around; ++step)
        scores.push_back(score_of(count_at(step / 100.0, probabilities, is), is.size(), aim));
    double best = -1;
    for (int step = lowest; step <= highest; ++step) {
        auto const from = scores.begin() + (step - lowest);
        double const mean = std::accumulate(from, from + 2 * around + 1, 0.0);
        if (mean <= best) continue;
        best = mean;
        report.threshold = step / 100.0;
    }
    head.threshold = static_cast<float>(report.threshold);
    auto const count = count_at(report.threshold, probabilities, is);
    report.precision = count.precision();
    report.recall = count.recall();
    report.f1 = count.f1();
}

/// Slope, shift and threshold of each head, by what it says of texts it has not seen.
std::vector<HeadReport> calibrate(std::vector<tone::Head>& heads,
                                  std::vector<std::vector<double>> const& logits,
                                  std::vector<Example> const& examples, std::vector<Aim> const& aims,
                                  Recipe const& recipe) {
    std::vector<HeadReport> reports(heads.size());
    for (std::size_t head = 0; head < heads.size(); ++head) {
        std::vector<double> said;
        std::vector<std::uint8_t> is;
        for (std::size_t at = 0; at < logits[head].size(); ++at) {
            auto const& example = examples[at % examples.size()];
            if (example.disguised) continue;
            said.push_back(logits[head][at]);
            is.push_back(example.is[head]);
        }
        auto const scaling = scale(said, is);
        heads[head].slope = static_cast<float>(scaling.slope);
        heads[head].shift = static_cast<float>(scaling.shift);
        for (auto& one : said)
            one = 1 / (1 + std::exp(-(scaling.slope * one + scaling.shift)));
        reports[head].name = aims[head].name;
        reports[head].cases = static_cast<std::size_t>(std::ranges::count(is, 1) / recipe.rounds);
        set_threshold(heads[head], reports[head], said, is, aims[head]);
    }
    return reports;
}

tone::Weights weights_of(std::vector<Solution> const& solutions, Vocabulary const& vocabulary) {
    constexpr double steps = 127;
    tone::Weights weights;
    auto const heads = solutions.size();
    weights.heads.resize(heads);
    weights.rows.resize(vocabulary.columns.size() * heads);
    for (std::size_t head = 0; head < heads; ++head) {
        std::vector<double> folded(vocabulary.columns.size());
        double most = 1e-9;
        for (std::size_t column = 0; column < folded.size(); ++column) {
            folded[column] =
                solutions[head].weights[column] * static_cast<double>(vocabulary.columns[column].factor);
            most = std::max(most, std::abs(folded[column]));
        }
        weights.heads[head].bias = static_cast<float>(solutions[head].bias);
        weights.heads[head].scale = static_cast<float>(most / steps);
        for (std::size_t column = 0; column < folded.size(); ++column)
            weights.rows[column * heads + head] =
                static_cast<std::int8_t>(std::lround(folded[column] / most * steps));
    }
    for (auto const& column : vocabulary.columns)
        weights.keys.push_back(column.key);
    return weights;
}

struct Section {
    tone::Weights weights;
    std::vector<HeadReport> reports;
};

Section learn(std::vector<Example> const& examples, std::vector<Aim> const& aims, std::size_t most_rows,
              Recipe const& recipe, std::function<void(std::string const&)> const& tell) {
    auto const heads = aims.size();
    auto vocabulary = vocabulary_of(examples, recipe.least_texts);
    auto matrix = matrix_of(examples, vocabulary);
    tell(std::to_string(examples.size()) + " examples, " + std::to_string(vocabulary.columns.size()) +
         " features");
    if (vocabulary.columns.size() > most_rows) {
        auto const full = solve_all(matrix, examples, heads, recipe, {});
        vocabulary = only(vocabulary, heaviest(full, vocabulary.columns.size(), most_rows));
        matrix = matrix_of(examples, vocabulary);
        tell("pruned to " + std::to_string(vocabulary.columns.size()));
    }
    auto const solutions = solve_all(matrix, examples, heads, recipe, {});
    Section section;
    section.weights = weights_of(solutions, vocabulary);
    if (recipe.folds > 1) {
        auto const logits = unseen_logits(matrix, examples, heads, recipe);
        section.reports = calibrate(section.weights.heads, logits, examples, aims, recipe);
    }
    return section;
}

constexpr std::array disguises_learnt{Disguise::homophones, Disguise::pinyin};

/// Each text, and again in a disguise.
template <class Sample, class Score>
std::vector<Example> examples_of(std::vector<Sample> const& samples, Recipe const& recipe,
                                 Score const& score) {
    std::vector<Example> examples;
    for (std::size_t text = 0; text < samples.size(); ++text) {
        auto const put = [&](Sample const& sample, double weight) {
            auto scored = score(sample);
            bool const disguised = &sample != &samples[text];
            examples.push_back({text, static_cast<float>(weight * sample.weight), disguised,
                                std::move(scored.features), std::move(scored.rules), answers(sample)});
        };
        put(samples[text], 1);
        if (recipe.evaded_weight <= 0) continue;
        for (auto const disguise : disguises_learnt) {
            auto other = samples[text];
            other.text = disguised(other.text, disguise, text);
            if (other.text != samples[text].text) put(other, recipe.evaded_weight);
        }
    }
    return examples;
}

std::string name_of(Samples const& samples) {
    std::uint64_t sum = 0;
    for (auto const& one : samples.fan)
        sum = tone::mix(sum ^ fnv1a(one.text)) + one.labels;
    for (auto const& one : samples.reply)
        sum = tone::mix(sum ^ fnv1a(one.to + "\n" + one.text)) + one.labels;
    return base32(sum);
}

}  // namespace

Trained train(Samples const& samples, tone::RuleSet const& rules, Recipe const& recipe,
              std::function<void(std::string const&)> const& tell) {
    auto const with_rules = tone::Judge::make({rules, {}}).value();
    auto const made_of = name_of(samples);
    auto const fans = examples_of(samples.fan, recipe, [&](FanSample const& sample) {
        return with_rules->score_fan(sample.case_of());
    });
    auto fan = learn(fans, fan_aims(), recipe.fan_rows, recipe, tell);
    Trained trained;
    trained.fan = std::move(fan.reports);
    // Replies are judged with what is said of the message that they answer.
    auto const fan_alone = tone::write_model(fan.weights, {}, made_of);
    auto const with_fan = tone::Judge::make({rules, fan_alone}).value();
    auto const replies = examples_of(samples.reply, recipe, [&](ReplySample const& sample) {
        return with_fan->score_reply(sample.case_of());
    });
    auto reply = learn(replies, reply_aims(), recipe.reply_rows, recipe, tell);
    trained.reply = std::move(reply.reports);
    trained.file = tone::write_model(fan.weights, reply.weights, made_of);
    return trained;
}

}  // namespace rw::lab
