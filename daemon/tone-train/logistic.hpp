// Logistic regression with an L2 penalty, by L-BFGS: the same input gives the same weights to the last bit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rw::lab {

/// Examples as rows of a sparse matrix.
struct Matrix {
    std::vector<std::size_t> begin{0};  ///< of each row, and the end
    std::vector<std::uint32_t> column;
    std::vector<float> value;
    std::size_t columns = 0;

    std::size_t rows() const { return begin.size() - 1; }
    void end_row() { begin.push_back(column.size()); }
};

struct Problem {
    Matrix const& matrix;
    std::vector<std::uint8_t> is;  ///< the answer, a row
    std::vector<float> offset;     ///< what is already in the logit, a row
    std::vector<float> weight;     ///< how much a row counts; 0: left out
    double penalty = 1;
};

struct Solution {
    std::vector<double> weights;
    double bias = 0;
    double logit(Matrix const& matrix, std::size_t row, double offset) const;
};

Solution solve(Problem const& problem, int most_steps);

/// Platt's scaling: slope and shift that turn logits into probabilities.
struct Scaling {
    double slope = 1;
    double shift = 0;
};
Scaling scale(std::span<double const> logits, std::span<std::uint8_t const> is);

}  // namespace rw::lab
