#include "core/result.hpp"

#include <stdexcept>

namespace rw {

std::string_view to_text(Fault fault) {
    switch (fault) {
        case Fault::bad_input: return "bad_input";
        case Fault::unreachable: return "unreachable";
        case Fault::timed_out: return "timed_out";
        case Fault::refused: return "refused";
        case Fault::throttled: return "throttled";
        case Fault::conflict: return "conflict";
        case Fault::gone: return "gone";
        case Fault::unknown_outcome: return "unknown_outcome";
        case Fault::stopped: return "stopped";
    }
    return "unknown";
}

Failure while_doing(std::string_view what, Failure failure) {
    failure.doing = std::string{what} + ": " + failure.doing;
    return failure;
}

void throw_exception_from_error(Failure const& failure, boost::source_location const& where) {
    throw std::logic_error{std::string{where.file_name()} + ":" + std::to_string(where.line()) +
                           ": value() of a failure: " + failure.doing};
}

}  // namespace rw
