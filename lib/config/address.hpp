// Addresses as the configuration writes them. Plain http is for this host only (contract 6).
#pragma once

#include "config/kind.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rw::config {

/// `localhost`, `127.x.y.z` and `::1`, without brackets.
bool is_loopback(std::string_view host);

/// What is wrong with an http or https address and what is expected; nothing when it is good. Never repeats
/// the address: that of a robot is a secret.
std::optional<std::string> wrong_with_address(std::string_view address);

/// Likewise of `smtp://[user@]host[:port]` (STARTTLS, unless on loopback) or `smtps://…` (TLS from the
/// start).
std::optional<std::string> wrong_with_mail_server(std::string_view address);

Kind<std::string> web_address();          ///< https://…, or http://… on loopback
Kind<std::string> web_address_or_none();  ///< the same, or empty
Kind<std::string> host_and_port_or_none();
Kind<std::string> listen_address();  ///< `host:port`, `[v6]:port`, `unix:/path`; empty for no server
Kind<std::string> redis_address();

/// The host of `host:port` or `[v6]:port`, without brackets; empty for another form.
std::string host_of(std::string_view listen);

}  // namespace rw::config
