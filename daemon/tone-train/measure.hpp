// How well a judge agrees with people: per label, over all, and with how much luck.
#pragma once

#include "tone-train/samples.hpp"

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

namespace rw::lab {

struct Count {
    int hits = 0;
    int alarms = 0;  ///< said, and not so
    int misses = 0;
    double precision() const { return hits + alarms > 0 ? static_cast<double>(hits) / (hits + alarms) : 0; }
    double recall() const { return hits + misses > 0 ? static_cast<double>(hits) / (hits + misses) : 0; }
    double f1() const { return hits > 0 ? 2.0 * hits / (2 * hits + alarms + misses) : 0; }
};

/// What a person and the judge say of one text: bits by label, yes or no, and a level.
struct Opinion {
    std::uint32_t labels = 0;
    bool yes = false;  ///< needs a reply; is a misstep
    int level = 0;
};
struct Pair {
    Opinion person;
    Opinion judge;
};

Pair judged(FanSample const& sample, tone::Judge const& judge);
Pair judged(ReplySample const& sample, tone::Judge const& judge);
std::vector<Pair> judge_all(std::vector<FanSample> const& samples, tone::Judge const& judge);
std::vector<Pair> judge_all(std::vector<ReplySample> const& samples, tone::Judge const& judge);

Count count_label(std::vector<Pair> const& pairs, std::size_t label);
/// The mean F1 of the labels that a person has set at least once.
double macro_f1(std::vector<Pair> const& pairs, std::size_t labels);
Count count_yes(std::vector<Pair> const& pairs);
Count count_level(std::vector<Pair> const& pairs, int at_least);
double agreement_yes(std::vector<Pair> const& pairs);
double agreement_level(std::vector<Pair> const& pairs);

struct Interval {
    double low = 0;
    double high = 0;
};
/// Between which 95 of 100 resamplings of the pairs lie.
Interval bootstrap(std::vector<Pair> const& pairs,
                   std::function<double(std::vector<Pair> const&)> const& figure, int rounds = 400);

/// A table of everything, for people. `names`: of the labels.
void print(std::ostream& out, std::string const& title, std::vector<Pair> const& pairs,
           std::vector<std::string> const& names);
std::vector<std::string> fan_names();
std::vector<std::string> reply_names();

}  // namespace rw::lab
