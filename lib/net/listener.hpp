// A bound address that gives streams. Only for `net`.
#pragma once

#include "net/stream.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace rw::net {

class Listener {
public:
    struct Accepted {
        std::unique_ptr<Stream> stream;
        std::string peer;
    };
    virtual ~Listener() = default;

    /// `HOST:PORT`, `[v6]:PORT` or `unix:PATH`. The socket is bound and listens when this returns.
    static Result<std::unique_ptr<Listener>> open(std::string_view address);

    virtual Task<Result<Accepted>> accept() = 0;
    virtual std::string address() const = 0;
    /// A pending `accept` returns with `stopped`.
    virtual void close() = 0;
};

}  // namespace rw::net
