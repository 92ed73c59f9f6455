// An HTTP/1.1 client: keep-alive pool, gzip, and a limit on everything. Redirects are answers like any other:
// they are never followed, since what we send carries secrets.
#pragma once

#include "net/clock.hpp"
#include "net/http.hpp"
#include "net/stream.hpp"

#include <deque>
#include <map>
#include <memory>

namespace rw::net {

struct HttpLimits {
    Span connect = 5s;
    Span exchange = 20s;            ///< from the first byte sent to the last byte read
    std::size_t header = 64 << 10;  ///< bytes
    std::size_t body = 8 << 20;     ///< bytes, counted after gzip is undone
    std::size_t idle_per_host = 4;  ///< connections kept open
    Span idle = 50s;                ///< a connection unused for longer is not used again
};

class HttpClient {
public:
    HttpClient(Dialer& dialer, Clock& clock, HttpLimits limits = {});
    ~HttpClient();

    /// Sends `request` to `origin` (scheme, host and port of it are used) and reads the whole answer.
    /// `unreachable` (or `refused`, for a certificate) when nothing was sent; `unknown_outcome` when the
    /// request may have arrived but no whole, readable answer came; `timed_out` likewise for GET, which may
    /// be asked again. A kept connection that proves dead before the first byte of the answer is replaced
    /// once, for GET and HEAD only.
    Task<Result<Response>> send(Url origin, Request request);

private:
    struct Idle;
    std::unique_ptr<Stream> take_idle(std::string const& key);
    void keep(std::string const& key, std::unique_ptr<Stream> stream);
    static Endpoint endpoint_of(Url const& origin);
    static Fault failed_answer(bool repeatable);

    Dialer& dialer_;
    Clock& clock_;
    HttpLimits limits_;
    std::map<std::string, std::deque<Idle>, std::less<>> idle_;
};

}  // namespace rw::net
