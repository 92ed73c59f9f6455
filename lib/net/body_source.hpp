// The rest of a response that unfolds over time, such as a stream of events.
#pragma once

#include "net/task.hpp"

#include <optional>
#include <string>

namespace rw::net {

class BodySource {
public:
    virtual ~BodySource() = default;
    /// The next piece, asked for once the peer has taken the one before; nothing at the end. The server that
    /// drains waits for no end: a source hears of it from whoever made it.
    virtual Task<std::optional<std::string>> next() = 0;
};

}  // namespace rw::net
