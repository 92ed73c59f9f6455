// One line of log: an event id that an operator can look up, and fields. Where it goes is the program's
// business.
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

namespace rw::log {

enum class Level { debug, info, warn, error };

struct Field {
    std::string_view key;
    std::string value;
    Field(std::string_view k, std::string v) : key{k}, value{std::move(v)} {}
    Field(std::string_view k, std::string_view v) : key{k}, value{v} {}
    Field(std::string_view k, char const* v) : key{k}, value{v} {}
    Field(std::string_view k, std::integral auto v) : key{k}, value{std::to_string(v)} {}
};
using Fields = std::initializer_list<Field>;
using Sink = std::function<void(Level, std::string_view event, Fields)>;

/// Set once by the program's `main` (and by tests that read the log); without it lines are dropped.
void set_sink(Sink sink);

/// `event` is stable and documented in systemd/README.md, such as `poll.failed`.
void write(Level level, std::string_view event, Fields fields = {});

inline void debug(std::string_view event, Fields fields = {}) {
    write(Level::debug, event, fields);
}
inline void info(std::string_view event, Fields fields = {}) {
    write(Level::info, event, fields);
}
inline void warn(std::string_view event, Fields fields = {}) {
    write(Level::warn, event, fields);
}
inline void error(std::string_view event, Fields fields = {}) {
    write(Level::error, event, fields);
}

}  // namespace rw::log
