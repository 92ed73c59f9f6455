// Numbers as people say them, in both languages.
#pragma once

#include "core/language.hpp"
#include "core/time.hpp"

#include <string>
#include <string_view>

namespace rw::care {

/// `12`, `2.5`: one decimal at most.
std::string in_digits(double number);
/// `60%`
std::string in_percent(double share);
/// `1小时40分`, `22分钟`; `1 h 40 min`, `22 min`
std::string in_words(Span span, Language language);

}  // namespace rw::care
