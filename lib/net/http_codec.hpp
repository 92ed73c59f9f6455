// HTTP/1.1 as text in, values out: Beast's parsers without a stream.
#pragma once

#include "core/result.hpp"
#include "net/http.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace rw::net {

/// `bad_input` when a method, target or header holds what would break the message apart.
Result<std::string> to_wire(Request const& request, std::string_view host);
/// With `more` it ends with the first chunk (RFC 9112 7.1); the rest follows by `chunk`.
std::string to_wire(Response const& response, bool head_only);
/// One piece of a body that is sent as it comes; the empty one ends it.
std::string chunk(std::string_view piece);

struct MessageLimits {
    std::size_t header = 0;
    std::size_t body = 0;
};

/// Reads one answer.
class ResponseReader {
public:
    ResponseReader(bool answers_head, MessageLimits limits);
    ~ResponseReader();

    /// Takes more bytes. True once the answer is complete.
    Result<bool> take(std::string_view bytes);
    /// The peer has ended the stream. True when that completes the answer.
    Result<bool> end();
    bool started() const;     ///< something of the answer has come
    bool keep_alive() const;  ///< once complete
    Response release();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Reads requests one after the other from one connection.
class RequestReader {
public:
    explicit RequestReader(MessageLimits limits);
    ~RequestReader();

    /// Adds bytes as they arrive.
    void feed(std::string_view bytes);
    /// The next request, once it is complete. A failure's `doing` is for the log; `status` then says what to
    /// answer.
    Result<std::optional<Request>> next();
    int status() const;       ///< 400, 413, 431, 501, …: after a failure
    bool started() const;     ///< a request has begun and is not complete
    bool wants_continue();    ///< `Expect: 100-continue`, told once
    bool keep_alive() const;  ///< of the request given last

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace rw::net
