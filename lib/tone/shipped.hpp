// The data of config/tone, as it was when the program was built: it becomes part of the program, so that
// nobody has to find it.
#pragma once

#include <string_view>

namespace rw::tone::shipped {

std::string_view traditional();
std::string_view pinyin();
std::string_view slang();
std::string_view emoji();
std::string_view fan_rules();
std::string_view reply_rules();
std::string_view concepts();
std::string_view model();

}  // namespace rw::tone::shipped
