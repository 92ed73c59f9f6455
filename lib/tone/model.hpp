// The linear model: a file of weights, looked at where it lies in memory.
#pragma once

#include "core/result.hpp"
#include "tone/features.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rw::tone {

/// Most decisions of one part of a model.
inline constexpr std::size_t most_heads = 32;

/// One decision. `logit = bias + scale * weights + rules`; the probability is that of `slope * logit +
/// shift`.
struct Head {
    float bias = 0;
    float scale = 0;  ///< what one step of an int8 weight is worth
    float slope = 1;
    float shift = 0;
    float threshold = 0.5F;  ///< of the probability
};

/// By how much each block counts: what its weights are multiplied with.
using BlockValues = std::array<float, block_count>;
/// Of a mark, beside n-grams that count by one over the root of their number.
inline constexpr float mark_value = 0.5F;
BlockValues block_values(std::vector<Feature> const& features);

/// The weights for one kind of text. A view: the bytes belong to the model's owner.
class Section {
public:
    Section() = default;
    std::span<Head const> heads() const { return heads_; }
    /// The weights of a feature, one a head; empty: it has none.
    std::span<std::int8_t const> weights(std::uint64_t key) const;
    /// Sums of weights of all features for each head, in logits, without bias.
    std::array<float, most_heads> sums(std::vector<Feature> const& features) const;
    /// Without bias and rules, of one feature for one head.
    float contribution(Feature const& feature, std::size_t head, BlockValues const& values) const;
    std::size_t rows() const { return rows_; }

private:
    friend class Model;
    struct Slot {
        std::uint32_t print = 0;
        std::uint32_t row = 0;  ///< 0: nothing here; else one more than its number
    };
    std::span<Head const> heads_;
    std::span<Slot const> slots_;
    std::int8_t const* weights_ = nullptr;
    std::size_t stride_ = 0;
    std::size_t rows_ = 0;
};

class Model {
public:
    /// Looks at a model's file. It has to be whole and of a version that we know: magic, version, length and
    /// checksum are tried; `bad_input` says which is wrong. `bytes` must outlive the model, on an address
    /// that divides by 16.
    static Result<Model> view(std::string_view bytes);
    Section const& fan() const { return fan_; }
    Section const& reply() const { return reply_; }
    std::string const& made_of() const { return made_of_; }  ///< a short name of what it was trained on

private:
    Section fan_;
    Section reply_;
    std::string made_of_;
};

/// A section to be written.
struct Weights {
    std::vector<Head> heads;
    std::vector<std::uint64_t> keys;
    std::vector<std::int8_t> rows;  ///< a row a key, a weight a head
};
/// The file. The same weights give the same bytes.
std::string write_model(Weights const& fan, Weights const& reply, std::string const& made_of);

}  // namespace rw::tone
