// Who would hear of an incident, when, and through which channel: offline, from the configuration alone.
#pragma once

#include <string>
#include <vector>

namespace rw::cli {

struct RouteOptions {
    std::string config;
    std::string account;
    std::string kind = "late";
    std::string level = "orange";
    std::string class_name;
    std::string tier;
    std::vector<std::string> labels;
    std::string at;  ///< RFC 3339, or `2026-12-01 03:00` by the daemon's clock; empty: now
    bool json = false;
};

/// 1 when nobody would hear of it.
int test_routes(RouteOptions const& options);

}  // namespace rw::cli
