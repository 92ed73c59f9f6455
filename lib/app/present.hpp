// How a conversation is shown to people's programs (contract 3).
#pragma once

#include "care/standing.hpp"
#include "core/json.hpp"

#include <string>

namespace rw::app {

struct Shown {
    AccountId const& account;
    care::Conversation const& conversation;
    care::Policy const& policy;
    bool observed = true;  ///< our sight of the account's lists is good
    TimePoint now{};
};

/// In lists `messages` is a count.
void write_summary(Json& out, Shown const& shown);
/// With `messages`, `replies` and `timeline` as arrays.
void write_detail(Json& out, Shown const& shown);

}  // namespace rw::app
