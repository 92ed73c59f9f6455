// Features of a text: what the model has weights for. Each knows where in which text it stands.
#pragma once

#include "tone/cells.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace rw::tone {

/// What kind of feature it is. n-grams of one block share their weight: each counts by one over the root of
/// their number; a mark counts by itself. The order is part of the model's file.
enum class Block : std::uint8_t { letters, sounds, parent, grouped, marks };
inline constexpr std::size_t block_count = 5;

struct Feature {
    std::uint64_t key = 0;
    Range where;  ///< in the judged text; of `parent` in the parent; empty: nowhere in particular
    Block block = Block::letters;
};

constexpr std::uint64_t mix(std::uint64_t x) {
    x = (x ^ (x >> 32U)) * 0xd6e8feb86659fd93U;
    x = (x ^ (x >> 32U)) * 0xd6e8feb86659fd93U;
    return x ^ (x >> 32U);
}
constexpr std::uint64_t key_of(Block block, std::uint64_t salt, std::uint64_t a, std::uint64_t b = 0,
                               std::uint64_t c = 0) {
    auto const head =
        (static_cast<std::uint64_t>(block) + 1) * 0x9E3779B97F4A7C15U ^ salt * 0xC2B2AE3D27D4EB4FU;
    return mix(head ^ (a * 0x165667B19E3779F9U) ^ (b * 0x27D4EB2F165667C5U + 0x85EBCA6B) ^
               (c * 0x94D049BB133111EBU));
}

/// Appends the n-grams of `row`, of `shortest` to `longest` units.
void add_grams(std::vector<Feature>& out, Row const& row, Block block, std::uint64_t salt, int shortest,
               int longest);

/// Marks by name and value. `where` may be empty.
inline void add_mark(std::vector<Feature>& out, std::uint64_t kind, std::uint64_t value,
                     std::uint64_t more = 0, Range where = {}) {
    out.push_back({key_of(Block::marks, kind, value, more), where, Block::marks});
}

/// Kinds of marks. Part of the model's file: append only.
enum Mark : std::uint64_t {
    length_mark = 1,
    question_mark,
    exclamation_mark,
    number_mark,
    sign_mark,
    hidden_mark,
    joined_mark,
    followers_mark,
    concept_mark,
    concept_pair_mark,
    rule_mark,
    parent_label_mark,
    parent_risk_mark,
    group_mark,
    style_mark,
    overlap_mark,
    parent_concept_mark,
    cross_concept_mark,
    cross_length_mark,
    cross_sign_mark,
    personal_mark,
    topic_mark,
    misc_mark,
};

/// How long a text is, in steps that grow: 0 to 9.
std::uint64_t length_step(int letters);

/// Marks of what can be counted.
void add_shape(std::vector<Feature>& out, Shape const& shape, std::uint64_t salt);

}  // namespace rw::tone
