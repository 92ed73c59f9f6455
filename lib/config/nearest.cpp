#include "config/nearest.hpp"

#include <algorithm>
#include <numeric>

namespace rw::config {
namespace {

std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        auto diagonal = row[0]++;
        for (std::size_t j = 0; j < b.size(); ++j) {
            auto const changed = diagonal + (a[i] == b[j] ? 0U : 1U);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

}  // namespace

std::string nearest(std::string_view written, std::vector<std::string> const& known) {
    auto const far = [&](std::string const& word) { return distance(written.substr(0, 64), word); };
    auto const found = std::ranges::min_element(known, {}, far);
    return found == known.end() ? std::string{} : *found;
}

std::string joined(std::vector<std::string> const& words) {
    std::string all;
    for (auto const& word : words)
        all += (all.empty() ? "" : ", ") + word;
    return all;
}

}  // namespace rw::config
