// What strangers say under a post where a fan waits: the crowd that looks on (domain B13-B15, F22).
#pragma once

#include "care/policy.hpp"
#include "core/id.hpp"
#include "core/time.hpp"
#include "core/utterance.hpp"

#include <cstdint>
#include <string>

namespace rw::care {

/// A count and the gravest voice. Each utterance is added once; the order does not matter.
struct Crowd {
    std::uint32_t comments = 0;
    std::uint32_t critical = 0;  ///< of these, with a risk of 1 or more
    TimePoint last_at{};         ///< of the newest
    WeiboId gravest;             ///< the critical one of the highest risk; among equals the first
    std::uint8_t risk = 0;       ///< its risk
    std::string text;            ///< its words, masked
    bool empty() const { return comments == 0; }
    friend bool operator==(Crowd const&, Crowd const&) = default;
};

/// Judged as the policy of the brand's account says.
void add(Crowd& crowd, Utterance const& said, Policy const& policy);

}  // namespace rw::care
