// Whether everybody is treated alike: stars and ordinary fans (A22), and neighbours under one post (B8).
#pragma once

#include "care/finding.hpp"
#include "care/history.hpp"

#include <cstdint>
#include <vector>

namespace rw::care {

struct FairnessPolicy {
    double ratio = 4;      ///< of the median waits
    int minimum = 20;      ///< waits on each side, in one class
    double chance = 0.01;  ///< of the permutation test
    int permutations = 999;
    std::size_t most = 400;  ///< waits looked at on each side; drawn when there are more
    std::uint64_t seed = 1;
    Span skipped_after = 24h;
    int neighbours = 2;  ///< later fans who were answered
};

/// Waits of one class: those of verified or widely heard authors against those of ordinary fans.
struct Unequal {
    Class kind = Class::chitchat;  ///< `vip_complaint` counts as `complaint`
    Span heard{0};                 ///< median; open ones at their present age
    Span ordinary{0};
    int of_heard = 0;
    int of_ordinary = 0;
    double ratio = 1;
    double chance = 1;  ///< of so great a ratio if nobody looked at who writes; 1 when it was not tested
};
/// Every class with enough on both sides. The test is made when the ratio calls for it.
std::vector<Unequal> compare_heard(std::vector<Wait> const& waits, TimePoint now,
                                   FairnessPolicy const& policy);
/// Ordinary fans wait more than four times as long, and chance does not explain it.
std::vector<Finding> unequal_treatment(std::vector<Unequal> const& classes, FairnessPolicy const& policy);

/// Posts under which others who wrote later were answered, while fans who wrote earlier have waited for more
/// than a day. One finding a post.
std::vector<Finding> skipped_neighbours(History const& history, TimePoint now, FairnessPolicy const& policy);

}  // namespace rw::care
