// A mail as it goes over the wire (RFC 5322, 2045, 2047): pure text from a bulletin.
#pragma once

#include "notify/channel.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rw::notify {

/// `云栖客服 <care@example.com>` or an address alone.
struct MailAddress {
    std::string name;
    std::string address;
};
/// Nothing when there is no address in it.
std::optional<MailAddress> parse_mail_address(std::string_view text);

/// `text` as encoded words where it is not plain ASCII: each at most 75 characters and never cut inside a
/// character; folded. What would end a header line is taken out.
std::string encode_header(std::string_view text);

struct Envelope {
    MailAddress from;
    std::vector<std::string> to;
};
/// Header and body, lines ended by CRLF. The id is the notice's, so that a second copy is known as one; what
/// follows the first mail of an incident refers to it.
std::string render_mail(Envelope const& envelope, Bulletin const& bulletin);

}  // namespace rw::notify
