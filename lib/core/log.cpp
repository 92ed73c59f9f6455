#include "core/log.hpp"

namespace rw::log {
namespace {

Sink& sink() {
    static Sink the_sink;
    return the_sink;
}

}  // namespace

void set_sink(Sink to) {
    sink() = std::move(to);
}

void write(Level level, std::string_view event, Fields fields) {
    if (sink()) sink()(level, event, fields);
}

}  // namespace rw::log
