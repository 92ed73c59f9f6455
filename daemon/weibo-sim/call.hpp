// A request as endpoints look at it.
#pragma once

#include "core/time.hpp"
#include "net/http.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rw::sim {

/// One request, taken apart.
struct Call {
    std::string method;
    std::string path;
    std::string peer;
    std::string token;
    std::vector<std::pair<std::string, std::string>> fields;  ///< of query and form, in order
    TimePoint now{};

    /// The last value of `name`; nothing when absent or empty.
    std::optional<std::string> field(std::string_view name) const;
};
Call take_apart(net::Request const& request, TimePoint now);

}  // namespace rw::sim
