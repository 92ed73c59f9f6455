// Files that the configuration names: secrets, lists of people, days. Their contents never show in a
// complaint.
#pragma once

#include "care/holidays.hpp"
#include "config/config.hpp"
#include "config/kind.hpp"

#include <optional>
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
/// Changes whenever the file does; empty when it is not there.
std::string file_mark(std::string const& path);
/// The users of a file that has been read before. A failure says where what is wrong.
Result<std::vector<User>> read_users(std::string const& path);
/// `UID,TIER` a line.
Kind<std::vector<Vip>> vip_file();

/// Days off and make-up workdays, as `config/day_file.hpp` reads them. A file that does not name its source
/// is good, with a warning.
std::optional<care::DayList> read_days(Node const& written, Reading& reading);

}  // namespace rw::config
