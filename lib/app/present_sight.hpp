// How well an account is seen, and what the plan for its quota is, as JSON for people.
#pragma once

#include "app/office.hpp"
#include "core/json.hpp"

namespace rw::app {

/// Calls that a token may still make now; -1 when no limit is known.
std::int64_t calls_left(TokenSight const& token);

/// One item of `GET /api/v1/accounts` (contract 3): lists, tokens, and the plan with its reasons.
void write_account(Json& out, Seat const& seat, TimePoint now);

}  // namespace rw::app
