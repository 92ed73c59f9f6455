// A normalised text as rows of units from which features are made: letters, sounds, and what can be counted.
#pragma once

#include "core/personal.hpp"
#include "tone/normalise.hpp"
#include "tone/tables.hpp"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace rw::tone {

/// Part of an original text, in code points.
struct Range {
    std::uint16_t begin = 0;
    std::uint16_t end = 0;
    friend bool operator==(Range const&, Range const&) = default;
};

struct Row {
    std::vector<std::uint32_t> units;
    std::vector<Range> where;
    void put(std::uint32_t unit, Range range) {
        units.push_back(unit);
        where.push_back(range);
    }
};

/// What of a text can be counted.
struct Shape {
    int letters = 0;  ///< ideographs and Latin letters
    int questions = 0;
    int exclamations = 0;
    int numbers = 0;
    int money = 0;
    int times = 0;     ///< numbers with a unit of time, clock times
    int personal = 0;  ///< personal data, masked or not
    int names = 0;
    int addresses = 0;
    int tags = 0;  ///< #topic#
    int tildes = 0;
    int hidden = 0;
    int joined = 0;
    std::array<std::uint8_t, sign_count> signs{};
};

struct Cells {
    Row letters;  ///< characters; numbers, personal data, codes, emoji as one unit each, pauses as one kind
    Row sounds;   ///< syllables without tone: homophones and pinyin read alike
    Shape shape;
};

/// Personal data in the original.
struct Personal {
    PersonalKind kind{};
    Range where;
};
/// Of the author's own words: what is quoted below `//@` somebody else has shown.
std::vector<Personal> personal_data_in(std::string_view text, Normal const& normal);

Cells cells_of(Normal const& normal, std::vector<Personal> const& personal = {});

}  // namespace rw::tone
