// An HTTP/1.1 server: keep-alive, limits on header, body, connections and idle time, and a graceful drain.
#pragma once

#include "net/clock.hpp"
#include "net/http.hpp"
#include "net/loop.hpp"
#include "net/stream.hpp"

#include <functional>
#include <memory>

namespace rw::net {

struct ServerLimits {
    std::size_t header = 16 << 10;  ///< bytes; more is answered with 431
    std::size_t body = 1 << 20;     ///< bytes; more is answered with 413
    std::size_t connections = 512;  ///< further ones are answered with 503 and closed
    Span idle = 60s;                ///< between two requests
    Span request = 10s;  ///< from the first byte of a request to its last; slower is answered with 408
    Span write = 20s;    ///< a reader slower than this loses the connection
};

/// Answers one request; awaited, so it may ask Redis. An exception becomes a 500 without details.
using Handler = std::function<Task<Response>(Request)>;

class HttpServer {
public:
    HttpServer(Loop& loop, Clock& clock, Handler handler, ServerLimits limits = {});
    ~HttpServer();

    /// Binds `HOST:PORT` (port 0: any) or `unix:PATH`. Fails with words when that cannot be.
    Result<void> listen(std::string_view address);
    /// What `listen` has bound, with the real port.
    std::string address() const;

    /// Accepts and serves until `drain` has been called and every running request has been answered.
    Task<void> run();
    /// Stops accepting and ends idle connections; running requests may finish within `grace`.
    void drain(Span grace = 5s);

    /// Serves one connection from its first request to its end. `run` does so for each it accepts.
    Task<void> serve(std::unique_ptr<Stream> stream, std::string peer);

    struct State;  ///< for the sessions of http_server.cpp

private:
    std::shared_ptr<State> state_;
};

}  // namespace rw::net
