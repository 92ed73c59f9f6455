// Asking the daemon, and taking its answers apart.
#pragma once

#include "commands.hpp"

#include <rapidjson/document.h>

#include <cstdint>
#include <memory>
#include <string>

namespace rw::cli {

inline constexpr int good = 0;
inline constexpr int attention = 1;
inline constexpr int impossible = 2;

using Value = rapidjson::Value;

/// A member as text; empty when there is none. Flags are `yes` and `no`.
std::string text(Value const& object, char const* name);
/// A whole number; 0 when there is none.
std::int64_t number(Value const& object, char const* name);
/// Any number; 0 when there is none.
double real(Value const& object, char const* name);
bool is_null(Value const& object, char const* name);
Value const& items(Answer const& answer);

/// The answer, whatever its status; null, and said on standard error, when nobody answers.
std::unique_ptr<Answer> reached(Options const& options, std::string const& method, std::string const& path,
                                std::string const& body = {});
/// Why the daemon did not do it; empty when it did.
std::string refusal(Answer const& answer);
/// The answer when it is one; else says on standard error what went wrong.
std::unique_ptr<Answer> asked(Options const& options, std::string const& method, std::string const& path,
                              std::string const& body = {});

/// `1小时12分`.
std::string wait_in_words(std::int64_t seconds);

}  // namespace rw::cli
