// The decisions of a model: what each is called, what of a sample answers it, and what its threshold aims at.
#pragma once

#include "tone-train/samples.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rw::lab {

struct Aim {
    std::string name;
    double recall = 1;      ///< how many times more it matters than precision
    bool accuracy = false;  ///< most right answers instead
};
std::vector<Aim> fan_aims();
std::vector<Aim> reply_aims();

/// By head, 1 or 0.
std::vector<std::uint8_t> answers(FanSample const& sample);
std::vector<std::uint8_t> answers(ReplySample const& sample);

}  // namespace rw::lab
