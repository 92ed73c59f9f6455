// Links by which somebody says from a chat or a mail that he has taken an incident on: one incident, one
// person, an end, and a signature.
#pragma once

#include "core/id.hpp"
#include "core/result.hpp"
#include "net/signing.hpp"

#include <string>
#include <string_view>

namespace rw::notify {

struct AckClaim {
    static constexpr Span lasts = net::SigningKeys::longest;
    IncidentId incident;
    NoticeId notice;     ///< that brought it: a link is for one use
    std::string person;  ///< whose name is noted
    TimePoint expires{};
    friend bool operator==(AckClaim const&, AckClaim const&) = default;
};

/// What comes after `/a/`. Nothing without a key.
std::string ack_link(net::SigningKeys const& keys, AckClaim const& claim);
/// `bad_input` for what we have not signed, `gone` for what has ended.
Result<AckClaim> read_ack_link(net::SigningKeys const& keys, std::string_view text, TimePoint now);

}  // namespace rw::notify
