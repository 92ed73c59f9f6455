#include "tone-train/logistic.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace rw::lab {
namespace {

using Vector = std::vector<double>;

double dot(Vector const& a, Vector const& b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}
void add(Vector& to, double factor, Vector const& what) {
    for (std::size_t i = 0; i < to.size(); ++i)
        to[i] += factor * what[i];
}

/// log(1 + exp(-m)) without overflow.
double loss_at(double margin) {
    return margin > 0 ? std::log1p(std::exp(-margin)) : -margin + std::log1p(std::exp(margin));
}

/// The last place of a point is the bias, which is not penalised.
class Objective {
public:
    explicit Objective(Problem const& problem) : problem_{problem} {}
    std::size_t size() const { return problem_.matrix.columns + 1; }

    double at(Vector const& point, Vector& gradient) const {
        auto const& matrix = problem_.matrix;
        std::fill(gradient.begin(), gradient.end(), 0.0);
        double sum = 0;
        for (std::size_t row = 0; row < matrix.rows(); ++row) {
            double const weight = problem_.weight[row];
            if (weight == 0) continue;
            double z = point.back() + problem_.offset[row];
            for (auto at = matrix.begin[row]; at < matrix.begin[row + 1]; ++at)
                z += point[matrix.column[at]] * static_cast<double>(matrix.value[at]);
            double const sign = problem_.is[row] != 0 ? 1 : -1;
            sum += weight * loss_at(sign * z);
            double const pull = -weight * sign / (1 + std::exp(sign * z));
            for (auto at = matrix.begin[row]; at < matrix.begin[row + 1]; ++at)
                gradient[matrix.column[at]] += pull * static_cast<double>(matrix.value[at]);
            gradient.back() += pull;
        }
        for (std::size_t i = 0; i + 1 < point.size(); ++i) {
            sum += problem_.penalty / 2 * point[i] * point[i];
            gradient[i] += problem_.penalty * point[i];
        }
        return sum;
    }

private:
    Problem const& problem_;
};

/// Where the last steps went, and how the slope changed.
class Memory {
public:
    void keep(Vector step, Vector change) {
        double const curve = dot(step, change);
        if (curve < 1e-10) return;
        if (steps_.size() == most) {
            steps_.erase(steps_.begin());
            changes_.erase(changes_.begin());
            curves_.erase(curves_.begin());
        }
        steps_.push_back(std::move(step));
        changes_.push_back(std::move(change));
        curves_.push_back(curve);
    }
    bool empty() const { return steps_.empty(); }
    /// Down from here.
    Vector direction(Vector const& gradient) const {
        Vector q = gradient;
        std::array<double, most> alpha{};
        for (auto i = steps_.size(); i-- > 0;) {
            alpha[i] = dot(steps_[i], q) / curves_[i];
            add(q, -alpha[i], changes_[i]);
        }
        if (!steps_.empty()) {
            double const factor = curves_.back() / dot(changes_.back(), changes_.back());
            for (auto& one : q)
                one *= factor;
        }
        for (std::size_t i = 0; i < steps_.size(); ++i)
            add(q, alpha[i] - dot(changes_[i], q) / curves_[i], steps_[i]);
        for (auto& one : q)
            one = -one;
        return q;
    }

private:
    static constexpr std::size_t most = 8;
    std::vector<Vector> steps_;
    std::vector<Vector> changes_;
    std::vector<double> curves_;
};

}  // namespace

double Solution::logit(Matrix const& matrix, std::size_t row, double offset) const {
    double z = bias + offset;
    for (auto at = matrix.begin[row]; at < matrix.begin[row + 1]; ++at)
        z += weights[matrix.column[at]] * static_cast<double>(matrix.value[at]);
    return z;
}

Solution solve(Problem const& problem, int most_steps) {
    Objective const objective{problem};
    Vector point(objective.size());
    Vector gradient(objective.size());
    double value = objective.at(point, gradient);
    Memory memory;
    int stalled = 0;
    for (int step = 0; step < most_steps; ++step) {
        auto const direction = memory.direction(gradient);
        double const slope = dot(direction, gradient);
        if (slope > -1e-7 * std::max(1.0, value)) break;
        double length = memory.empty() ? 1 / std::sqrt(dot(gradient, gradient)) : 1;
        Vector next(point.size());
        Vector next_gradient(point.size());
        double next_value = value;
        for (int tries = 0; tries < 20; ++tries, length /= 2) {
            next = point;
            add(next, length, direction);
            next_value = objective.at(next, next_gradient);
            if (next_value <= value + 1e-4 * length * slope) break;
        }
        if (next_value >= value) {
            if (memory.empty()) break;
            memory = {};  // a bad memory leads nowhere: once more, straight down
            continue;
        }
        Vector moved = next;
        add(moved, -1, point);
        Vector changed = next_gradient;
        add(changed, -1, gradient);
        memory.keep(std::move(moved), std::move(changed));
        stalled = value - next_value < 1e-6 * value ? stalled + 1 : 0;  // one short step is no end yet
        point = std::move(next);
        gradient = std::move(next_gradient);
        value = next_value;
        if (stalled == 3) break;
    }
    Solution solution;
    solution.bias = point.back();
    point.pop_back();
    solution.weights = std::move(point);
    return solution;
}

Scaling scale(std::span<double const> logits, std::span<std::uint8_t const> is) {
    auto const yes = static_cast<double>(std::ranges::count(is, 1));
    auto const no = static_cast<double>(is.size()) - yes;
    double const high = (yes + 1) / (yes + 2);
    double const low = 1 / (no + 2);
    Scaling scaling;
    for (int round = 0; round < 100; ++round) {  // Newton's steps on two numbers
        double ga = 0;
        double gb = 0;
        double haa = 1e-9;
        double hab = 0;
        double hbb = 1e-9;
        for (std::size_t i = 0; i < logits.size(); ++i) {
            double const p = 1 / (1 + std::exp(-(scaling.slope * logits[i] + scaling.shift)));
            double const miss = p - (is[i] != 0 ? high : low);
            double const w = p * (1 - p);
            ga += miss * logits[i];
            gb += miss;
            haa += w * logits[i] * logits[i];
            hab += w * logits[i];
            hbb += w;
        }
        double const determinant = haa * hbb - hab * hab;
        if (determinant < 1e-12) break;
        double const da = (hbb * ga - hab * gb) / determinant;
        double const db = (haa * gb - hab * ga) / determinant;
        scaling.slope -= da;
        scaling.shift -= db;
        if (std::abs(da) + std::abs(db) < 1e-8) break;
    }
    scaling.slope = std::clamp(scaling.slope, 0.2, 5.0);
    return scaling;
}

}  // namespace rw::lab
