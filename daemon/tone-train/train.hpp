// From labelled texts to a model's file.
#pragma once

#include "tone-train/samples.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace rw::lab {

struct Recipe {
    double penalty = 0.15;          ///< of the weights' squares
    std::size_t fan_rows = 47'000;  ///< most features that are kept
    std::size_t reply_rows = 43'000;
    int least_texts = 2;  ///< a feature that fewer texts have is not learnt
    int folds = 4;        ///< of the cross-validation that calibrates and sets thresholds
    int rounds = 2;  ///< how often it is done, each time with other folds: thresholds of rare labels waver
    int steps = 150;
    double evaded_weight = 0.5;  ///< how much a text counts again in a disguise; 0: not at all
    unsigned threads = 2;
};

/// What cross-validation has told of a head.
struct HeadReport {
    std::string name;
    std::size_t cases = 0;
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    double threshold = 0;
};
struct Trained {
    std::string file;  ///< the model
    std::vector<HeadReport> fan;
    std::vector<HeadReport> reply;
};

/// Same samples, rules and recipe: same bytes. `tell` hears how far it is.
Trained train(Samples const& samples, tone::RuleSet const& rules, Recipe const& recipe,
              std::function<void(std::string const&)> const& tell);

}  // namespace rw::lab
