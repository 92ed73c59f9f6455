// A byte stream with a limit on every wait. Everything above it is codec work; TCP, TLS and unix sockets end
// here.
#pragma once

#include "core/result.hpp"
#include "core/time.hpp"
#include "net/task.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace rw::net {

class Stream {
public:
    virtual ~Stream() = default;

    /// Reads at least one byte; 0 is the peer's orderly end. After a failure the stream is of no further use.
    virtual Task<Result<std::size_t>> read_some(std::span<char> into, Span limit) = 0;
    virtual Task<Result<void>> write_all(std::string_view bytes, Span limit) = 0;
    /// Ends the stream now; a pending read or write returns. Safe to call twice.
    virtual void close() = 0;
};

struct Endpoint {
    std::string host;  ///< name or address; for a unix socket its path
    std::uint16_t port = 0;
    bool tls = false;
    bool unix_socket = false;
};

/// Opens streams. A test hands out scripted ones.
class Dialer {
public:
    virtual ~Dialer() = default;
    /// Name look-up, connection and TLS hand-shake within `limit`.
    virtual Task<Result<std::unique_ptr<Stream>>> dial(Endpoint where, Span limit) = 0;
    /// The same connection from here on in TLS (STARTTLS), verified like any other. `bad_input` when `plain`
    /// is no TCP stream of this dialer.
    virtual Task<Result<std::unique_ptr<Stream>>> start_tls(std::unique_ptr<Stream> plain, Endpoint where,
                                                            Span limit);
};

struct TlsTrust {
    std::string ca_file;  ///< extra trust anchors (PEM) beside the system's; certificate and host name are
                          ///< always verified
};

struct Proxy {
    std::string host;  ///< empty: none. Everything but loopback is reached through it, by CONNECT
    std::uint16_t port = 0;
};

/// The real network. Fails with `bad_input` when the CA file cannot be read.
Result<std::unique_ptr<Dialer>> make_dialer(TlsTrust trust, Proxy proxy = {});

}  // namespace rw::net
