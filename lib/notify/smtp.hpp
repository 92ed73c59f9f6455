// SMTP (RFC 5321) as a client: one mail a connection, TLS before any password (delivery 4.8).
#pragma once

#include "net/stream.hpp"
#include "notify/mail.hpp"

#include <map>
#include <string>
#include <vector>

namespace rw::notify {

struct MailServer {
    net::Endpoint where;       ///< `tls`: from the start
    bool must_encrypt = true;  ///< else only where the server offers it: on loopback
    std::string user;          ///< empty: no AUTH
    Secret password;
};

/// How the server took the mail for each receiver.
struct Posted {
    alert::Taken taken;
    std::vector<std::string> left;  ///< refused for now, while others have got it: to be tried again
};

/// What an SMTP reply code means at one stage.
alert::Taken::How meaning_of(int code);

net::Task<Posted> post_mail(net::Dialer& dialer, MailServer server, Envelope envelope, std::string mail);

}  // namespace rw::notify
