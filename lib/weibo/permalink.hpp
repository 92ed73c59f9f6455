// Where people find things on Weibo, and what an id tells of its time (weibo-api 3.1).
#pragma once

#include "core/id.hpp"
#include "core/time.hpp"

#include <string>

namespace rw::weibo {

/// `https://weibo.com/UID/BASE62`; without a known author the page that finds it by id alone.
std::string permalink(Uid author, WeiboId id);

/// When an id was given out, to the second (−3…+1 s). Holds for ids since 2011-08.
TimePoint time_of(WeiboId id);
/// The smallest id that can belong to `when`.
WeiboId first_id_at(TimePoint when);

}  // namespace rw::weibo
