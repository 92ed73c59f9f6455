// What staff and ops ask of the daemon. Exit codes: 0 good, 1 attention needed, 2 could not do it (contract
// 1).
#pragma once

#include "connection.hpp"
#include "words.hpp"

#include <string>
#include <utility>
#include <vector>

namespace rw::cli {

struct Options {
    Address daemon;
    bool json = false;
    Language language = Language::zh;  ///< of what is said about conversations
    std::string id;
    std::vector<std::string> ids;  ///< cover
    std::string outcome;
    std::string state;
    std::string account;
    std::string level;
    std::string class_name;
    int limit = 50;
    bool why = false;    ///< status: the plan and its reasons
    bool fresh = false;  ///< show: have Weibo read again
    std::string list;    ///< poll
    std::string to;      ///< assign
    std::string until;   ///< pause: as `until_of` reads it
    std::string reason;
    std::string statement;
    std::string label;
    std::string reply;  ///< wrong: of this reply of ours
};

int status(Options const& options);
int poll_now(Options const& options);
int queue(Options const& options);
int show(Options const& options);
int incidents(Options const& options);
int acknowledge(Options const& options);

/// `?a=1&b=2` of what is not empty.
std::string query(std::vector<std::pair<std::string, std::string>> fields);
std::string conversation_path(std::string const& id, std::string const& what);
/// Offline.
int check_config(std::string const& file, bool json);

}  // namespace rw::cli
