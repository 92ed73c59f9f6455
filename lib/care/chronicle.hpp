// What a conversation adds to the statistics: its waits, answers and touches.
#pragma once

#include "care/conversation.hpp"
#include "care/history.hpp"
#include "care/policy.hpp"

#include <unordered_set>

namespace rw::care {

/// Adds the records of `talk` at `now` to `history`. A wait that is over was late if it was by the policy in
/// force at its end (K24); an open one is late once its ceiling has passed.
void chronicle(Conversation const& talk, Policy const& policy, std::unordered_set<Uid> const& executives,
               TimePoint now, History& history);

}  // namespace rw::care
