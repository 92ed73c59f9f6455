// Bodies as the platform wrote them in 2018: the whole key set, made-up people (weibo-api 3.8).
#pragma once

#include "core/time.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rw::test {

using Blanks = std::vector<std::pair<std::string_view, std::string>>;

/// `form` with each blank (`$ID`) filled in wherever it stands.
std::string fill(std::string form, Blanks const& blanks);

/// `Tue May 31 17:46:55 +0800 2011`.
std::string platform_date(TimePoint when);

struct Author {
    std::int64_t uid = 5590046102;
    std::string name = "云朵小鱼";
    std::int64_t followers = 321;
    int verified_type = -1;
};
std::string user_json(Author const& author);

struct Wire {
    std::int64_t id = 0;
    std::string text = "请问什么时候发货？";  ///< goes in as it is: escape it
    Author author{};
    std::string created_at{};  ///< empty: what the id says
    std::string extra{};       ///< further members, each with a comma before it
};
/// A post with counters, visibility and all that is of no use here.
std::string status_json(Wire const& wire);
/// A comment under `status`; without one where that is empty.
std::string comment_json(Wire const& wire, std::string const& status);

/// `{"comments":[…],"next_cursor":…}`.
std::string page_json(std::string_view key, std::vector<std::string> const& items,
                      std::int64_t next_cursor = 0);

/// An id that was given out at `when`.
std::int64_t id_at(TimePoint when, std::int64_t low_bits = 0);

}  // namespace rw::test
