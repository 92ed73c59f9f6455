// What a value may be: how it is read, what is said when it is not that, and how its default looks on the
// page.
#pragma once

#include "config/document.hpp"
#include "config/reading.hpp"
#include "core/id.hpp"
#include "core/time.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace rw::config {

template <class T>
struct Kind {
    std::string type;                                             ///< for people: `duration, at least 250ms`
    std::function<std::optional<T>(Node const&, Reading&)> read;  ///< nothing once it has complained
    std::function<std::string(T const&)> show;                    ///< as it would be written
};

/// False, after a complaint that says what is expected, when `node` is of another type.
bool is_a(Node::Type type, Node const& node, Reading& reading, std::string_view expected);

Kind<std::string> text();
Kind<bool> flag();
Kind<std::int64_t> number(std::int64_t least, std::int64_t most);
Kind<Span> duration(Span least = Span{0}, Span most = 3650 * 24h);
/// A name that can stand in keys, addresses and `channel:NAME`: no blanks, no colons, no commas; at most 64
/// bytes.
Kind<std::string> name();
/// A positive number in quotes, as Weibo gives them.
Kind<Uid> uid();
/// `09:00` as time after midnight.
Kind<Span> time_of_day();

/// Text that `check` finds good; otherwise it says what is wrong and what is expected.
using Check = std::function<std::optional<std::string>(std::string const&)>;
Kind<std::string> text_that(std::string type, Check check);

/// One of `words`, as it is.
Kind<std::string> word_of(std::vector<std::string> words);

}  // namespace rw::config
