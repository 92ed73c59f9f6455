// Files that the configuration names: secrets, lists of people, days. Their contents never show in a
// complaint.
#pragma once

#include "config/config.hpp"
#include "config/kind.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace rw::config {

/// One secret, a final line end ignored; without a file where the value is empty. `content` says for people
/// what is in the file; `check` is asked about it and must not repeat it.
Kind<Secret> secret_file(std::string content, Check check = {});
/// A secret that was written where the path of its file belongs, as far as one can tell.
bool looks_like_secret(std::string_view text);
/// A place beside the configuration; it need not exist.
Kind<std::string> path();
/// A file that can be read, or empty.
Kind<std::string> readable_file();

/// `HASH,NAME,ROLE` a line (contract 6).
Kind<std::vector<User>> users_file();
/// `UID,TIER` a line.
Kind<std::vector<Vip>> vip_file();

struct SpecialDay {
    std::chrono::sys_days day;
    bool working = false;  ///< a make-up workday
};
/// `2026-10-01,off` or `2026-10-10,work` a line, with a comma and its name behind if you like.
std::vector<SpecialDay> read_days(Node const& written, Reading& reading);

}  // namespace rw::config
