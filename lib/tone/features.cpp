#include "tone/features.hpp"

#include <algorithm>
#include <array>

namespace rw::tone {

void add_grams(std::vector<Feature>& out, Row const& row, Block block, std::uint64_t salt, int shortest,
               int longest) {
    auto const& units = row.units;
    auto const size = units.size();
    for (std::size_t at = 0; at < size; ++at) {
        std::array<std::uint64_t, 3> gram{};
        for (int n = 1; n <= longest && at + static_cast<std::size_t>(n) <= size; ++n) {
            auto const last = at + static_cast<std::size_t>(n) - 1;
            gram[static_cast<std::size_t>(n) - 1] = units[last] + 1ULL;
            if (n < shortest) continue;
            out.push_back({key_of(block, salt, gram[0], gram[1], gram[2]),
                           Range{row.where[at].begin, row.where[last].end}, block});
        }
    }
}

std::uint64_t length_step(int letters) {
    constexpr std::array steps{0, 2, 4, 7, 11, 16, 24, 40, 70};
    return static_cast<std::uint64_t>(std::ranges::lower_bound(steps, letters) - steps.begin());
}

void add_shape(std::vector<Feature>& out, Shape const& shape, std::uint64_t salt) {
    auto const put = [&](Mark mark, int count, int most) {
        if (count > 0) add_mark(out, mark * 16 + salt, static_cast<std::uint64_t>(std::min(count, most)));
    };
    add_mark(out, length_mark * 16 + salt, length_step(shape.letters));
    put(question_mark, shape.questions, 3);
    put(exclamation_mark, shape.exclamations, 3);
    put(number_mark, shape.numbers, 3);
    put(hidden_mark, shape.hidden, 1);
    put(joined_mark, shape.joined, 2);
    put(personal_mark, shape.personal, 1);
    auto const misc = [&](std::uint64_t what, int count) {
        if (count > 0)
            add_mark(out, misc_mark * 16 + salt, what, static_cast<std::uint64_t>(std::min(count, 2)));
    };
    misc(1, shape.names);
    misc(2, shape.addresses);
    misc(3, shape.tags);
    misc(4, shape.tildes);
    misc(5, shape.money);
    misc(6, shape.times);
    for (std::size_t sign = 1; sign < sign_count; ++sign) {
        if (shape.signs[sign] > 0) add_mark(out, sign_mark * 16 + salt, sign);
    }
    if (shape.letters == 0) add_mark(out, misc_mark * 16 + salt, 7);
}

}  // namespace rw::tone
