// Talks that go on without a purpose (A7): for the operator only, and never about a complaint.
#pragma once

#include "care/finding.hpp"
#include "care/history.hpp"
#include "care/load.hpp"

#include <vector>

namespace rw::care {

struct DriftPolicy {
    int turns = 8;         ///< messages of both sides
    Span minutes = 10min;  ///< of operators, estimated
    Span pause = 12h;      ///< a longer silence ends a talk
    Span recent = 24h;     ///< talks that ended earlier are past mending
    LoadPolicy load;
};

/// Talks of nothing but chitchat and praise that are longer than the policy allows and have no outcome.
std::vector<Finding> drifting(History const& history, TimePoint now, DriftPolicy const& policy);

}  // namespace rw::care
