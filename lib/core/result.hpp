// A value or a Failure. Expected trouble travels as a value; exceptions mean a bug.
#pragma once

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>
#include <string>
#include <string_view>

namespace rw {

/// Answers the one question that code asks of trouble: what may be done next.
enum class Fault {
    bad_input,        ///< what was given cannot be; trying again gives the same
    unreachable,      ///< nobody answered, and nothing was sent
    timed_out,        ///< no answer in time to something that may be asked again
    refused,          ///< understood and declined for good
    throttled,        ///< declined for now: slower, later
    conflict,         ///< somebody was faster: read again and decide again
    gone,             ///< the thing asked for does not exist (any more)
    unknown_outcome,  ///< sent, answer lost: it may have happened
    stopped,          ///< we are shutting down
};

std::string_view to_text(Fault fault);

struct Failure {
    Fault kind;
    std::string doing;  ///< what was attempted and what came of it, for a person to read; never a secret
};

/// `poll mentions of yunzhi: connect to api.weibo.com:443: connection refused`.
Failure while_doing(std::string_view what, Failure failure);

/// Worth another attempt later without anyone changing anything.
constexpr bool passes(Fault kind) {
    return kind == Fault::unreachable || kind == Fault::timed_out || kind == Fault::throttled ||
           kind == Fault::unknown_outcome;
}

[[noreturn]] void throw_exception_from_error(Failure const& failure, boost::source_location const& where);

template <class T>
using Result = boost::system::result<T, Failure>;

}  // namespace rw
