#include "notify/ack_link.hpp"

#include "net/digest.hpp"

#include <charconv>

namespace rw::notify {

std::string ack_link(net::SigningKeys const& keys, AckClaim const& claim) {
    auto const seconds = to_millis(claim.expires) / 1000;
    return keys.sign(claim.incident.text() + "." + claim.notice.text() + "." + net::url_base64(claim.person) +
                     "." + std::to_string(seconds));
}

Result<AckClaim> read_ack_link(net::SigningKeys const& keys, std::string_view text, TimePoint now) {
    Failure const foreign{Fault::bad_input, "this link has not been given out by us, or was changed"};
    if (keys.empty()) return Failure{Fault::unreachable, "the keys that sign links are not here yet"};
    auto const payload = keys.verify(text);
    if (!payload) return foreign;
    auto const parts = net::parts_of(*payload);
    if (parts.size() != 4) return foreign;  // signed by us, for something else
    auto const person = net::from_url_base64(parts[2]);
    std::int64_t seconds = 0;
    auto const end = parts[3].data() + parts[3].size();
    if (!person || std::from_chars(parts[3].data(), end, seconds).ptr != end) return foreign;
    AckClaim claim{IncidentId{std::string{parts[0]}}, NoticeId{std::string{parts[1]}}, *person,
                   from_millis(seconds * 1000)};
    if (claim.expires <= now) return Failure{Fault::gone, "this link has ended"};
    return claim;
}

}  // namespace rw::notify
