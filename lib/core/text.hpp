// Text from outside: made valid at the door, cut only between characters.
#pragma once

#include <string>
#include <string_view>

namespace rw {

/// `bytes` as valid UTF-8: every invalid sequence becomes U+FFFD. Never fails.
std::string to_utf8(std::string_view bytes);
bool is_utf8(std::string_view bytes);

/// Bytes of the character of valid UTF-8 that begins with `first`.
std::size_t character_size(char first);

/// Number of Unicode code points of valid UTF-8.
std::size_t code_points(std::string_view text);

/// The longest prefix of at most `limit` bytes that ends between two characters.
std::string_view clip_bytes(std::string_view text, std::size_t limit);

/// At most `limit` code points; when something was cut off, the last one is `…`.
std::string shorten(std::string_view text, std::size_t limit);

/// For the body or an attribute of HTML: nothing of it is markup.
std::string html_text(std::string_view text);

/// Columns on a terminal: wide East Asian characters and emoji count two, combining marks none.
std::size_t columns(std::string_view text);

/// Without leading and trailing blanks, including U+3000 and U+200B.
std::string_view trim(std::string_view text);

}  // namespace rw
