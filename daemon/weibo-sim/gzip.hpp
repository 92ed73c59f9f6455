// Packs answers the way the platform does when asked (weibo-api 1).
#pragma once

#include <string>
#include <string_view>

namespace rw::sim {

/// `bytes` as one gzip member.
std::string gzip(std::string_view bytes);

}  // namespace rw::sim
