#include "weibo-sim/json_text.hpp"

#include <array>

namespace rw::sim {
namespace {

bool is_special(char c) {
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

void escape(std::string& into, char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    auto const code = static_cast<unsigned char>(c);
    switch (c) {
        case '"': into += "\\\""; return;
        case '\\': into += "\\\\"; return;
        case '\n': into += "\\n"; return;
        case '\r': into += "\\r"; return;
        case '\t': into += "\\t"; return;
        default: into.append("\\u00").append(1, digits[code >> 4U]).append(1, digits[code & 15U]);
    }
}

}  // namespace

JsonText& JsonText::value(std::string_view text) {
    separate();
    text_ += '"';
    auto const* begin = text.data();
    auto const* const end = text.data() + text.size();
    for (auto const* at = begin; at != end; ++at) {
        if (!is_special(*at)) continue;
        text_.append(begin, at);
        escape(text_, *at);
        begin = at + 1;
    }
    text_.append(begin, end);
    text_ += '"';
    return *this;
}

JsonText& JsonText::whole(std::int64_t number) {
    separate();
    std::array<char, 24> digits{};
    auto const [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    text_.append(digits.data(), end);
    return *this;
}

}  // namespace rw::sim
