// What staff and ops ask of the daemon. Exit codes: 0 good, 1 attention needed, 2 could not do it (contract
// 1).
#pragma once

#include "connection.hpp"

#include <iosfwd>
#include <string>

namespace rw::cli {

struct Options {
    Address daemon;
    bool json = false;
    std::string id;
    std::string outcome;
    std::string state;
    std::string account;
    std::string level;
    std::string class_name;
    int limit = 50;
    bool why = false;    ///< status: the plan and its reasons
    bool fresh = false;  ///< show: have Weibo read again
    std::string list;    ///< poll
};

int status(Options const& options);
int poll_now(Options const& options);
int queue(Options const& options);
int show(Options const& options);
int incidents(Options const& options);
int claim(Options const& options);
int release(Options const& options);
int close(Options const& options);
int acknowledge(Options const& options);
/// Offline.
int check_config(std::string const& file, bool json);

}  // namespace rw::cli
