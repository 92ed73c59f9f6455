// An answer of the platform before it becomes bytes, and what the wire does to it.
#pragma once

#include "core/time.hpp"
#include "net/http.hpp"

#include <string>

namespace rw::sim {

/// How an answer leaves the house.
enum class Wire { whole, cut, none };

struct Answer {
    int status = 200;
    std::string body;
    std::string type = "application/json;charset=UTF-8";
    bool false_gzip = false;  ///< says it is packed, and is not
    Span delay{0};
    Wire wire = Wire::whole;
};

/// How all answers are sent.
struct Dress {
    bool gzip = true;      ///< to callers who take it, errors too (weibo-api 1)
    bool chunked = false;  ///< without Content-Length
};

/// The answer to `asked`, packed where the caller takes it.
net::Response to_response(Answer answer, net::Request const& asked, Dress dress);
/// The same response with its body in chunks.
std::string in_chunks(std::string const& wire);

}  // namespace rw::sim
