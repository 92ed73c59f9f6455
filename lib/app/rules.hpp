// The rules in force for an account; replaced as a whole on reload.
#pragma once

#include "alert/policy.hpp"
#include "care/matching.hpp"
#include "care/policy.hpp"
#include "config/config.hpp"

#include <string>
#include <unordered_set>

namespace rw::app {

struct Rules {
    care::Brand brand;
    care::Policy policy;
    alert::Policy alerts;
    std::unordered_set<Uid> executives;
    Span claims_last = 2h;  ///< a claim ends then by itself; somebody else may take it
};

/// How words are judged and how long whom may wait, as the configuration says of an account.
care::Policy policy_of(config::Config const& config, config::Account const& account);

/// Who was on duty at `when`, if it was one person alone; else empty (K8).
std::string alone_on_duty(Rules const& rules, TimePoint when);

}  // namespace rw::app
