// Labelled texts in the form of tone/labels.md: a JSON object a line.
#pragma once

#include "core/result.hpp"
#include "tone/judge.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rw::lab {

/// What a person says of a text. Bits by label.
struct FanSample {
    std::string id;
    std::string text;
    std::int64_t followers = -1;
    int verified_type = -1;
    std::uint32_t labels = 0;
    bool needs_reply = false;
    int risk = 0;
    double weight = 1;  ///< as many of the usual ones it counts
    tone::FanCase case_of() const { return {text, followers, verified_type}; }
};
struct ReplySample {
    std::string id;
    std::string to;
    std::string text;
    tone::Style style = tone::Style::plain;
    std::uint32_t labels = 0;
    bool misstep = false;
    int severity = 0;
    double weight = 1;
    tone::ReplyCase case_of() const { return {to, text, style}; }
};
struct Samples {
    std::vector<FanSample> fan;
    std::vector<ReplySample> reply;
};

/// Adds the samples of a text of JSON lines, called `name` in what goes wrong: `bad_input` with the line.
Result<void> read_samples(std::string_view lines, std::string const& name, Samples& out);
/// Of a file, or of all `*.jsonl` in a folder, in order of name.
Result<Samples> load_samples(std::string const& path);
/// Adds `cases` to `samples`, each as heavy as `weight` usual texts: what your own people say counts more.
void add_cases(Samples& samples, Samples cases, double weight);
/// COLDataset's CSV: offensive or not, as `abuse`.
Result<std::vector<FanSample>> load_cold(std::string const& path);

template <class Label>
constexpr std::uint32_t bit(Label label) {
    return 1U << static_cast<unsigned>(label);
}

}  // namespace rw::lab
